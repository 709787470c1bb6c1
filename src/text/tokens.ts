/** Words and numerals of a text as its numbers and dates are read: seen without marks, with their places in the text. */
import { viewOf } from './marks.ts'
import { normalizeKey } from './normalize-key.ts'

export interface Token {
  readonly kind: 'word' | 'numeral' | 'sign'
  /** A word by its key, Latin in small letters; a numeral or a sign as it stands, without marks. */
  readonly text: string
  /** Offsets in the text, in UTF-16 units; the marks on a last letter are in. */
  readonly start: number
  readonly end: number
  /** Whether nothing but what is not seen stands between the token and the one before it. */
  readonly joined: boolean
}

const DIGIT = '[0-9\u0660-\u0669\u06F0-\u06F9]'
/** Between thousands: "١٬٢٥٠", "1 250" with a space that does not break, "1'250". */
const GROUP = `['\u2019\u00A0\u202F\u066C](?=${DIGIT}{3}(?!${DIGIT}))`
const NUMERAL = `${DIGIT}+(?:(?:[.,\u066B]|${GROUP})${DIGIT}+)*`
const ARABIC_WORD = '[\u0621-\u063F\u0641-\u064A\u0671-\u06D3\u06D5\uFB50-\uFDCF\uFE70-\uFEFC]+'
const LATIN_WORD = "[A-Za-z\u00C0-\u024F]+(?:['\u2019\u02BF\u02BE][A-Za-z]+)*"
const TOKEN = new RegExp(`(${NUMERAL})|(${ARABIC_WORD}|${LATIN_WORD})|[^\\s]`, 'g')

/** In the text's order; whatever is neither word nor numeral is a sign. Linear. */
export function tokensOf(text: string): readonly Token[] {
  const view = viewOf(text)
  let last = -1
  return Array.from(view.text.matchAll(TOKEN), ({ 0: whole, 1: numeral, 2: word, index }): Token => {
    const joined = index === last
    last = index + whole.length
    return {
      kind: numeral === undefined ? (word === undefined ? 'sign' : 'word') : 'numeral',
      text: word === undefined ? whole : normalizeKey(word).toLowerCase(),
      start: view.offsets[index] ?? 0,
      end: view.offsets[last] ?? text.length,
      joined,
    }
  })
}
