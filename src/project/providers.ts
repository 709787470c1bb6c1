/** What translates: the configured providers in their order, then the other built-in ones; which of them could be asked now. */
import { MuqabilError, ProviderFault } from '../errors.ts'
import type { Provider, Readiness } from '../providers/provider.ts'
import { builtIn, builtIns } from '../providers/registry.ts'
import { within } from '../providers/within.ts'
import { chosenSettings, isModulePath, openProvider } from './choose-providers.ts'
import type { OnEvent, ProviderStatus } from './events.ts'
import type { ProjectOptions } from './options.ts'
import { openProject, type Project } from './project.ts'
import type { ProviderSettings } from './config.ts'

/** So long may one take that starts nothing. */
const CHECK_SECONDS = 10

/**
 * Asks each one whether it is ready, all at once; no text is sent.
 *
 * @returns In order, as told to `onEvent`. What is wrong with one of them is in its words.
 * @throws {MuqabilError} for what is wrong in the configuration.
 */
export async function providers(options: ProjectOptions = {}): Promise<readonly ProviderStatus[]> {
  const project = await openProject(options)
  const tell: OnEvent = options.onEvent ?? (() => undefined)
  const { settings: asked } = chosenSettings(project)
  const others = builtIns.map(({ about }) => about.name).filter((name) => asked.every((each) => each.name !== name))
  const found = [
    ...asked.map((settings, index) => statusOf(project, settings, { order: index + 1 }, tell)),
    ...others.map((name) => statusOf(project, { name }, {}, tell)),
  ]
  const statuses: ProviderStatus[] = []
  for (const each of found) {
    const status = await each
    tell(status)
    statuses.push(status)
  }
  return statuses
}

async function statusOf(
  project: Project,
  settings: ProviderSettings,
  place: Pick<ProviderStatus, 'order'>,
  tell: OnEvent,
): Promise<ProviderStatus> {
  const isModule = isModulePath(settings.name)
  const {
    what = isModule ? 'a module of your own' : 'nothing that is known by this name',
    needs = isModule ? 'what it says itself' : 'the name of a provider, or the path of a module',
    variables = [],
  } = builtIn(settings.name)?.about ?? {}
  const readiness = await readinessOf(project, settings, tell)
  return { event: 'readiness', name: settings.name, ...place, what, needs, variables, ...readiness }
}

async function readinessOf(project: Project, settings: ProviderSettings, tell: OnEvent): Promise<Readiness> {
  let provider: Provider | undefined
  const limit = new AbortController()
  try {
    provider = await openProvider(project, settings, tell)
    if (provider.check === undefined) return { ready: true, words: 'it has nothing to find out' }
    const seconds = provider.startSeconds ?? CHECK_SECONDS
    return await within(Promise.resolve(provider.check(limit.signal)), {
      milliseconds: seconds * 1000,
      signal: limit.signal,
    }).catch((error: unknown) => {
      if (isShown(error)) throw error
      return { ready: false, words: `no answer within ${seconds} seconds` }
    })
  } catch (error) {
    // One of the user's own may throw anything, and the others are still to be told of.
    return { ready: false, words: isShown(error) ? wordsOf(error) : `it fails: ${String(error)}` }
  } finally {
    limit.abort(new Error('over'))
    await provider?.close?.().catch(() => undefined)
  }
}

function isShown(error: unknown): error is MuqabilError | ProviderFault {
  return error instanceof MuqabilError || error instanceof ProviderFault
}

function wordsOf(error: MuqabilError | ProviderFault): string {
  return error instanceof MuqabilError ? error.reason : error.message
}
