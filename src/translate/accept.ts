/** Whether an answer may stand as a translation. */
import { countCodePoints, plainText, type Content } from '../bitext/content.ts'
import { hasLettersOf, scriptOf, shareOfScript } from '../text/letters.ts'

export interface AcceptOptions {
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/** Why an answer was refused: a code for machines, words for people. */
export interface Refusal {
  readonly code: 'empty' | 'same-as-source' | 'source-language' | 'control-characters' | 'too-long' | 'repetition' | 'codes'
  readonly reason: string
}

/** A translation from Arabic is seldom over twice as long; names and short words can be. */
const LONGEST_FACTOR = 6
const LONGEST_EXTRA = 120
const MOST_SOURCE_SCRIPT = 0.5
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/
const RUN_OF_WORDS = /(?:^|\s)(\S{1,40}(?:\s\S{1,40}){0,5})(?:\s+\1){7,}(?:\s|$)/

/** Undefined: it is accepted. Decoration apart, no source is ever taken for its own translation. */
export function refusalOf(answer: Content, source: Content, { sourceLanguage, targetLanguage }: AcceptOptions): Refusal | undefined {
  const [text, original] = [plainText(answer).trim(), plainText(source).trim()]
  if (text === '' && original !== '') return { code: 'empty', reason: 'an empty answer' }
  if (CONTROL.test(text)) return { code: 'control-characters', reason: 'control characters in the answer' }
  if (countCodePoints(text) > countCodePoints(original) * LONGEST_FACTOR + LONGEST_EXTRA) return { code: 'too-long', reason: 'an answer far longer than its source' }
  if (scriptOf(sourceLanguage) !== scriptOf(targetLanguage)) {
    if (text === original && hasLettersOf(sourceLanguage, text)) return { code: 'same-as-source', reason: 'the source again' }
    if (shareOfScript(sourceLanguage, text) > MOST_SOURCE_SCRIPT) return { code: 'source-language', reason: 'an answer in the language of the source' }
  }
  if (RUN_OF_WORDS.test(text) && !RUN_OF_WORDS.test(original)) return { code: 'repetition', reason: 'the same words over and over' }
  return undefined
}
