/** The files of a book: its text in parts that a reading system opens quickly, and its notes. */
import type { Carried, Edition, Row } from '../edition.ts'

export interface Part {
  /** Of its file, without the ending. */
  readonly name: string
  readonly blocks: readonly (Row | Carried)[]
}

/** A reading system lays out a file at once. */
const ENOUGH_ROWS = 60

/** Parts begin at headings of the first two levels, where the one before has rows enough; notes come last. */
export function partsOf({ blocks }: Edition): readonly Part[] {
  const parts: (Row | Carried)[][] = [[]]
  const notes: (Row | Carried)[] = []
  for (const block of blocks) {
    if (block.note !== undefined) {
      notes.push(block)
      continue
    }
    const open = parts.at(-1)
    const begins = block.kind === 'row' && block.unit === 'heading' && (block.depth ?? 6) <= 2 && block.quoted === 0
    if (open === undefined || (begins && open.length >= ENOUGH_ROWS)) parts.push([block])
    else open.push(block)
  }
  return [
    ...parts.map((each, index): Part => ({ name: `text-${index + 1}`, blocks: each })),
    ...(notes.length > 0 ? [{ name: 'notes', blocks: notes }] : []),
  ]
}
