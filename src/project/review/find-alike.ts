/** Translations of this project's other sentences that are like a sentence. */
import { plainText, type Content } from '../../bitext/content.ts'
import type { Origin, RecordSegment } from '../../bitext/record.ts'
import { segmentKey } from '../../bitext/segment-key.ts'
import { similarity, wordsOf } from '../../bitext/similarity.ts'
import type { Draft } from '../drafts.ts'

export interface Alike {
  readonly source: Content
  readonly target: Content
  /** 0 to 1; 1 is the same text. */
  readonly similarity: number
  readonly origin?: Origin
  readonly document: string
}

const LEAST_ALIKE = 0.6
const MOST = 5

const bags = new WeakMap<RecordSegment, ReturnType<typeof wordsOf>>()

function bagOf(segment: RecordSegment): ReturnType<typeof wordsOf> {
  const known = bags.get(segment) ?? wordsOf(plainText(segment.source))
  bags.set(segment, known)
  return known
}

/** The nearest first, of equal ones a person's; each pair once. */
export function findAlike(drafts: readonly Draft[], segment: RecordSegment): readonly Alike[] {
  const [key, bag] = [segmentKey(segment.source), bagOf(segment)]
  const found = drafts.flatMap(({ source: { path }, units }) =>
    units.flatMap(({ segments }) =>
      segments.flatMap((each): readonly Alike[] => {
        const { source, target, origin, mark } = each
        if (each === segment || target === undefined || origin === undefined) return []
        if (origin.kind === 'pseudo' || mark === 'stale') return []
        const alike = similarity(bag, bagOf(each))
        if (alike < LEAST_ALIKE) return []
        // Words in another order, or marks of another kind, are not the same text.
        const score = segmentKey(source) === key ? 1 : Math.min(alike, 0.99)
        return [{ source, target, similarity: score, origin, document: path }]
      }),
    ),
  )
  const isPersons = ({ origin }: Alike): number => (origin?.kind === 'person' ? 0 : 1)
  const seen = new Set<string>()
  return found
    .toSorted((a, b) => b.similarity - a.similarity || isPersons(a) - isPersons(b))
    .filter(({ source, target }) => {
      const pair = JSON.stringify([source, target])
      return !seen.has(pair) && seen.add(pair)
    })
    .slice(0, MOST)
}
