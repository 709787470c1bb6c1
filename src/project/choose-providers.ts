/** Who translates in this run. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sha256Hex } from '../text/hash.ts'
import { MuqabilError } from '../errors.ts'
import { loadProvider } from '../providers/load-provider.ts'
import { languagePair } from '../providers/language-tag.ts'
import { override } from '../providers/override.ts'
import type { Provider } from '../providers/provider.ts'
import { builtIns } from '../providers/registry.ts'
import type { ProviderContext, ProviderSettings } from '../providers/provider-context.ts'
import type { OnEvent } from './events.ts'
import { openGlossary } from './glossary.ts'
import { configuredProviders, type Project } from './project.ts'

export interface ChosenProviders {
  /** In the order in which they are asked; at least one. */
  readonly providers: readonly [Provider, ...Provider[]]
  /** Why the first one, in words. */
  readonly reason: string
}

/**
 * The configured providers; without any the built-in one that is ready without a key, or the first whose key is in the
 * environment; else none.
 *
 * @throws {MuqabilError} for a name or module that is none; `currencies-differ` and `price-unknown` under a budget of
 *   money.
 */
export async function chooseProviders(project: Project, tell?: OnEvent): Promise<ChosenProviders | undefined> {
  const { settings, reason } = chosenSettings(project)
  const [first, ...others] = await Promise.all(settings.map((each) => openProvider(project, each, tell)))
  if (first === undefined) return undefined
  const providers = [first, ...others] as const
  if (project.config.budget.maxCost !== null) {
    refuseCurrencies(providers, project)
    refuseUnpriced(providers, project)
  }
  return { providers, reason }
}

/** Who would be asked, in order, and why the first one, in words. */
export function chosenSettings(project: Project): {
  readonly settings: readonly ProviderSettings[]
  readonly reason: string
} {
  const configured = configuredProviders(project.config)
  if (configured.length > 0) return { settings: configured, reason: 'as configured' }
  const abouts = builtIns.map(({ about }) => about)
  // What costs nothing goes first: a key may be in the environment for another program's sake.
  const where = { environment: project.environment, root: project.root, languages: languagesOf(project) }
  const ready = abouts.find(({ found }) => found?.is(where))
  if (ready?.found) return { settings: [{ name: ready.name }], reason: ready.found.words }
  const byKey = abouts.find(({ variables }) => variables.some((name) => project.environment[name]))
  return { settings: byKey === undefined ? [] : [{ name: byKey.name }], reason: 'its key is in the environment' }
}

/** By what a provider would be chosen without being named: a model of these languages, or one of these variables. */
export function waysToChoose(project: Project): { readonly pair: string; readonly variables: readonly string[] } {
  return { pair: languagePair(languagesOf(project)), variables: builtIns.flatMap(({ about }) => about.variables) }
}

/** Loads one provider with its settings. */
export async function openProvider(project: Project, settings: ProviderSettings, tell?: OnEvent): Promise<Provider> {
  const { environment, root, config } = project
  const brief = readBrief(join(root, config.brief))
  const context: ProviderContext = {
    settings,
    environment,
    root,
    segmentation: config.segmentation,
    languages: languagesOf(project),
    examples: config.fuzzyMatches,
    terms: () => openGlossary(project).terms,
    notice: (message) => tell?.({ event: 'notice', message }),
    note: (message) => tell?.({ event: 'note', name: settings.name, message }),
    ...(brief === undefined ? {} : { brief }),
  }
  const moduleUrl = isModulePath(settings.name) ? pathToFileURL(resolve(root, settings.name)).href : undefined
  const provider = await loadProvider(context, moduleUrl)
  // The glossary and the brief go with every request of a provider that heeds them: another one makes other answers.
  if (provider.context !== true) return provider
  const glossary = config.glossary === undefined ? '' : (readIfThere(join(root, config.glossary)) ?? '')
  const parts = [
    provider.variant ?? '',
    brief === undefined ? '' : `brief:${short(brief)}`,
    glossary === '' ? '' : `glossary:${short(glossary)}`,
  ]
  return override(provider, { variant: parts.filter((part) => part !== '').join(' ') })
}

/** What the project translates from and into. */
function languagesOf({ config }: Project): { readonly source: string; readonly target: string } {
  return { source: config.sourceLanguage, target: config.targetLanguage }
}

/** './my-provider.ts': a module of the user's own, and no name. */
export function isModulePath(name: string): boolean {
  return /^\.{0,2}\//.test(name) || name.startsWith('.')
}

function readBrief(path: string): string | undefined {
  const text = readIfThere(path)?.trim()
  return text === '' ? undefined : text
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}

function short(text: string): string {
  return sha256Hex(text).slice(0, 8)
}

function refuseCurrencies(providers: readonly Provider[], { configFile }: Project): void {
  const [first, ...others] = [...new Set(providers.flatMap(({ price }) => price?.currency ?? []))]
  const second = others[0]
  if (first !== undefined && second !== undefined)
    throw new MuqabilError('currencies-differ', { first, second }, { file: configFile })
}

function refuseUnpriced(providers: readonly Provider[], { configFile }: Project): void {
  const unpriced = providers.find((provider) => provider.unpriced)
  if (unpriced !== undefined)
    throw new MuqabilError(
      'price-unknown',
      { provider: unpriced.name, model: unpriced.model ?? '' },
      { file: configFile },
    )
}
