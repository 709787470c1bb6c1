/** The most similar texts by looking at all of them: what an index is measured against. */
import { BestMatches } from '../../../src/memory/fuzzy/best-matches.ts'
import { writeBytes } from '../../../src/memory/fuzzy/byte-text.ts'
import { compareWith } from '../../../src/memory/fuzzy/edit-distance.ts'
import type { KeyedText } from '../../../src/memory/fuzzy/fuzzy-index.ts'

/** @returns For each query the similarities of its best, the highest first. */
export function scanAll(
  texts: Iterable<KeyedText>,
  queries: readonly string[],
  options: { readonly limit: number; readonly atLeast: number },
): readonly (readonly number[])[] {
  const states = queries.map((query) => {
    const bytes = new Uint8Array(query.length)
    writeBytes(query, bytes)
    return { length: query.length, comparer: compareWith(bytes), best: new BestMatches(query.length, options) }
  })
  const other = new Uint8Array(0x1_0000)
  for (const { key, text } of texts) {
    writeBytes(text, other)
    for (const { length, comparer, best } of states) {
      const most = best.mostDistance(text.length)
      if (Math.abs(length - text.length) > most) continue
      const distance = comparer.distance(other, 0, text.length, most)
      if (distance <= most) best.add(key, text.length, distance)
    }
  }
  return states.map(({ best }) => best.matches.map(({ similarity }) => similarity))
}
