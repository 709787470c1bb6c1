/** What every build begins with: a look whether anything is otherwise than the last one left it. */
import process from 'node:process'
import type { Account, BuildEvent, OnEvent } from './events.ts'
import { NEVER, sinceLastBuild, type SinceLastBuild } from './last-build.ts'
import type { BuildOptions } from './options.ts'
import { openProject, type Project } from './project.ts'
import { realClock } from './real-clock.ts'
import { traceBuild } from './tracing.ts'
import { configBytes } from './unread-key.ts'

export interface BegunBuild {
  readonly project: Project
  readonly since: SinceLastBuild
  /** By the clock, in milliseconds. */
  readonly started: number
}

/**
 * Builds what is not built yet. What reads, translates and draws is loaded only where there is something to do: it takes
 * longer than to find that there is nothing.
 *
 * @returns The account, as `buildAll` gives it.
 * @throws {MuqabilError} for what stops the whole run; then nothing was written.
 */
export async function build(options: BuildOptions = {}): Promise<Account> {
  return traceBuild(async () => buildChanged(options))
}

async function buildChanged(options: BuildOptions): Promise<Account> {
  const started = realClock.now()
  const unread = configBytes(process.cwd())
  const project = await openProject(options)
  const since = options.alone ? NEVER : sinceLastBuild(project, options, unread)
  if (since.said !== undefined) return repeated(since.said, realClock.now() - started, options.onEvent)
  const { buildAll } = await import('./build.ts')
  return buildAll(options, { project, since, started })
}

/** Nothing has changed since: the same is said again. */
function repeated(said: readonly BuildEvent[], milliseconds: number, tell: OnEvent = () => undefined): Account {
  let account: Account | undefined
  for (const event of said) {
    const now = event.event === 'account' ? (account = { ...event, seconds: milliseconds / 1000 }) : event
    tell(now)
  }
  if (account === undefined) throw new Error('a build without an account')
  return account
}
