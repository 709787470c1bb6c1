/** A run in portions: so many documents at once that requests are full and equal sentences meet, and no more. */
import type { ProjectPath } from '../files/project-path.ts'
import type { Draft } from './drafts.ts'
import type { FinishedDocument } from './finished-document.ts'
import type { FoundRun, Refused } from './find-run.ts'

export interface Portion {
  readonly drafts: readonly Draft[]
  readonly refused: readonly Refused[]
  /** Documents that are as the last build left them. */
  readonly settled: readonly FinishedDocument[]
  readonly isLast: boolean
}

/** Of those in memory at once: about 70 MB. Sentences of one portion never wait for those of another. */
const SEGMENTS = 20_000

/** @param settled What is known of a file that is as the last build left it, and need not be opened. */
export async function* portionsOf(
  { files, open }: Pick<FoundRun, 'files' | 'open'>,
  settled: (file: ProjectPath) => readonly FinishedDocument[] | undefined,
  most: number | undefined = SEGMENTS,
): AsyncGenerator<Portion> {
  let portion = emptyPortion()
  let size = 0
  for (const [index, file] of files.entries()) {
    const known = settled(file)
    if (known) {
      portion.settled.push(...known)
      continue
    }
    const { drafts, refused } = await open(file)
    portion.drafts.push(...drafts)
    portion.refused.push(...refused)
    size += drafts.reduce((sum, { units }) => sum + units.reduce((all, unit) => all + unit.segments.length, 0), 0)
    if (size < most || index === files.length - 1) continue
    yield { ...portion, isLast: false }
    portion = emptyPortion()
    size = 0
  }
  yield { ...portion, isLast: true }
}

function emptyPortion(): {
  readonly drafts: Draft[]
  readonly refused: Refused[]
  readonly settled: FinishedDocument[]
} {
  return { drafts: [], refused: [], settled: [] }
}
