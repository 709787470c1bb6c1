/** Words as they are searched: what is folded, what is found by what, and that the page's script does the same. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldWord, formsOf, wordsOfText } from '../../src/edition/site/fold-word.ts'

const wordsOf = (text: string): readonly string[] =>
  wordsOfText(text)
    .map(foldWord)
    .filter((word) => word !== '')

interface Folding {
  readonly foldWord: (word: string) => string
  readonly formsOf: (folded: string) => readonly string[]
  readonly WORD: RegExp
}

/** The part of the page's script that folds, by itself. */
function ofScript(): Folding {
  const script = readFileSync('src/edition/site/search.js', 'utf8')
  const part = /\/\/ What a word is searched as.*\n([^]*?)\/\/ So far\./.exec(script)?.[1]
  if (part === undefined) throw new Error('search.js has no such part')
  return new Function(`${part}; return { foldWord, formsOf, WORD }`)() as Folding // made of our own file
}

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'وفبكلالقهوةأإآٱىيئؤءکی٣۳3ـ \u064B\u064E\u0651\u0652\u0654\u0670\uFED7\uFEF5\uFDFA\u200C\u200Dab\u0101\u1E25\u02BF\u2019É.«»',
      ),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''))

describe('a word', () => {
  test.each([
    ['القَهْوَةُ', 'القهوه'],
    ['قـهـوة', 'قهوه'],
    ['أُمٌّ', 'ام'],
    ['آمن', 'امن'],
    ['ٱلرحمن', 'الرحمن'],
    ['مستشفى', 'مستشفي'],
    ['مسئول', 'مسيول'],
    ['مؤمن', 'مومن'],
    ['ﻗﻬﻮﺓ', 'قهوه'],
    ['٢٠١٩', '2019'],
    ['۲۰۱۹', '2019'],
    ['Qahwa', 'qahwa'],
    ['Qurʾān', 'quran'],
    ['CAFÉ', 'cafe'],
  ])('%s is searched as %s', (word, folded) => expect(foldWord(word)).toBe(folded))

  test.each([
    ['والقهوة', 'قهوة'],
    ['والقهوة', 'القهوة'],
    ['بالقهوة', 'قهوة'],
    ['للقهوة', 'القهوة'],
    ['وقهوة', 'قهوة'],
    ['القهوة', 'القهوة'],
  ])('%s is found by %s', (word, typed) => expect(formsOf(foldWord(word))).toContain(foldWord(typed)))

  test('of marks alone is none, and a text is cut at what is no word', () => {
    expect(wordsOf('قال: «نعم» في ٣:٣٠، \u064B ثم Node.js!')).toEqual([
      'قال',
      'نعم',
      'في',
      '3',
      '30',
      'ثم',
      'node',
      'js',
    ])
  })

  test('folded is as it is folded again, has no space, and one form at least', () => {
    fc.assert(
      fc.property(text, (words) => {
        for (const word of wordsOf(words)) {
          expect(word).not.toMatch(/\s/)
          expect(foldWord(word)).toBe(word)
          expect(formsOf(word)[0]).toBe(word)
        }
      }),
    )
  })
})

test('the script of the page folds as the index was folded', () => {
  const script = ofScript()
  fc.assert(
    fc.property(text, (words) => {
      const own = (words.match(script.WORD) ?? []).map(script.foldWord).filter((word) => word !== '')
      expect(own).toEqual(wordsOf(words))
      for (const word of own) expect(new Set(script.formsOf(word))).toEqual(new Set(formsOf(word)))
    }),
    { numRuns: 500 },
  )
})
