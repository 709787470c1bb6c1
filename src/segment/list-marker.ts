/** Whether a period stands behind a list's or a heading's number, which belongs to what follows. */
import { ARABIC_LETTER, CLOSING_BRACKET, DIGIT, LATIN_LETTER } from './character-classes.ts'
import { DIVISIONS, ORDINALS, ORDINAL_ADJECTIVES } from './data/abbreviations.ts'
import type { Neighbour } from './neighbours.ts'
import { startsWithAnd } from './period-rules.ts'
import { withoutInvisible } from '../text/marks.ts'

const ordinals = new Set(ORDINALS)
const LONGEST_LIST_NUMBER = 3
/** In UTF-16 units, bullet and white space included. */
const LONGEST_MARKER = 24
const FIRST_NUMBERS = new Set(['1', '\u0661', '\u06F1'])
/** "- ١", "١.٢", "II", "المادة ٣": nothing but a number, with the division it counts. */
const MARKER = new RegExp(
  `^[\\s*\u00B7\u2022\u25AA\u25CF\u2013\u2014-]*(?:(?:${DIVISIONS.join('|')})\\s+)?(?:[0-9\u0660-\u0669\u06F0-\u06F9]{1,3}(?:\\.[0-9\u0660-\u0669\u06F0-\u06F9]{1,3}){0,3}|[IVX]{1,5}|[ivx]{1,5})$`,
)
/** "(١)", "[أ]". */
const BRACKETED = /^\s*[([](?:[0-9\u0660-\u0669\u06F0-\u06F9]{1,3}|[\u0621-\u064A])[)\]]$/
/** "الفصل الثالث". */
const DIVISION = new RegExp(`^\\s*(?:${DIVISIONS.join('|')})\\s+(?:${ORDINAL_ADJECTIVES.join('|')})$`)

interface Place {
  readonly text: string
  /** Where the sentence begins. */
  readonly start: number
  /** The period. */
  readonly index: number
  readonly previous: Neighbour
  readonly next: Neighbour
}

/** At the start of a line, of a sentence, or after a colon for the first number of a list. */
export function isListMarker({ text, start, index, previous, next }: Place): boolean {
  const { kind, word } = previous
  if (previous.first) {
    if (kind === DIGIT ? word.length <= LONGEST_LIST_NUMBER : word.length === 1 || ordinals.has(word)) return true
  }
  if (kind === CLOSING_BRACKET) return index - start <= LONGEST_MARKER && isNumberInBrackets(text.slice(start, index))
  if (kind === ARABIC_LETTER)
    return index - start <= LONGEST_MARKER && DIVISION.test(withoutInvisible(text.slice(start, index)))
  if (kind !== DIGIT && kind !== LATIN_LETTER) return false
  if (previous.beyondCharacter === ':' && FIRST_NUMBERS.has(word)) return true
  if (index - start > LONGEST_MARKER || startsWithAnd(next)) return false
  return MARKER.test(withoutInvisible(text.slice(start, index)))
}

/** A number or a letter in brackets, such as a list counts by. */
export function isNumberInBrackets(text: string): boolean {
  return BRACKETED.test(withoutInvisible(text))
}
