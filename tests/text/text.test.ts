/** The ground floor: keys, views, digits, messages. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quote } from '../../src/errors.ts'
import { compareCodePoints } from '../../src/text/collate.ts'
import { foldDigits, toArabicIndic } from '../../src/text/digits.ts'
import { hasLettersOf, shareOfScript } from '../../src/text/letters.ts'
import { viewOf } from '../../src/text/marks.ts'
import { normalizeKey, normalizeWeakKey } from '../../src/text/normalize-key.ts'
import { mapPresentationForms } from '../../src/text/presentation-forms.ts'

const arabic = fc.string({ unit: fc.integer({ min: 0x5f0, max: 0x700 }).map((point) => String.fromCharCode(point)) })
const any = fc.oneof(
  arabic,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0xfb50, max: 0xfeff }).map((point) => String.fromCharCode(point)) }),
)

describe('normalizeKey', () => {
  test.each([
    ['أَحْمَدُ وإبراهيم وآدم ٱلكتاب', 'احمد وابراهيم وادم الكتاب'],
    ['مـــحمد', 'محمد'],
    ['مستشفى کتاب علی', 'مستشفي كتاب علي'],
    ['١٢٣ ۴۵۶', '123 456'],
    ['ﻻ ﻷ', 'لا لا'],
    ['ﷺ ﷽', 'ﷺ ﷽'],
    ['\u202Bقهوة\u202C  Node\n JS ', 'قهوة Node JS'],
  ])('%s', (text, key) => expect(normalizeKey(text)).toBe(key))
  test('is idempotent', () =>
    fc.assert(
      fc.property(any, (text) => {
        expect(normalizeKey(normalizeKey(text))).toBe(normalizeKey(text))
      }),
      { numRuns: 2000 },
    ))
  // A word may be known to be its own key; with a space before it, it goes the whole way.
  test('is the same for a word alone and behind a space, whatever its letters', () => {
    for (let code = 0; code < 0x10000; code++) {
      const word = `\u0627${String.fromCharCode(code)}`
      if (normalizeKey(word) !== normalizeKey(` ${word}`)) expect.fail(`U+${code.toString(16)}`)
    }
  })
  test('is never longer than the text in NFC with its presentation forms as letters; the weak key adds nothing', () =>
    fc.assert(
      fc.property(any, (text) => {
        const [key, weak] = [normalizeKey(text), normalizeWeakKey(text)]
        expect(key.length).toBeLessThanOrEqual(mapPresentationForms(text.normalize('NFC')).length)
        expect(weak).toHaveLength(key.length)
        expect(normalizeWeakKey(weak)).toBe(weak)
      }),
    ))
  test('the weak key folds more', () => expect(normalizeWeakKey('مدرسة سؤال شيئ')).toBe('مدرسه سوال شيي'))
})

describe('a view without marks', () => {
  test('leads back to the text', () => {
    fc.assert(
      fc.property(any, (text) => {
        const view = viewOf(text)
        expect(view.offsets).toHaveLength(view.text.length + 1)
        expect(view.text.length).toBeLessThanOrEqual(text.length)
        expect(view.offsets.at(-1)).toBe(text.length)
        expect(viewOf(view.text).text).toBe(view.text)
        for (let index = 0; index < view.text.length; index++)
          expect(text.charAt(view.offsets[index] ?? -1)).toBe(view.text.charAt(index))
      }),
    )
  })
})

describe('letters and digits', () => {
  test('whose letters they are', () => {
    expect([
      hasLettersOf('ar', '١٩٦٧ (12)'),
      hasLettersOf('ar', 'ﻻ'),
      hasLettersOf('en', 'قهوة'),
      shareOfScript('ar', 'قهوة abcd'),
    ]).toEqual([false, true, false, 0.5])
  })
  test('digits', () => expect([foldDigits('١٢ ۳ 4'), toArabicIndic(29)]).toEqual(['12 3 4', '٢٩']))
  test('order is by code point', () =>
    expect(['\uFFFD', '\u{10000}', 'a'].toSorted(compareCodePoints)).toEqual(['a', '\uFFFD', '\u{10000}']))
})

test('the order is that of code points, of any strings, halves of pairs too', () => {
  const near = fc.string({
    unit: fc.constantFrom('a', 'ب', '\uFFFD', '\uE000', '\u{1F600}', '\u{10000}', '\uD83D', '\uDE00'),
    maxLength: 6,
  })
  const points = (text: string): readonly number[] => [...text].map((point) => point.codePointAt(0) ?? 0)
  fc.assert(
    fc.property(near, near, (a, b) => {
      const [left, right] = [points(a), points(b)]
      const at = left.findIndex((point, index) => point !== right[index])
      const expected = at === -1 || at >= right.length ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? 0)
      expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(expected))
    }),
    { numRuns: 2000 },
  )
})

test('a quoted text cannot command a terminal', () => {
  expect(quote('\u001B[2Jx')).toBe('"<U+001B>[2Jx"')
  expect(quote('قهوة')).toBe('\u2068"قهوة"\u2069')
  expect([...quote('x'.repeat(100))]).toHaveLength(63)
})
