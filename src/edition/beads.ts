/** A sign for each state of a row, where a picture of it cannot stand. */
import type { RowState } from './kinds.ts'

export const BEADS: Readonly<Record<RowState, string>> = {
  draft: '○',
  reviewed: '●',
  stale: '◐',
  missing: '◇',
  pseudo: '□',
  carried: '–',
}
