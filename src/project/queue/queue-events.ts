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
  readonly documents: number
  /** Tried in vain: they are tried again, by this worker or another. */
  readonly failed: number
  readonly missing: number
  readonly charactersSent: number
  readonly cost: number
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
  readonly budget?: BudgetState
}
