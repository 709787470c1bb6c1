/** Whether an answer may stand as a translation. */
import { countCodePoints, plainText, type Content } from '../bitext/content.ts'
import { hasLettersOf, scriptOf, shareOfScript } from '../text/letters.ts'

export interface AcceptOptions {
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/** Why an answer was refused: a code for machines, words for people. */
export interface Refusal {
  readonly code:
    | 'empty'
    | 'same-as-source'
    | 'source-language'
    | 'control-characters'
    | 'too-long'
    | 'repetition'
    | 'codes'
  readonly reason: string
}

/** A translation from Arabic is seldom over twice as long; names and short words can be. */
const LONGEST_FACTOR = 6
const LONGEST_EXTRA = 120
const MOST_SOURCE_SCRIPT = 0.5
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/
/** A phrase of so many words or fewer, said so many times in a row, is a machine that got stuck. */
const LONGEST_PHRASE = 6
const MOST_REPEATS = 8

/** Undefined: it is accepted. Decoration apart, no source is ever taken for its own translation. */
export function refusalOf(
  answer: Content,
  source: Content,
  { sourceLanguage, targetLanguage }: AcceptOptions,
): Refusal | undefined {
  const [text, original] = [plainText(answer).trim(), plainText(source).trim()]
  if (text === '' && original !== '') return { code: 'empty', reason: 'an empty answer' }
  if (CONTROL.test(text)) return { code: 'control-characters', reason: 'control characters in the answer' }
  if (countCodePoints(text) > countCodePoints(original) * LONGEST_FACTOR + LONGEST_EXTRA)
    return { code: 'too-long', reason: 'an answer far longer than its source' }
  if (scriptOf(sourceLanguage) !== scriptOf(targetLanguage)) {
    if (text === original && hasLettersOf(sourceLanguage, text))
      return { code: 'same-as-source', reason: 'the source again' }
    if (shareOfScript(sourceLanguage, text) > MOST_SOURCE_SCRIPT)
      return { code: 'source-language', reason: 'an answer in the language of the source' }
  }
  if (isStuck(text) && !isStuck(original)) return { code: 'repetition', reason: 'the same words over and over' }
  return undefined
}

function isStuck(text: string): boolean {
  const words = text.split(/\s+/)
  return Array.from({ length: LONGEST_PHRASE }, (_, index) => index + 1).some((phrase) => {
    let same = 0
    return words.some((word, place) => {
      same = word === words[place + phrase] ? same + 1 : 0
      return same >= phrase * (MOST_REPEATS - 1)
    })
  })
}
