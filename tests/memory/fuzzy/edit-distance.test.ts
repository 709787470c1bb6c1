/** The distance by bits, against one that is counted by a library. */
import { distance } from 'fastest-levenshtein'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isShared, writeBytes } from '../../../src/memory/fuzzy/byte-text.ts'
import { compareWith } from '../../../src/memory/fuzzy/edit-distance.ts'
import { trials } from '../../trials.ts'

const bytesOf = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length)
  writeBytes(text, bytes)
  return bytes
}

const text = (unit: fc.Arbitrary<string>, maxLength = 140): fc.Arbitrary<string> => fc.string({ unit, maxLength })
const letters = text(fc.constantFrom(...'ابتثمنوي .'))

test('is the distance, and over the limit where that is', () => {
  fc.assert(
    fc.property(letters, letters, fc.nat(140), (a, b, most) => {
      const found = compareWith(bytesOf(a)).distance(bytesOf(b), 0, b.length, most)
      const real = distance(a, b)
      expect(real <= most ? found : found > most).toBe(real <= most ? real : true)
    }),
    trials(2000),
  )
})

test('at the borders of machine words', () => {
  for (const length of [1, 31, 32, 33, 63, 64, 65, 96, 97]) {
    const a = 'كتاب'.repeat(length).slice(0, length)
    for (const b of [a, a.slice(1), `${a}س`, `س${a.slice(1)}`, `${a.slice(0, -1)}س`, ''])
      expect(compareWith(bytesOf(a)).distance(bytesOf(b), 0, b.length, 1000), `${length}`).toBe(distance(a, b))
  }
  expect(compareWith(new Uint8Array()).distance(bytesOf('كتب'), 0, 3, 9)).toBe(3)
})

test('is never too large for letters that share a byte, and right where none does', () => {
  fc.assert(
    fc.property(text(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), 40), letters, (rare, plain) => {
      const [a, b] = [bytesOf(rare), bytesOf(plain)]
      const found = compareWith(a).distance(b, 0, b.length, 1000)
      if (isShared(a, 0, a.length)) expect(found).toBeLessThanOrEqual(distance(rare, plain))
      else expect(found).toBe(distance(rare, plain))
    }),
    trials(500),
  )
})
