/** How alike two texts are, by their words. */
import { normalizeKey } from '../text/normalize-key.ts'

/** Words as the memory's key has them, with their counts. */
export function wordsOf(text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>()
  for (const word of normalizeKey(text).split(/[\s\p{P}]+/u))
    if (word !== '') words.set(word, (words.get(word) ?? 0) + 1)
  return words
}

/** Dice's coefficient over two bags of words: 1 the same, 0 nothing in common. */
export function similarity(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let [common, all] = [0, 0]
  for (const [word, count] of a) {
    common += Math.min(count, b.get(word) ?? 0)
    all += count
  }
  for (const count of b.values()) all += count
  return all === 0 ? 0 : (2 * common) / all
}
