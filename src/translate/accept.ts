/** Whether an answer may stand as a translation. */
import { countCodePoints, plainText, type Content } from '../bitext/content.ts'
import { foldDigits } from '../text/digits.ts'
import { hasLettersOf, scriptOf, sharesOfScripts } from '../text/letters.ts'
import { FUNCTION_WORDS } from './data/function-words.ts'
import { hasEntity } from './entities.ts'

export interface AcceptOptions {
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/** Why an answer was refused: a code for machines, words for people. */
export interface Refusal {
  readonly code: keyof typeof REASONS
  readonly reason: string
}

const REASONS = {
  empty: 'an empty answer',
  'control-characters': 'control characters in the answer',
  'too-long': 'an answer far longer than its source',
  'too-short': 'an answer far shorter than its source',
  'same-as-source': 'the source again',
  'source-language': 'an answer in the language of the source',
  'other-language': 'an answer in a third language',
  repetition: 'the same words over and over',
  'service-markup': 'markup of the service in the answer',
  chatter: 'talk about the translation in place of it',
} as const

/** A translation from Arabic is seldom over twice as long; names and short words can be. */
const LONGEST_FACTOR = 6
const LONGEST_EXTRA = 120
/** A sentence of some length is never said in a tenth of it. */
const SHORTEST_FACTOR = 0.1
const SHORTEST_FROM = 60
const MOST_SOURCE_SCRIPT = 0.5
/** A third script may stand in names and quotations. */
const LEAST_TARGET_SCRIPT = 0.3
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFD-\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/
/** A phrase of so many words or fewer, said so many times in a row, is a machine that got stuck. */
const LONGEST_PHRASE = 6
const MOST_REPEATS = 8
/** '<span id="1">', '</p>', '<x1/>', '{1}', '{/1}', '<|im_end|>', '```json' */
const MARKUP = /<\/?(?:span|x\d+|br|img|p|div|font|b|i|seg)\b[^<>]{0,200}>|\{\/?\d{1,3}\/?\}|<\|[\w-]{1,40}\|>|^```/i
/** How language models begin when they talk: "Here is the translation:", "Sure, …:", "As an AI …". */
const CHATTER =
  /^(?:(?:sure|certainly|of course|okay|ok)[,.!]?\s+)?(?:here(?:'|\u2019)?s? (?:is |are )?(?:the|your|an?) (?:\w+ )?translat\w+|the (?:english )?translation (?:is|of (?:the|this) (?:text|sentence))|as an ai\b|i(?:'|\u2019)?m sorry,? but i (?:can|am)|i (?:cannot|can(?:'|\u2019)t) (?:translate|assist|help)|translation:)/i

/** Undefined: it is accepted. Decoration apart, no source is ever taken for its own translation, but for a name or a number. */
export function refusalOf(
  answer: Content,
  source: Content,
  { sourceLanguage, targetLanguage }: AcceptOptions,
): Refusal | undefined {
  const code = codeOf(plainText(answer).trim(), plainText(source).trim(), sourceLanguage, targetLanguage)
  return code === undefined ? undefined : { code, reason: REASONS[code] }
}

function codeOf(
  text: string,
  original: string,
  sourceLanguage: string,
  targetLanguage: string,
): Refusal['code'] | undefined {
  if (text === '') return original === '' ? undefined : 'empty'
  if (CONTROL.test(text) && !CONTROL.test(original)) return 'control-characters'
  const [length, least] = [countCodePoints(text), countCodePoints(original)]
  if (length > least * LONGEST_FACTOR + LONGEST_EXTRA) return 'too-long'
  if (least >= SHORTEST_FROM && length < least * SHORTEST_FACTOR) return 'too-short'
  if (isStuck(text) && !isStuck(original)) return 'repetition'
  // '{٣}' after a verse of the Qurʾān is '{3}' in English.
  if ((MARKUP.test(text) && !MARKUP.test(foldDigits(original))) || (hasEntity(text) && !hasEntity(original)))
    return 'service-markup'
  if (CHATTER.test(text)) return 'chatter'
  return wrongLanguage(text, original, sourceLanguage, targetLanguage)
}

function wrongLanguage(
  text: string,
  original: string,
  sourceLanguage: string,
  targetLanguage: string,
): Refusal['code'] | undefined {
  const apart = scriptOf(sourceLanguage) !== scriptOf(targetLanguage)
  if (text === original && hasLettersOf(sourceLanguage, text) && (apart || !isNameOrNumber(text)))
    return 'same-as-source'
  if (!apart) return undefined
  const [ofSource = 0, ofTarget = 0] = sharesOfScripts([sourceLanguage, targetLanguage], text)
  if (ofSource > MOST_SOURCE_SCRIPT) return 'source-language'
  const letters = /\p{L}/u.test(text)
  const inSource = hasLettersOf(targetLanguage, original) || !hasLettersOf(sourceLanguage, original)
  if (letters && !inSource && ofTarget < LEAST_TARGET_SCRIPT) return 'other-language'
  return isOtherLanguage(text, original, targetLanguage) ? 'other-language' : undefined
}

const LEAST_FUNCTION_WORDS = 4

/** For each small word the languages that have it. */
const LANGUAGES_OF_WORD: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...Map.groupBy(
      Object.entries(FUNCTION_WORDS).flatMap(([language, words]) =>
        [...new Set(words)].map((word) => ({ word, language })),
      ),
      ({ word }) => word,
    ),
  ].map(([word, entries]) => [word, entries.map(({ language }) => language)]),
)

const LONGEST_FUNCTION_WORD = Math.max(...[...LANGUAGES_OF_WORD.keys()].map((word) => word.length))

/** Its small words are those of another language of the target's script; the source's own ("Sen 2012") tell nothing. */
function isOtherLanguage(text: string, original: string, targetLanguage: string): boolean {
  const target = targetLanguage.split('-')[0]?.toLowerCase() ?? ''
  if (!Object.hasOwn(FUNCTION_WORDS, target)) return false
  const counts = new Map<string, number>()
  const quoted = new Set(wordsOf(original))
  for (const word of wordsOf(text)) {
    if (word.length > LONGEST_FUNCTION_WORD || quoted.has(word)) continue
    for (const language of LANGUAGES_OF_WORD.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1)
  }
  const own = counts.get(target) ?? 0
  counts.delete(target)
  return Math.max(0, ...counts.values()) >= Math.max(LEAST_FUNCTION_WORDS, own * 3)
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? []
}

const LONGEST_NAME_WORDS = 4

/** Some words with capitals or digits: between two languages of one script these stay as they are. */
function isNameOrNumber(text: string): boolean {
  const words = text.split(/\s+/)
  return words.length <= LONGEST_NAME_WORDS && words.every((word) => /^[^\p{L}]*(?:\p{Lu}|$)/u.test(word))
}

const LONGEST_WORD = 60
const FEW_LETTERS = 4

function isStuck(text: string): boolean {
  const words = text.split(/\s+/)
  if (words.some((word) => word.length > LONGEST_WORD && new Set(word).size <= FEW_LETTERS)) return true
  for (let phrase = 1; phrase <= LONGEST_PHRASE && phrase * MOST_REPEATS <= words.length; phrase++) {
    let same = 0
    for (let place = 0; place + phrase < words.length; place++) {
      same = words[place] === words[place + phrase] ? same + 1 : 0
      if (same >= phrase * (MOST_REPEATS - 1)) return true
    }
  }
  return false
}
