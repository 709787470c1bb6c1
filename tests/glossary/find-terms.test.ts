/** Terms in Arabic: whatever is written onto them, and never inside another word. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Term } from '../../src/bitext/term.ts'
import { usesOf } from '../../src/glossary/find-target.ts'
import { findTermsOf, locateTermsOf } from '../../src/glossary/find-terms.ts'

const noun = (source: string, others: Partial<Term> = {}): Term => ({ source, target: 'x', ...others })

describe('a term is found', () => {
  test.each([
    ['قهوة', 'شرب القَهْوَة'],
    ['قهوة', 'قهـــوة ساخنة'],
    ['قهوة', 'والقهوة'],
    ['قهوة', 'فبالقهوة'],
    ['قهوة', 'للقهوة'],
    ['قهوة', 'وكقهوة'],
    ['قهوة', 'قهوتهم'],
    ['قهوة', 'وبقهوتنا'],
    ['قهوة', 'قهوتان'],
    ['القهوة', 'قهوةً'],
    ['كتاب', 'قرأ كتاباً'],
    ['كتاب', 'كتابه'],
    ['كتاب', 'كتابين'],
    ['كتاب', 'كتاباهما'],
    ['معلم', 'المعلمون'],
    ['معلم', 'معلمة'],
    ['معلم', 'معلماتهم'],
    ['سيارة', 'بالسيارات'],
    ['أمير', 'الامير'],
    ['التزام', 'الالتزام'],
    ['مستشفى', 'مستشفاهم'],
    ['سماء', 'السماوات'],
    ['حقوق الإنسان', 'وبحقوق الانسان'],
    ['مجلس الأعلى', 'المجلس الأعلى'],
    ['إسرائيل', 'لإسرائيل'],
  ])('%s in %s', (source, text) => expect(findTermsOf([noun(source)])(text)).toHaveLength(1))

  test('by a broken plural that is listed', () => {
    expect(findTermsOf([noun('كتاب', { forms: ['كتب'] })])('والكتب كثيرة')).toHaveLength(1)
    expect(findTermsOf([noun('كتاب')])('والكتب كثيرة')).toHaveLength(0)
  })

  test('with ي only when it is told to be a noun', () => {
    expect(findTermsOf([noun('كتاب', { partOfSpeech: 'noun' })])('كتابي')).toHaveLength(1)
    expect(findTermsOf([noun('مصر')])('رجل مصري')).toHaveLength(0)
  })
})

test.each([
  ['كتاب', 'مكتاب'],
  ['رق', 'ورق أبيض'],
  ['علم', 'معلم'],
  ['قهوة', 'مقهى'],
  ['بيت', 'بيتزا'],
  ['حقوق الإنسان', 'حقوق كل إنسان'],
  ['محمد', 'محمدان'],
])('%s is not in %s', (source, text) => {
  const partOfSpeech = source === 'محمد' ? ({ partOfSpeech: 'proper-noun' } as const) : {}
  expect(findTermsOf([noun(source, partOfSpeech)])(text)).toEqual([])
})

test('places are those of the text as it stands', () => {
  const text = 'شَرِبَ الرَّجُلُ وَبِالقَهْوَةِ بدأ'
  const [found] = locateTermsOf([noun('قهوة')])(text)
  expect(found && text.slice(found.start, found.end)).toBe('وَبِالقَهْوَةِ')
})

test('the longer of two goes before the shorter', () => {
  const terms = [noun('مجلس'), noun('مجلس الأمن')]
  expect(findTermsOf(terms)('في مجلس الأمن')).toEqual([terms[1]])
  expect(findTermsOf(terms)('في مجلس الأمن والمجلس')).toEqual(terms)
})

test('a word with anything in front of it that is no proclitic is another word', () => {
  const letters = [...'تثجحخدذرزسشصضطظعغقمنهي']
  fc.assert(
    fc.property(fc.constantFrom(...letters), fc.constantFrom('قهوة', 'كتاب', 'معلم'), (letter, word) => {
      expect(findTermsOf([noun(word)])(letter + word)).toEqual([])
    }),
  )
})

describe('a translation', () => {
  const use = (term: Partial<Term>, target: string): readonly [boolean, readonly string[]] => {
    const [found] = usesOf(locateTermsOf([{ source: 'قهوة', target: 'coffee', ...term }]))('القهوة', target)
    return [found?.isUsed ?? false, found?.forbidden ?? []]
  }

  test.each([
    ['coffee', 'Coffee was served.', true],
    ['coffee', 'Two coffees, please.', true],
    ['coffee', 'The coffee’s smell', true],
    ['coffee', 'A coffeehouse', false],
    ['city', 'Of cities', true],
    ['Security Council', 'the Security-Council', true],
    ['tea', 'a team', false],
  ])('%s in %s: %s', (target, text, isUsed) => expect(use({ target }, text)[0]).toBe(isUsed))

  test('may be another that is allowed', () => expect(use({ allowed: ['mocha'] }, 'A mocha')[0]).toBe(true))
  test('keeps its capitals when they count', () => {
    expect(use({ target: 'God', isCaseSensitive: true }, 'a god')[0]).toBe(false)
    expect(use({ target: 'God', isCaseSensitive: true }, 'God')[0]).toBe(true)
  })
  test('is found out when it is forbidden', () =>
    expect(use({ forbidden: ['java'] }, 'A cup of Java')).toEqual([false, ['java']]))
  test('of a verb has the endings of its times', () => {
    expect(use({ target: 'write', partOfSpeech: 'verb' }, 'He is writing')[0]).toBe(true)
  })
})
