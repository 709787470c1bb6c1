/** Sentences: public cases, hard cases of our own, and laws over random text. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from '../fixtures/segment/public-cases.json' with { type: 'json' }
import { splitSentences } from '../../src/segment/split-sentences.ts'
import { leastRatios } from '../ratios.ts'
import { readHardCases } from './read-hard-cases.ts'

const trimmed = (text: string, mode: 'sentence' | 'clause' = 'sentence'): string[] =>
  splitSentences(text, { mode }).map((sentence) => sentence.trim())

describe('public cases', () => {
  for (const { id, policy, text, expected } of cases) {
    for (const mode of policy === 'both' ? (['sentence', 'clause'] as const) : [policy as 'sentence' | 'clause']) {
      test(`${id} (${mode})`, () => expect(trimmed(text, mode)).toEqual(expected))
    }
  }
})

describe('hard cases', () => {
  const hard = readHardCases()
  test('there are many, of many kinds', () => {
    expect(hard.length).toBeGreaterThan(550)
    expect(new Set(hard.map(({ kind }) => kind)).size).toBeGreaterThan(26)
  })
  test.each(hard)('$kind: $text', ({ mode, text, expected }) => expect(trimmed(text, mode)).toEqual(expected))
})

test("the user's own abbreviations, with what is written onto them", () => {
  const options = { abbreviations: ['مهند', 'هات.'] }
  expect(splitSentences('جاء مهند. سعيد ومهند. علي. ثم انصرفا.', options)).toHaveLength(2)
  expect(splitSentences('رقمه هات. ٤٤٥. وهو معطل.', options)).toHaveLength(2)
  expect(splitSentences('جاء مهند. سعيد ومهند. علي. ثم انصرفا.')).toHaveLength(4)
})

describe('laws', () => {
  const text = fc
    .array(
      fc.constantFrom(
        'قال',
        'د',
        'هـ',
        'إلخ',
        '٣',
        '12',
        'Node',
        'a',
        '.',
        '..',
        '…',
        '؟',
        '!',
        '،',
        '؛',
        ':',
        '«',
        '»',
        '"',
        '(',
        ')',
        '[',
        ']',
        ' ',
        '\n',
        '\t',
        '\u00A0',
        '\u202A',
        '\u202C',
        'ـ',
        '\u064E',
        'ﷺ',
        '﴿',
        '﴾',
        '\u{1F600}',
        '\uD800',
      ),
    )
    .map((parts) => parts.join(''))
  test('nothing is lost, nothing is empty', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('sentence' as const, 'clause' as const), (given, mode) => {
        const sentences = splitSentences(given, { mode })
        expect(sentences.join('')).toBe(given)
        expect(sentences.every((sentence) => sentence !== '')).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
  test('a megabyte on one line takes no longer than the same in paragraphs', () => {
    const base = 'وقال د. أحمد إن الأمر واضح (عام 2019). وأضاف أن «المشروع الجديد» سيبدأ. هل هذا صحيح؟ '
    const count = Math.ceil(1e6 / Buffer.byteLength(base))
    const texts = [`${base}\n\n`.repeat(count), base.repeat(count)]
    const [ratio] = leastRatios(
      texts.map((text) => () => splitSentences(text)),
      [1.2],
    )
    expect(ratio).toBeLessThan(1.2)
  })
  test.each([
    '. ',
    '- . ',
    '… - ',
    '"',
    '."',
    '.» ',
    '«',
    '(',
    '. (',
    '(.)',
    '\u064E',
    '\u200B ',
    'ن.\u200B ',
    'د. ',
    '\u200B\n',
    'ن: ن، ',
    '.[1] ',
    ' ”ن',
    '.\t',
    'كلمة.',
    'كلمة … ',
  ])('%j over and over takes time by its length', (unit) => {
    for (const [before, after] of [
      ['', ''],
      ['ن.', ' ن'],
      ['(', 'نص'],
    ] as const) {
      const texts = [4_000, 16_000].map((times) => before + unit.repeat(times) + after)
      const [ratio] = leastRatios(
        texts.map((text) => () => splitSentences(text)),
        [8],
      )
      expect(ratio, before).toBeLessThan(8)
    }
  })
})
