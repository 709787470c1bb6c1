/** Whether a period, an ellipsis or a closed quotation ends its sentence: by the words beside it. */
import { ARABIC_LETTER, DIGIT, LATIN_LETTER, TERMINATOR, classOf } from './character-classes.ts'
import {
  BEFORE_A_WORD,
  CONTINUATIONS,
  LATIN,
  LEANING,
  MAY_END,
  ORDINALS,
  SPEECH_VERBS,
  SPELLED_INITIALS,
} from './data/abbreviations.ts'
import type { Neighbour } from './neighbours.ts'

const beforeAWord = new Set([...SPELLED_INITIALS, ...BEFORE_A_WORD])
const mayEnd = new Set(MAY_END)
const latin = new Set(LATIN)
const continuations = new Set(CONTINUATIONS)
const speechVerbs = new Set(SPEECH_VERBS)
const leaning = new Set(LEANING)
const ordinals = new Set(ORDINALS)

/** و ف ب ل ك written onto the word. */
const PROCLITIC = /^[\u0648\u0641\u0628\u0644\u0643]/
const LONGEST_LIST_NUMBER = 3
/** Words shorter than a sentence: what follows an ellipsis and ends at once is a fragment of the same. */
const FRAGMENT_WORDS = 2

interface Period {
  readonly previous: Neighbour
  readonly next: Neighbour
  /** The user's own abbreviations. */
  readonly own: ReadonlySet<string>
}

/** Whether a single period with white space after it ends a sentence. */
export function endsAfterPeriod({ previous, next, own }: Period): boolean {
  if (previous.first && isListMarker(previous)) return false
  const { word } = previous
  if (own.has(word) || own.has(word.replace(PROCLITIC, ''))) return next.kind === -1
  if (previous.kind === ARABIC_LETTER) return endsAfterArabic(previous, next)
  if (previous.kind === LATIN_LETTER) return endsAfterLatin(previous, next)
  return !startsLowerCase(next)
}

function isListMarker({ kind, word }: Neighbour): boolean {
  return kind === DIGIT ? word.length <= LONGEST_LIST_NUMBER : word.length === 1 || ordinals.has(word)
}

function endsAfterArabic(previous: Neighbour, next: Neighbour): boolean {
  const { word } = previous
  const stem = word.length > 1 ? word.replace(PROCLITIC, '') : word
  const single = word.length === 1 || (word.length === 2 && stem.length === 1)
  if (single) {
    // ٥٠٥ هـ. and ١٩٤٥ م.: an era or a unit after its number; ق.م. and ش.م.م.: the last of several letters
    const closes =
      (previous.beyond === DIGIT && word.length === 1) ||
      (previous.beyond === TERMINATOR && previous.beyondCharacter === '.')
    return closes && startsSentence(next, previous.beyond === DIGIT)
  }
  if (mayEnd.has(word) || mayEnd.has(stem)) return startsSentence(next, true)
  return !(beforeAWord.has(word) || beforeAWord.has(stem)) || !isAName(previous, next)
}

/** Spelled initials are words too (في, أو): only a short list of them before another initial or a name counts. */
function isAName(previous: Neighbour, next: Neighbour): boolean {
  return next.kind === ARABIC_LETTER || next.kind === DIGIT ? previous.word !== '' : false
}

function endsAfterLatin(previous: Neighbour, next: Neighbour): boolean {
  const single = previous.word.length === 1 && /[A-Z]/.test(previous.word)
  const dotted = previous.word.length === 1 && previous.beyondCharacter === '.'
  if (single || dotted || latin.has(previous.word.toLowerCase()))
    return next.kind === ARABIC_LETTER && startsWithAnd(next)
  return !startsLowerCase(next)
}

/** What can begin a sentence after an abbreviation that may end one. */
function startsSentence(next: Neighbour, byDefault: boolean): boolean {
  if (next.kind !== ARABIC_LETTER) return next.kind === LATIN_LETTER && byDefault && !startsLowerCase(next)
  if (leaning.has(next.word) || next.word.length === 1) return false
  return byDefault || startsWithAnd(next)
}

function startsWithAnd({ word }: Neighbour): boolean {
  return /^\u0648/.test(word) && word.length > 3
}

function startsLowerCase({ kind, word }: Neighbour): boolean {
  return kind === LATIN_LETTER && /^[a-z\u00DF-\u00F6\u00F8-\u00FF]/.test(word)
}

/** … before ثم, بل, أو, لكن, before a fragment, and before a word in small letters goes on. */
export function goesOnAfterEllipsis(text: string, next: Neighbour): boolean {
  if (next.kind === -1 || startsLowerCase(next) || continuations.has(next.word)) return true
  let words = 0
  let inside = false
  for (let index = next.at; index < text.length && words <= FRAGMENT_WORDS; index++) {
    const kind = classOf(text.charCodeAt(index))
    if (kind === TERMINATOR) return true
    const letter = kind === ARABIC_LETTER || kind === LATIN_LETTER || kind === DIGIT
    if (letter && !inside) words++
    inside = letter
  }
  return words <= FRAGMENT_WORDS
}

/** «…؟» فقال, «…!» قال: the sentence round the quotation goes on. */
export function goesOnAfterQuotation(next: Neighbour, marks: string): boolean {
  if (next.kind !== ARABIC_LETTER) return startsLowerCase(next)
  const asks = /[!?\u061F\u2026]/.test(marks)
  return (
    continuations.has(next.word) ||
    (/^\u0641/.test(next.word) && next.word !== '\u0641\u064A' && next.word.length > 3 && asks) ||
    (asks && speechVerbs.has(next.word))
  )
}
