/** What is left of an Arabic word without what is written onto it, so that its inflected forms meet. */
import { byteOf } from './byte-text.ts'

/** No ending and no beginning is taken off a word that would be shorter then. */
const LEAST = 3

/**
 * Longest first. After Larkey, Ballesteros and Connell, "Light stemming for Arabic" (light10), with the chains of
 * conjunction, preposition and article, and the pronouns. It need not be right: both sides are folded alike.
 */
const PREFIXES = 'وبال وكال فبال ولل وال فال بال كال فلل وب ول وس فس لل ال و ف ب ل ك س'.split(' ').map(bytesOf)
const SUFFIXES =
  'اتهما اتهم اتها اتنا اته تهما تهم تها تنا هما كما ات ون ين ان ها هم هن كم كن نا ني ته تي تك وا ه ة ي ك ا ت'
    .split(' ')
    .map(bytesOf)

/** The place of a stem in a text. */
export interface Stem {
  start: number
  end: number
}

/**
 * Narrows a word to its stem: one beginning, then endings until none is left.
 *
 * @param stem The word; changed in place, since millions of words are folded in a row.
 */
export function foldAffixes(text: Uint8Array, stem: Stem): void {
  if ((text[stem.start] ?? 0) < 0x80) return
  for (const prefix of PREFIXES) {
    if (stem.end - stem.start - prefix.length < LEAST || !stands(text, stem.start, prefix)) continue
    stem.start += prefix.length
    break
  }
  for (let isFolded = true; isFolded;) {
    isFolded = false
    for (const suffix of SUFFIXES) {
      if (stem.end - stem.start - suffix.length < LEAST || !stands(text, stem.end - suffix.length, suffix)) continue
      stem.end -= suffix.length
      isFolded = true
      break
    }
  }
}

function stands(text: Uint8Array, at: number, part: Uint8Array): boolean {
  for (let index = 0; index < part.length; index++) if (text[at + index] !== part[index]) return false
  return true
}

function bytesOf(word: string): Uint8Array {
  return Uint8Array.from(word, byteOf)
}
