/** Check `doubled-words`: no word twice in a row ("the the") that the source has not so. */
import { quote } from '../errors.ts'
import { normalizeKey } from '../text/normalize-key.ts'
import { eachPair, type Check, type Fault } from './check.ts'

const DOUBLED = /(?<![\p{L}\p{M}\p{N}'\u2019-])([\p{L}\p{M}'\u2019]+)[ \u00A0]+\1(?![\p{L}\p{M}\p{N}'\u2019-])/giu
/** Words that English and names have twice. */
const MAY_BE = new Set([
  'had',
  'that',
  'very',
  'so',
  'no',
  'yes',
  'ha',
  'ho',
  'hey',
  'bye',
  'now',
  'there',
  'knock',
  'blah',
  'bora',
  'duran',
  'walla',
  'pago',
  'long',
  'many',
  'never',
  'again',
  'more',
  'well',
  'oh',
  'o',
  'x',
])
/** Arabic says a word twice on purpose; words of grammar never. */
const NEVER = new Set([
  'في',
  'علي',
  'الي',
  'عن',
  'التي',
  'الذي',
  'الذين',
  'هذا',
  'هذه',
  'ذلك',
  'تلك',
  'او',
  'ثم',
  'لكن',
  'كان',
  'كانت',
  'قد',
  'بين',
  'مع',
])
/** Words of grammar are wrong twice in English, whatever the source has. */
const GRAMMAR =
  /^(?:the|a|an|of|to|in|on|at|and|or|is|are|was|were|for|with|from|by|as|it|this|be|will|not|he|she|they|we)$/i

export const doubledWords: Check = {
  id: 'doubled-words',
  severity: 'warning',
  create: eachPair(({ source, target }) => {
    const inSource = doubledIn(source)
    const wrong = inSource.find(({ word }) => NEVER.has(normalizeKey(word)))
    const found = doubledIn(target).find(
      ({ word }) => GRAMMAR.test(word) || (inSource.length === 0 && !MAY_BE.has(word.toLowerCase())),
    )
    const faults: Fault[] = []
    if (found) faults.push({ message: `Unexpected ${quote(found.word)} twice in the translation, expected it once` })
    if (wrong)
      faults.push({
        message: `Unexpected ${quote(wrong.word)} twice in the source, expected it once`,
        start: wrong.start,
      })
    return faults
  }),
}

function doubledIn(text: string): readonly { readonly word: string; readonly start: number }[] {
  return Array.from(text.matchAll(DOUBLED), ({ 1: word = '', index }) => ({ word, start: index }))
}
