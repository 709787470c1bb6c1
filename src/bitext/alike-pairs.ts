/** Which texts of before are edited ones of now: the most alike pairs first. */
import { similarity, wordsOf } from './similarity.ts'

/** A word in more texts than this tells nothing about which is meant, and would make the search quadratic. */
const COMMON_WORD_TEXTS = 24

export interface AlikeInput {
  /** Texts of before and of now, by their places. */
  readonly olds: ReadonlyMap<number, string>
  readonly news: ReadonlyMap<number, string>
  /** The least likeness, 0 to 1, of two texts that are one. */
  readonly least: number
  /** Where a text of now would have stood before, if nothing but it had changed. */
  readonly expected: (place: number) => number
}

/** A place of now and one of before, each at most once. Of equally alike pairs the one nearest to where it is expected goes first. */
export function alikePairs({ olds, news, least, expected }: AlikeInput): readonly (readonly [number, number])[] {
  if (olds.size === 0 || news.size === 0) return []
  const words = new Map([...olds].map(([old, text]) => [old, wordsOf(text)]))
  const holders = new Map<string, number[]>()
  for (const [old, own] of words) {
    for (const word of own.keys()) {
      const list = holders.get(word)
      if (list === undefined) holders.set(word, [old])
      else if (list.length <= COMMON_WORD_TEXTS) list.push(old)
    }
  }
  const pairs: { place: number; old: number; score: number; distance: number }[] = []
  for (const [place, text] of news) {
    const own = wordsOf(text)
    const candidates = new Set<number>()
    for (const word of own.keys()) {
      const list = holders.get(word) ?? []
      if (list.length <= COMMON_WORD_TEXTS) for (const old of list) candidates.add(old)
    }
    for (const near of [0, 1, 2]) candidates.add(expected(place) + near)
    for (const old of candidates) {
      const other = words.get(old)
      const score = other ? similarity(own, other) : 0
      if (score >= least) pairs.push({ place, old, score, distance: Math.abs(old - expected(place)) })
    }
  }
  pairs.sort((a, b) => b.score - a.score || a.distance - b.distance || a.place - b.place || a.old - b.old)
  const [places, taken] = [new Set<number>(), new Set<number>()]
  return pairs.flatMap(({ place, old }) => {
    if (places.has(place) || taken.has(old)) return []
    places.add(place)
    taken.add(old)
    return [[place, old] as const]
  })
}
