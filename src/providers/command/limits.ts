/** What a program is sent, and how long it may take. */
import type { Limits } from '../provider.ts'

/** Of one line. Nobody's limits but our own: what comes back is held in memory. */
export const LIMITS: Limits = { characters: 30_000, elements: 50 }

/** One program at a time: an engine on this machine fills its memory and its processors alone. */
export const CONCURRENCY = 1
/** A slow machine takes its time over a whole request. */
export const TIMEOUT_SECONDS = 120
/** Models are loaded before the first answer. */
export const START_SECONDS = 120

/** A line is an answer to some pages at most; whatever is longer is none. In UTF-16 units. */
export const MOST_LINE = 8 * 1024 * 1024
/** So many lines of standard error are shown in a run. */
export const MOST_NOTES = 200
