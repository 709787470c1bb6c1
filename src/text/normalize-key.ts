/** The key under which memory, glossary and search find a text: what a reader would call the same words. */
import { foldDigits } from './digits.ts'
import { withoutInvisible } from './marks.ts'
import { mapPresentationForms } from './presentation-forms.ts'

/** Bumped when `normalizeKey` gives another result for any text; written into every record. */
export const KEY_VERSION = '1'

const LETTERS: Readonly<Record<string, string>> = {
  '\u0623': '\u0627',
  '\u0625': '\u0627',
  '\u0622': '\u0627',
  '\u0671': '\u0627', // أ إ آ ٱ → ا
  '\u0649': '\u064A',
  '\u06CC': '\u064A', // ى ی → ي
  '\u06A9': '\u0643', // ک → ك
}
const FOLDED = /[\u0622\u0623\u0625\u0649\u0671\u06A9\u06CC]/g
/** A word of ASCII, and of Arabic letters that stay as they are: it is its own key. */
const OWN_KEY = /^[!-~\u0621\u0624\u0626-\u063A\u0641-\u0648\u064A]*$/
const WHITE_SPACE = /[\s\u0085]+/g

/**
 * NFC; presentation forms as letters; without tashkeel, Qurʾānic signs, tatweel, bidi and
 * zero-width controls; alef, ya and kaf forms folded; digits as ASCII; runs of white space one
 * space, none at the ends. Latin case is kept. Idempotent.
 */
export function normalizeKey(text: string): string {
  // Most words are, and numbers and dates are read word by word.
  if (OWN_KEY.test(text)) return text
  const letters = withoutInvisible(mapPresentationForms(text.normalize('NFC')))
  return foldDigits(letters)
    .replace(FOLDED, (letter) => LETTERS[letter] ?? letter)
    .replace(WHITE_SPACE, ' ')
    .trim()
    .normalize('NFC')
}

/** Folds also ة to ه, ؤ and ئ to their bare letters: for search, too weak for a memory. */
export function normalizeWeakKey(text: string): string {
  return normalizeKey(text).replaceAll('\u0629', '\u0647').replaceAll('\u0624', '\u0648').replaceAll('\u0626', '\u064A')
}
