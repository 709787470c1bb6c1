/** What a caller of `build`, `plan` and `check` may say beside the configuration. */
import type { Environment } from './environment.ts'
import type { OnEvent } from './events.ts'
import type { UserConfig } from './config.ts'

export interface ProjectOptions {
  /** Root of the project; the process's own folder by default. */
  readonly cwd?: string
  /** Path of a configuration file, or a configuration; by default `muqabil.config.*` of the root. */
  readonly config?: string | UserConfig
  /** The environment to read keys from; the process's own by default. `.env` completes it. */
  readonly environment?: Environment
  /** Settings that go before the configuration's, as the command line's flags do. */
  readonly provider?: string
  readonly maxCharacters?: number
  readonly maxCost?: number
  /** Encoding of sources that are neither UTF-8 nor UTF-16 with a mark. */
  readonly encoding?: string
  /** All of a page is the text, and not the article in it alone. */
  readonly wholePage?: boolean
  /** Sources or patterns, relative to the root: only these are built. All by default. */
  readonly files?: readonly string[]
  readonly onEvent?: OnEvent
  /** Nothing but `files` is read: paths, and no patterns. The index and what depends on other documents stay as they are. */
  readonly alone?: boolean
}

export interface BuildOptions extends ProjectOptions {
  /** No provider, no memory, no change of a record: a translation that is missing or stale counts as such. */
  readonly frozen?: boolean
  /** No connection is opened: what is not known stays visibly missing. */
  readonly offline?: boolean
  /** A revision of git: only documents whose source, record or settings are otherwise since are built. */
  readonly since?: string
  /** About so many segments are in memory at once; 10,000 by default. Fewer take less memory and make smaller requests. */
  readonly portion?: number
  /** Drops the rows that are no longer in their sources from the records. */
  readonly prune?: boolean
  /** Aborted: nothing new is sent, what is in flight is finished and saved. */
  readonly signal?: AbortSignal
  /** Aborted: requests in flight are cut off too; what was answered is still saved. */
  readonly stopNow?: AbortSignal
}
