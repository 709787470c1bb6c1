/** Whether a period, an ellipsis or a closed quotation ends its sentence: by the words beside it. */
import { ARABIC_LETTER, DIGIT, LATIN_LETTER, TERMINATOR, classOf } from './character-classes.ts'
import {
  AFTER_LEANING_OPENERS,
  BEFORE_A_WORD,
  BY_TIME,
  CONTINUATIONS,
  LATIN,
  LEANING,
  LETTER_WITH_PROCLITIC,
  MAY_END,
  PREPOSITIONAL_OPENERS,
  REFERENCE_WITH_PROCLITIC,
  SOURCES_OF_QUOTATIONS,
  SPEECH_VERBS,
  SPELLED_INITIALS,
  TAILS,
} from './data/abbreviations.ts'
import { nextWord, previousWord, type Neighbour } from './neighbours.ts'

const beforeAWord = new Set([...SPELLED_INITIALS, ...BEFORE_A_WORD])
const mayEnd = new Set(MAY_END)
const latin = new Set(LATIN)
const continuations = new Set(CONTINUATIONS)
const speechVerbs = new Set(SPEECH_VERBS)
const leaning = new Set(LEANING)
const tails = new Set(TAILS)
const sources = new Set(SOURCES_OF_QUOTATIONS)
const openers = new Set(AFTER_LEANING_OPENERS)
const prepositionalOpeners = new Set(PREPOSITIONAL_OPENERS)
const byTime = new Set(BY_TIME)

/** ق of "before": ٣٠٠ ق.م., ٩٠ ق. هـ. */
const BEFORE_ERA = '\u0642'
const ERAS = new Set(['\u0645', '\u0647'])
/** بال, لل: a preposition written onto the article. */
const PREPOSITIONAL = /^(?:\u0628\u0627\u0644|\u0644\u0644)/

/** و ف ب ل ك written onto the word. */
const PROCLITIC = /^[\u0648\u0641\u0628\u0644\u0643]/
/** Words shorter than a sentence: what follows an ellipsis and ends at once is a fragment of the same. */
const FRAGMENT_WORDS = 2

interface Period {
  readonly text: string
  readonly previous: Neighbour
  readonly next: Neighbour
  /** The user's own abbreviations. */
  readonly own: ReadonlySet<string>
}

/** Whether a single period with white space after it ends a sentence. */
export function endsAfterPeriod({ text, previous, next, own }: Period): boolean {
  const { word } = previous
  if (own.has(word) || own.has(word.replace(PROCLITIC, ''))) return next.kind === -1
  if (tails.has(next.word)) return false
  if (previous.kind === ARABIC_LETTER) return endsAfterArabic(text, previous, next)
  if (previous.kind === LATIN_LETTER) return endsAfterLatin(previous, next)
  return !startsLowerCase(next)
}

function endsAfterArabic(text: string, previous: Neighbour, next: Neighbour): boolean {
  const { word } = previous
  if (REFERENCE_WITH_PROCLITIC.test(word) && next.kind === DIGIT) return false
  if (word.length === 1 || LETTER_WITH_PROCLITIC.test(word)) {
    if (isUnitByTime(text, previous)) return startsSentence(text, next, true)
    const before = beforeEra(text, previous)
    if (before) return startsSentence(text, next, before.beyond === DIGIT)
    // ٥٠٥ هـ. and ١٩٤٥ م.: an era or a unit after its number; ق.م. and ش.م.م.: the last of several letters
    const closes =
      (previous.beyond === DIGIT && word.length === 1) || (previous.beyondCharacter === '.' && !previous.apart)
    return closes && startsSentence(text, next, previous.beyond === DIGIT)
  }
  const stem = word.replace(PROCLITIC, '')
  if (mayEnd.has(word) || mayEnd.has(stem)) return startsSentence(text, next, true)
  return !(beforeAWord.has(word) || beforeAWord.has(stem)) || !isAName(previous, next)
}

/** The ق before م or هـ, written together or apart. */
function beforeEra(text: string, { word, at, beyondCharacter }: Neighbour): Neighbour | undefined {
  if (beyondCharacter !== '.' || !ERAS.has(word)) return undefined
  const before = previousWord(text, previousWord(text, at, 0).at, 0)
  return before.word === BEFORE_ERA ? before : undefined
}

/** كم/س, م/ث; in أ/د. and م/أحمد stand titles. */
function isUnitByTime(text: string, { word, at, beyondCharacter, apart }: Neighbour): boolean {
  if (beyondCharacter !== '/' || apart || !byTime.has(word)) return false
  const unit = previousWord(text, previousWord(text, at, 0).at, 0)
  return mayEnd.has(unit.word) || (unit.beyond === DIGIT && unit.word.length === 1)
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
function startsSentence(text: string, next: Neighbour, byDefault: boolean): boolean {
  if (next.kind !== ARABIC_LETTER) return next.kind === LATIN_LETTER && byDefault && !startsLowerCase(next)
  if (next.word.length === 1) return false
  if (PREPOSITIONAL.test(next.word) && next.word.length > 3) return prepositionalOpeners.has(next.word)
  if (leaning.has(next.word)) return openers.has(nextWord(text, next.end).word)
  return byDefault || startsWithAnd(next)
}

/** و written onto a word. */
export function startsWithAnd({ word }: Neighbour): boolean {
  return /^\u0648/.test(word) && word.length > 3
}

function startsLowerCase({ kind, word }: Neighbour): boolean {
  return kind === LATIN_LETTER && /^[a-z\u00DF-\u00F6\u00F8-\u00FF]/.test(word)
}

/** … before ثم, بل, أو, لكن, before a fragment, a word in small letters and the word it broke off (أنا… أنا) goes on. */
export function goesOnAfterEllipsis(text: string, previous: Neighbour, next: Neighbour): boolean {
  if (next.kind === -1 || startsLowerCase(next) || continuations.has(next.word)) return true
  if (next.word !== '' && next.word === previous.word) return true
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

/**
 * «…؟» فقال, «…!» قال: the sentence round the quotation that closes last goes on.
 *
 * @param embedded Whether the quotation is one of the sentence's own words, such as the title of a book.
 */
export function goesOnAfterQuotation(next: Neighbour, marks: string, embedded: boolean): boolean {
  if (next.kind !== ARABIC_LETTER) return startsLowerCase(next) || (embedded && next.kind === DIGIT)
  const asks = /[!?\u061F\u2026]/.test(marks)
  return (
    continuations.has(next.word) ||
    sources.has(next.word) ||
    (/^\u0641/.test(next.word) && next.word !== '\u0641\u064A' && next.word.length > 3) ||
    (asks && (speechVerbs.has(next.word) || (embedded && !saysMore(next))))
  )
}

/** وأضاف, وقال: another sentence of the same speaker. */
function saysMore(next: Neighbour): boolean {
  return startsWithAnd(next) && speechVerbs.has(next.word.slice(1))
}
