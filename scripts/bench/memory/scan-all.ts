/** The most similar texts by looking at all of them: what an index is measured against. */
import { BestMatches } from '../../../src/memory/fuzzy/best-matches.ts'
import { writeBytes } from '../../../src/memory/fuzzy/byte-text.ts'
import { compareWith } from '../../../src/memory/fuzzy/edit-distance.ts'
import type { KeyedText } from '../../../src/memory/fuzzy/fuzzy-index.ts'

type Scan = (query: string, options: { readonly limit: number; readonly atLeast: number }) => readonly number[]

/** Takes the texts into memory. The scan gives the similarities of the best, the highest first. */
export function scanOf(texts: Iterable<KeyedText>): Scan {
  const all = [...texts].map(({ key, text }) => ({ key, bytes: bytesOf(text) }))
  return (query, options) => {
    const comparer = compareWith(bytesOf(query))
    const best = new BestMatches(query.length, options)
    for (const { key, bytes } of all) {
      const most = best.mostDistance(bytes.length)
      if (Math.abs(query.length - bytes.length) > most) continue
      const distance = comparer.distance(bytes, 0, bytes.length, most)
      if (distance <= most) best.add(key, bytes.length, distance)
    }
    return best.matches.map(({ similarity }) => similarity)
  }
}

function bytesOf(text: string): Uint8Array {
  const bytes = Buffer.alloc(text.length)
  writeBytes(text, bytes)
  return bytes
}
