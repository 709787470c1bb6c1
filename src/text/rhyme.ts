/** How a line of Arabic verse ends. */
import { withoutInvisible } from './marks.ts'

/** Vowels that a rhyme is drawn out with, after its letter. */
const DRAWN = /[\u0627\u0649\u064A\u0648]+$/
/** A pronoun or the feminine ending after its letter. */
const JOINED = /(?:\u0647\u0627|\u0647|\u0629)$/
const LETTERS = /[\u0620-\u063F\u0641-\u064A\u0671-\u06D3]/g

/**
 * The letter that a poem rhymes in, with the ending that stands after it; '' for a text without letters.
 *
 * As Arabic metrics has it (al-qāfiya: ar-rawiyy, al-waṣl): a long vowel after the letter is only drawn out, so that
 * منزلِ and منزلي rhyme, and what is joined to it, ـه, ـها or ـة, must be the same.
 */
export function rhymeOf(line: string): string {
  const letters = (withoutInvisible(line).match(LETTERS) ?? []).join('')
  const ending = JOINED.exec(letters)?.[0] ?? ''
  const joined = ending.replace('\u0629', '\u0647')
  const stem = letters.slice(0, letters.length - ending.length)
  const bare = stem.replace(DRAWN, '')
  return bare === '' ? stem.slice(-1) + joined : bare.slice(-1) + joined
}
