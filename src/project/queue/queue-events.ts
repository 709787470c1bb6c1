/** What is told of a queue and its workers: lines of `--json`. */
import type { BudgetState } from '../../memory/postgres/shared-budget.ts'

/** What became of a document. */
export interface DocumentDone {
  readonly path: string
  /** Rows that are missing all the same. */
  readonly missing: number
  readonly charactersSent: number
  readonly cost: number
  readonly currency: string
  /** Why nothing or not all was asked for: 'budget', 'refused', … */
  readonly reason?: string
}

/** Nothing of it was to be had: neither a record nor an edition was written. */
export function isNotBuilt({ missing, reason }: DocumentDone): boolean {
  return missing === 0 && reason !== undefined
}

/** Documents were put into the queue. */
export interface Submitted {
  readonly event: 'submitted'
  readonly documents: number
  /** Those that waited already. */
  readonly waiting: number
}

/** The end of a worker. */
export interface Worked {
  readonly event: 'worked'
  /** Built, though something may be missing in them. */
  readonly documents: number
  /** Done with nothing built: their sources are refused, or the budget has no room for them. */
  readonly notBuilt: number
  /** Tried in vain: they are tried again, by this worker or another. */
  readonly failed: number
  readonly missing: number
  readonly charactersSent: number
  readonly cost: number
  readonly currency: string
}

/** How far a queue is. */
export interface QueueStatus {
  readonly event: 'status'
  readonly queue: string
  readonly waiting: number
  /** Paths that are being built, with the seconds since they were taken. */
  readonly working: readonly { readonly path: string; readonly seconds: number }[]
  readonly done: number
  /** Done, and not complete all the same. */
  readonly incomplete: readonly DocumentDone[]
  /** Failed again and again. */
  readonly dead: readonly { readonly path: string; readonly reason: string }[]
  readonly charactersSent: number
  readonly cost: number
  readonly currency: string
  readonly budget?: BudgetState
}
