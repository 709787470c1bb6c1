/** Sentences that are too long for a service: cut where they can best be cut, and the same when joined. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeContent, glue, plainText, type Code, type Content } from '../../src/bitext/content.ts'
import { cutLong } from '../../src/segment/cut-long.ts'

const words = fc.constantFrom(
  'قهوةٌ',
  'البيتِ',
  'وقال:',
  'نعم،',
  'Node.js',
  '٣٫١٤',
  '«الكتاب»',
  '(عام',
  '2019)',
  'ثمّ',
  'إلى',
)
const content: fc.Arbitrary<Content> = fc
  .array(fc.tuple(words, fc.constantFrom('', 'pair', 'single')), { minLength: 1, maxLength: 80 })
  .map((parts) => {
    let id = 0
    return glue(
      parts.flatMap(([word, kind], index): (string | Code)[] => {
        const space = index === parts.length - 1 ? '' : ' '
        if (kind === '') return [word + space]
        const own = String(++id)
        return kind === 'single'
          ? [word, { kind: 'standalone', id: own }, space]
          : [{ kind: 'open', id: own }, word, { kind: 'close', id: own }, space]
      }),
    )
  })

test('joined, the pieces are the content; every piece fits, unless one word alone does not', () => {
  fc.assert(
    fc.property(content, fc.integer({ min: 12, max: 80 }), (given, most) => {
      const fits = (piece: Content): boolean => plainText(piece).length <= most
      const pieces = cutLong(given, {}, fits)
      expect(encodeContent(glue(pieces.flat()))).toBe(encodeContent(given))
      for (const piece of pieces) expect(plainText(piece).trim().length).toBeLessThanOrEqual(most)
    }),
    { numRuns: 500 },
  )
})

test('a clause is not cut where the boundary before it would do', () => {
  const clause = (number: number): string => `وقال الرجل رقم ${number} كلاماً طويلاً عن البيت والمدينة والنهر`
  const text = `${clause(1)}، ${clause(2)}؛ ${clause(3)}.`
  expect(cutLong([text], {}, (piece) => plainText(piece).length <= 130)).toEqual([
    [`${clause(1)}، ${clause(2)}؛ `],
    [`${clause(3)}.`],
  ])
})
