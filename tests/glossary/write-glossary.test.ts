/** A glossary that is written is read as it was. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PARTS_OF_SPEECH, type Term } from '../../src/bitext/term.ts'
import { readGlossary } from '../../src/glossary/read-glossary.ts'
import { writeGlossary } from '../../src/glossary/write-glossary.ts'
import { writeTbx } from '../../src/glossary/write-tbx.ts'

const LANGUAGES = { sourceLanguage: 'ar', targetLanguage: 'en' }
const arabic = fc.constantFrom('قَهْوَة', 'مجلس الأمن', 'الله', '«نصّ»', 'C++', 'سنة ٢٠٢٤')
const english = fc.constantFrom('coffee', 'Security Council', 'God', 'a, b', '"quoted"', 'R&D <x>', '=1+1')
const words = (one: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(one, { minLength: 1, maxLength: 3 })

const term: fc.Arbitrary<Term> = fc.record(
  {
    source: arabic,
    target: english,
    forms: words(fc.constantFrom('قَهَوات', 'مجالس')),
    allowed: words(fc.constantFrom('café', 'Council')),
    forbidden: words(fc.constantFrom('kahwa', 'Allah & co')),
    partOfSpeech: fc.constantFrom(...PARTS_OF_SPEECH),
    isCaseSensitive: fc.constant(true as const),
    note: fc.constantFrom('of the bean', 'ملاحظة، هنا'),
  },
  { requiredKeys: ['source', 'target'] },
)

test.each([
  ['csv', (terms: readonly Term[]) => writeGlossary(terms)],
  ['tbx', (terms: readonly Term[]) => writeTbx(terms, LANGUAGES)],
] as const)('%s', (extension, write) => {
  fc.assert(
    fc.property(fc.array(term, { minLength: 1, maxLength: 4 }), (terms) => {
      expect(readGlossary(write(terms), { file: `a.${extension}`, ...LANGUAGES })).toEqual(terms)
    }),
  )
})
