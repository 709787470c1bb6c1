/** What a run tells while it goes on, and the account it ends with: the lines of `--json`. */
import type { Origin } from '../bitext/record.ts'
import type { State } from '../bitext/states.ts'
import type { WordChange } from '../edition/word-diff.ts'
import type { Conflict } from '../interchange/take-row.ts'
import type { DocumentDone, QueueStatus, Submitted, Worked } from './queue/queue-events.ts'
import type { Readiness } from '../providers/provider.ts'
import type { Estimate } from '../translate/estimate.ts'
import type { SentTo } from '../translate/translate-segments.ts'

/**
 * The end of every run. `segments` = `recalled` + `translated` + `human` + `carried` + `failed` +
 * `untranslated`; those that are `stale` are a person's and counted in `human` too.
 */
export interface Account {
  readonly event: 'account'
  readonly documents: number
  /** Rows of all editions. */
  readonly units: number
  /** Of rows, of attributes and of front matter. */
  readonly segments: number
  /** A machine's words, from the record or the memory. */
  readonly recalled: number
  /** Answered by a provider in this run. */
  readonly translated: number
  /** A person's: the target is not what the machine wrote, or the state is reviewed or final. */
  readonly human: number
  /** Without a letter of the source language: gone across as they stand. */
  readonly carried: number
  /** A person's whose source has changed since. */
  readonly stale: number
  /** Asked, without an acceptable answer. */
  readonly failed: number
  /** Not asked. Under `frozen` also a machine's whose source has changed. */
  readonly untranslated: number
  /** Of the untranslated, those that have a machine's words for an earlier source. */
  readonly staleDrafts: number
  /** Segments by their state in the record. */
  readonly states: Readonly<Record<State, number>>
  /** Lines of web furniture that are not part of the editions. */
  readonly leftOut: number
  /** Unicode code points, as the service counts and bills them. */
  readonly charactersSent: number
  readonly requests: number
  /** In `currency`, not rounded. */
  readonly cost: number
  readonly currency: string
  /** By provider, in the order in which they were asked. */
  readonly providers: readonly SentTo[]
  readonly seconds: number
  /** Sources that were not built because of an error in them or their record, and books that could not be laid out. */
  readonly refused: number
  /** Why the provider was asked no more although rows were missing: 'budget', 'quota-day', 'interrupted', … */
  readonly stopped?: string
}

/** What would be sent, and by whose figures. */
export interface Counted extends Estimate {
  /** The service whose figures these are, where a build has nobody to ask yet. */
  readonly assumed?: string
}

/** What a build would send. */
export interface Plan extends Counted {
  readonly event: 'plan'
  /** Sources that would not be built because of an error in them or their record; they are not counted. */
  readonly refused: number
}

/** A row that a change of the sources touches. */
export interface RowChange {
  readonly event: 'row'
  readonly file: string
  readonly id: string
  /** 1-based, in the source as it is now. */
  readonly line?: number
  /** `returned`: it was gone before, and its translation comes back with it. */
  readonly change: 'new' | 'changed' | 'moved' | 'gone' | 'returned'
  readonly before?: string
  readonly after?: string
  /** From `before` to `after`, of a changed one. */
  readonly words?: readonly WordChange[]
  /** A person has translated or approved some of it. */
  readonly people?: boolean
}

/** A person's translation whose source is another one now. */
export interface StaleWork {
  readonly event: 'stale'
  readonly file: string
  /** Unit and segment. */
  readonly id: string
  readonly line?: number
  readonly state: State
  readonly before: string
  readonly after: string
  readonly words: readonly WordChange[]
  readonly target: string
}

/** What a change of the sources means; the estimate is of what it adds to a build. */
export interface Diff extends Counted, Readonly<Record<RowChange['change'], number>> {
  readonly event: 'diff'
  /** Commits; without `to` it is the working tree. */
  readonly from: string
  readonly to?: string
  readonly documents: number
  /** Of the rows that are gone, those that a person has worked on; their words stay in the record. */
  readonly goneByPeople: number
  /** Translations of people that become stale. */
  readonly stale: number
  /** Sources that cannot be read as they are now; they are not counted. */
  readonly refused: number
}

