/**
 * A run in portions: of documents that wait for answers so many at once that requests are full and equal sentences meet,
 * and of the others as few as may be.
 */
import { setImmediate } from 'node:timers/promises'
import type { ProjectPath } from '../files/project-path.ts'
import { collectGarbage } from './collect-garbage.ts'
import type { Draft } from './drafts.ts'
import type { FinishedDocument } from './finished-document.ts'
import type { FoundRun, Refused } from './find-run.ts'

export interface Portion {
  readonly drafts: readonly Draft[]
  readonly refused: readonly Refused[]
  /** Documents that are as the last build left them. */
  readonly settled: readonly FinishedDocument[]
  readonly isLast: boolean
  /** It is the last although there are more documents. */
  readonly isCutShort?: true
}

/** Of those in memory at once: about 35 MB, and ten seconds of Google's quota. Sentences of one portion never wait for those of another. */
const WAITING_SEGMENTS = 10_000
/** Of documents that only have to be written. */
const SEGMENTS = 1_000

export interface PortionOptions {
  /** What is known of a file that is as the last build left it, and need not be opened. */
  readonly settled: (file: ProjectPath) => readonly FinishedDocument[] | undefined
  /** Whether a document is to be asked for. */
  readonly waits: (draft: Draft) => boolean
  /** Segments of a portion. */
  readonly most?: number | undefined
  /** Nothing more is to be opened; what was opened and waits for answers is left. */
  readonly isOver?: () => boolean
}

export async function* portionsOf(
  { files, open }: Pick<FoundRun, 'files' | 'open'>,
  { settled, waits, most = WAITING_SEGMENTS, isOver = () => false }: PortionOptions,
): AsyncGenerator<Portion> {
  let refused: Refused[] = []
  let known: FinishedDocument[] = []
  let [waiting, others] = [startGroup(), startGroup()]
  const order = new WeakMap<Draft, number>()
  let count = 0
  /** Segments that are done with. */
  let garbage = 0
  let isLarge = false
  const portion = (drafts: readonly Draft[], isLast: boolean): Portion => {
    const given = { drafts, refused, settled: known, isLast }
    refused = []
    known = []
    return given
  }
  for (const [index, file] of files.entries()) {
    const documents = settled(file)
    if (documents) {
      known.push(...documents)
      continue
    }
    await setImmediate() // a signal is heard between two documents
    if (isOver()) return yield { ...portion(others.drafts, true), isCutShort: true }
    const opened = await open(file)
    refused.push(...opened.refused)
    for (const draft of opened.drafts) {
      order.set(draft, count++)
      ;(waits(draft) ? waiting : others).add(draft)
    }
    if (index === files.length - 1) continue
    if (others.segments() >= Math.min(most, SEGMENTS)) {
      yield portion(others.drafts, false)
      garbage += others.segments()
      others = startGroup()
    }
    if (waiting.segments() >= most) {
      yield portion(waiting.drafts, false)
      garbage += waiting.segments()
      waiting = startGroup()
    }
    if (garbage >= WAITING_SEGMENTS) {
      collectGarbage()
      isLarge = true
      garbage = 0
    }
  }
  yield portion(
    [...others.drafts, ...waiting.drafts].toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    true,
  )
  waiting = others = startGroup()
  // What is made of all documents together takes memory of another kind.
  if (isLarge) collectGarbage({ thoroughly: true })
}

interface Group {
  readonly drafts: readonly Draft[]
  readonly add: (draft: Draft) => void
  readonly segments: () => number
}

function startGroup(): Group {
  const drafts: Draft[] = []
  let segments = 0
  return {
    drafts,
    segments: () => segments,
    add(draft) {
      drafts.push(draft)
      segments += draft.units.reduce((sum, unit) => sum + unit.segments.length, 0)
    },
  }
}
