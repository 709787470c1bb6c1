/** Words in parts that are put aside: what comes out is what one part would have given. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPostings } from '../../src/edition/site/postings.ts'
import { sortPostings } from '../../src/edition/site/sort-postings.ts'
import { compareCodePoints } from '../../src/text/collate.ts'
import { trials } from '../trials.ts'

const WORD = fc.constantFrom('قهوة', 'القهوة', 'قه', 'كتاب', 'ك', 'coffee', 'cup', 'c', '٧', '7', '\u{10905}', '\uFEFC')
const ENTRY = fc.string({ unit: fc.constantFrom('a', 'b', '{', '~', '.'), minLength: 1, maxLength: 9 })

test('any words with any entries, in parts of any size', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(WORD, ENTRY), { maxLength: 60 }), fc.integer({ min: 1, max: 30 }), (given, part) => {
      const texts: string[] = []
      // A part is full when so many words are in it.
      const most = (1 << 20) + part * 100
      const sorted = sortPostings({ putAside: (text) => (texts.push(text), () => text), most })
      const whole = new Map<string, string[]>()
      for (const [word, entry] of given) {
        sorted.add(word, entry)
        whole.set(word, [...(whole.get(word) ?? []), entry])
      }
      const expected = [...whole]
        .map(([word, entries]) => [word, entries.join(' ')] as const)
        .toSorted(([a], [b]) => compareCodePoints(a, b))
      expect([...sorted.lines()]).toEqual(expected)
      if (part <= whole.size) expect(texts.length).toBeGreaterThan(0)
    }),
    trials(200),
  )
})

test('parts of more than one text, and a line that is longer than a text', () => {
  const texts: string[] = []
  const sorted = sortPostings({ putAside: (text) => (texts.push(text), () => text), most: 3 << 20 })
  const whole = createPostings()
  const random = numbers()
  for (let at = 0; at < 400_000; at++) {
    const [word, entry] = [random() % 3 === 0 ? 'في' : `ك${random() % 5000}`, `d${at}`]
    sorted.add(word, entry)
    whole.add(word, entry)
  }
  const parts = texts.length
  expect(parts).toBeGreaterThan(10)
  expect(Math.max(...texts.map(({ length }) => length))).toBeGreaterThan(1 << 17)
  expect([...sorted.lines()]).toEqual([...whole.lines()])
})

/** The same in every run. */
function numbers(): () => number {
  let state = 1
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1)
}