/** A row that today's rules and settings cut otherwise than its record has it. */
export interface RecutEvent {
  readonly event: 'recut'
  readonly file: string
  readonly unit: string
  /** Version of the rules that cut it before. */
  readonly rules: string
  /** Sources of its segments, codes as `<1>` … `</1>`. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** What `migrate` would do, or did. */
export interface Migration {
  readonly event: 'migration'
  /** Rows that are cut otherwise, and documents that have such. */
  readonly units: number
  readonly documents: number
  /** Their segments afterwards: with all they had, with an old translation that is stale now, without any. */
  readonly kept: number
  readonly stale: number
  readonly untranslated: number
  /** Translations that have no place in these rows any more; they wait in the record. */
  readonly waiting: number
  readonly written: boolean
  /** Sources that were not looked at because of an error in them or their record. */
  readonly refused: number
}

/** What an import does with one row, or would do. */
export interface ImportEvent {
  readonly event: 'import'
  /** Path of the source; absent where no document has the row. */
  readonly file?: string
  /** Unit and segment: 'p-1a2b3c4d/s1'. */
  readonly id?: string
  /** `changed`: the row's translation or state is taken. */
  readonly action: 'changed' | 'conflict'
  /** Of a conflict: see docs/exchange.md. */
  readonly conflict?: Conflict
  /** Codes as `<1>` … `</1>`. */
  readonly before?: string
  readonly after: string
  /** What somebody remarked, where it is new: it is kept with the row. */
  readonly note?: string
  /** The file that was imported, and the 1-based line in it. */
  readonly from: string
  readonly line?: number
}

/** The end of an import. */
export interface Imported {
  readonly event: 'imported'
  readonly rows: number
  readonly changed: number
  readonly same: number
  /** Rows of other tools whose sentence no document has. */
  readonly unknown: number
  readonly conflicts: number
  /** False: it was only shown. */
  readonly written: boolean
  readonly refused: number
}

/** The end of an import into the memory. */
export interface MemoryImported {
  readonly event: 'memory-imported'
  /** With words on both sides. */
  readonly pairs: number
  /** Pairs that the memory did not have. */
  readonly taken: number
  readonly known: number
  /** Without a source or a translation, or marked as doubtful. */
  readonly passedOver: number
}

/** How much the memory knows in the project's languages, and how large it is. */
export interface MemoryStatus {
  readonly event: 'memory'
  /** As the configuration has it. */
  readonly memory: string
  readonly bytes: number
  readonly sentences: number
  /** Translations, by whose they are. A sentence can have several. */
  readonly person: number
  readonly imported: number
  readonly machine: number
  /** By which similar sentences are found; it is made again when it is missing. */
  readonly index: { readonly texts: number; readonly bytes: number }
}

/** A sentence that somebody should look at. */
export interface TaskEvent {
  readonly event: 'task'
  readonly file: string
  readonly id: string
  readonly why: 'missing' | 'stale' | 'needs-work' | 'findings'
  /** 0 to 1; those with one `why` are listed by it, the highest first. */
  readonly doubt: number
  /** What the checks say. */
  readonly findings?: readonly { readonly ruleId: string; readonly message: string }[]
  /** In words, where the record says it. */
  readonly reason?: string
  /** Codes as `<1>` … `</1>`. */
  readonly source: string
  readonly target?: string
  readonly state: State
  /** What was translated before and is like it, the most similar first; codes as `<1>` … `</1>`. */
  readonly matches?: readonly {
    readonly source: string
    readonly target: string
    /** 0.7 to 1, where 1 is the same words. */
    readonly similarity: number
    readonly provenance: Origin
  }[]
  /** The sentences beside it. */
  readonly before?: string
  readonly after?: string
  readonly sourceHash: string
  readonly base: string
}

/** Whether a provider could be asked now, found out without sending a text. */
export interface ProviderStatus extends Readiness {
  readonly event: 'readiness'
  /** As the configuration has it. */
  readonly name: string
  /** From 1, where a build would ask it; absent for the others that are built in. */
  readonly order?: number
  /** Whose service, and how it is asked. */
  readonly what: string
  readonly needs: string
  /** Variables of the environment that hold what it needs. */
  readonly variables: readonly string[]
}

/** How far a build is. */
export interface RunningBuild {
  readonly event: 'running'
  /** Its process id. */
  readonly process: number
  /** Since it began. */
  readonly seconds: number
  readonly documents: number
  /** Of them, with records and editions as they are to be. */
  readonly written: number
  /** Absent while nobody is asked. */
  readonly provider?: string
  /** Segments that are asked for, and those that are answered; `more`: of the documents that have been looked at. */
  readonly asked?: { readonly done: number; readonly total: number; readonly more?: true }
  /** Unicode code points. */
  readonly charactersSent: number
  readonly cost: number
  readonly currency: string
  /** A service was asked whose price is not known: it is not in `cost`. */
  readonly unpriced?: true
}

export type BuildEvent =
  | Submitted
  | Worked
  | QueueStatus
  | RunningBuild
  | (DocumentDone & { readonly event: 'done' })
  | Account
  | Plan
  | RowChange
  | StaleWork
  | Diff
  | RecutEvent
  | Migration
  | ImportEvent
  | Imported
  | MemoryImported
  | MemoryStatus
  | TaskEvent
  | ProviderStatus
  | { readonly event: 'notice'; readonly message: string; readonly file?: string }
  | { readonly event: 'decision'; readonly file: string; readonly message: string }
  | { readonly event: 'refused'; readonly file: string; readonly code: string; readonly message: string }
  | { readonly event: 'provider'; readonly name: string; readonly model?: string; readonly reason: string }
  | {
      readonly event: 'progress'
      readonly done: number
      /** Of the documents that have been looked at. */
      readonly total: number
      /** There are others. */
      readonly more?: true
      readonly charactersSent: number
      readonly cost: number
      readonly currency: string
      readonly unpriced?: true
    }
  | {
      readonly event: 'document'
      readonly file: string
      readonly units: number
      readonly leftOut: readonly string[]
      readonly missing: number
      readonly outputs: readonly string[]
    }
  /** A provider's fault, or an answer that may not stand; the run goes on. */
  | { readonly event: 'fault'; readonly code: string; readonly message: string }
  /** What a program that is asked for translations writes to standard error. */
  | { readonly event: 'note'; readonly name: string; readonly message: string }
  /** A sentence that nobody could translate, and why; of equal ones the first. */
  | {
      readonly event: 'missing'
      readonly file: string
      /** 1-based, of its row in the source, where its reader knows it. */
      readonly line?: number
      readonly code: string
      readonly message: string
    }

export type OnEvent = (event: BuildEvent) => void
