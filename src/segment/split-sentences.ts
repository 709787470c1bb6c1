/** Cuts text into sentences by rules of our own, the same on every machine and every version of Node. */
import {
  ARABIC_LETTER,
  CLAUSE_MARK,
  CLOSING_BRACKET,
  DIGIT,
  INVISIBLE,
  LATIN_LETTER,
  LINE_END,
  OPENING_BRACKET,
  OTHER,
  QUOTE,
  SPACE,
  TERMINATOR,
  classOf,
  isWordClass,
} from './character-classes.ts'
import { guardsOf, type Guard } from './guards.ts'
import { nextWord, previousWord, type Neighbour } from './neighbours.ts'
import { isBetweenHemistichs } from './hemistichs.ts'
import { isListMarker, isNumberInBrackets } from './list-marker.ts'
import { endsAfterPeriod, goesOnAfterEllipsis, goesOnAfterQuotation, startsWithAnd } from './period-rules.ts'
import { sacredQuotations } from './sacred-quotations.ts'
import { isInAddress, skipNoteMarks, skipReference } from './run-ends.ts'
import { SHORT_OPENERS, SPELLED_DOMAINS } from './data/abbreviations.ts'

/** `clause` cuts also after : ؛ and ، for reading aloud and for providers with small limits. */
export type SentenceMode = 'sentence' | 'clause'

export interface SplitOptions {
  readonly mode?: SentenceMode
  /** More words after which a period ends no sentence, without the period. */
  readonly abbreviations?: readonly string[]
}

/**
 * The sentences of a text; joined, they are the text, byte for byte. White space goes to the end
 * of the sentence before it. A line end is a boundary: join lines first where they mean nothing.
 * Linear in the length of the text.
 */
export function splitSentences(text: string, { mode = 'sentence', abbreviations = [] }: SplitOptions = {}): string[] {
  const own = new Set(abbreviations.map((word) => word.replace(/\.$/, '')))
  const guards = guardsOf(text)
  const isWhole = insideOf(sacredQuotations(text))
  const sentences: string[] = []
  let start = 0
  let guard = 0
  let [searched, firstWord] = [0, -1]
  // Looked for once a sentence, however many marks stand before it.
  const hasWord = (to: number): boolean => {
    for (; firstWord < start && searched < to; searched++) if (isOfWord(text, searched)) firstWord = searched
    return firstWord >= start && firstWord < to
  }
  const cut = (end: number): void => {
    if (end > start) sentences.push(text.slice(start, end))
    start = searched = end
  }
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const kind = classOf(code)
    if (kind < LINE_END && (kind !== CLAUSE_MARK || mode === 'sentence')) continue
    if (kind === LINE_END) {
      const end = skipWhite(text, index)
      if (!isBlank(text, start, index)) cut(end)
      index = end - 1
    } else if (kind === TERMINATOR) {
      const close = closeOf(text, index)
      while ((guards[guard]?.close ?? Infinity) < index) guard++
      if (!isWhole(close.end - 1) && endsSentence({ text, start, index, close, guards, guard, own, hasWord }))
        cut(skipSpaces(text, close.end))
      index = close.end - 1
    } else if (endsClause(text, index, code) && !isWhole(index)) {
      while ((guards[guard]?.close ?? Infinity) < index) guard++
      if (!isGuarded(guards, guard, index)) cut(skipSpaces(text, index + 1))
    }
  }
  if (start < text.length) {
    if (isBlank(text, start, text.length) && sentences.length > 0) sentences[sentences.length - 1] += text.slice(start)
    else sentences.push(text.slice(start))
  }
  return sentences
}

/** Asked for one place after the other. */
function insideOf(spans: readonly { readonly start: number; readonly end: number }[]): (index: number) => boolean {
  let next = 0
  return (index) => {
    while ((spans[next]?.end ?? Infinity) <= index + 1) next++
    return (spans[next]?.start ?? Infinity) < index
  }
}

/** A run of terminators with the quotes and brackets it closes. */
interface Close {
  readonly end: number
  /** The marks of the run, without what stands between them; behind what closes, if any stand there. */
  readonly marks: string
  /** Offset of the last closing bracket or quote in it, -1 if there is none. */
  readonly closer: number
  /** Whether no terminator stands behind that. */
  readonly closesLast: boolean
}

function closeOf(text: string, from: number): Close {
  let marks = ''
  let closer = -1
  let end = from
  for (let index = from; index < text.length; index++) {
    const kind = classOf(text.charCodeAt(index))
    if (kind === TERMINATOR) {
      if (marks !== '' && closer > from && !hasTerminator(text, closer, index)) marks = ''
      marks += text.charAt(index)
    } else if (kind === CLOSING_BRACKET || (kind === QUOTE && closesHere(text, index))) closer = index
    else if (kind === SPACE) {
      // ". . ." and "؟ !" are one run
      const next = skipSpaces(text, index)
      if (classOf(text.charCodeAt(next)) !== TERMINATOR || closer !== -1) break
      index = next - 1
      continue
    } else if (kind !== INVISIBLE) break
    end = index + 1
  }
  const notes = skipNoteMarks(text, end)
  return {
    end: skipReference(text, notes),
    marks,
    closer,
    closesLast: closer !== -1 && !hasTerminator(text, closer, end),
  }
}

function hasTerminator(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (classOf(text.charCodeAt(index)) === TERMINATOR) return true
  return false
}

/** Right after a terminator a quotation mark closes, unless a word follows it at once («»« of older prints included). */
function closesHere(text: string, index: number): boolean {
  const next = skipInvisible(text, index + 1)
  const kind = classOf(text.charCodeAt(next))
  return (
    next >= text.length ||
    !(kind === ARABIC_LETTER || kind === LATIN_LETTER || kind === DIGIT) ||
    text.charAt(index) === '\u00BB' ||
    text.charAt(index) === '\u201D'
  )
}

interface Candidate {
  readonly text: string
  readonly start: number
  readonly index: number
  readonly close: Close
  readonly guards: readonly Guard[]
  readonly guard: number
  readonly own: ReadonlySet<string>
  /** Whether the sentence has a word before an offset. */
  readonly hasWord: (to: number) => boolean
}

function endsSentence({ text, start, index, close, guards, guard, own, hasWord }: Candidate): boolean {
  const after = skipInvisible(text, close.end)
  if (after >= text.length) return false // the end of the text is one anyway
  const following = classOf(text.charCodeAt(after))
  if (following === LINE_END || isGuarded(guards, guard, close.end - 1)) return false
  const quotation = guardClosedAt(guards, guard, close.closer)
  if (close.closesLast && quotation?.bracket && hasWord(quotation.open)) return false // a remark may end in a mark of its own
  if (isBlank(text, start, index) || !hasWord(index)) return false
  const next = nextWord(text, after)
  const previous = previousWord(text, index, start)
  const spaced = following === SPACE
  if (!spaced && (!startsWithoutSpace(close, previous, next) || isInAddress(text, index))) return false
  if (next.kind === CLAUSE_MARK && !isDialogue(text, start, next)) return false
  if (next.kind === CLOSING_BRACKET || (next.kind === TERMINATOR && spaced)) return false
  if (isSourceOfQuotation(text, next, guards, guard) || isBetweenHemistichs(text, index, close.end)) return false
  if ((close.marks.length > 1 && /^[.\u2026]+$/.test(close.marks)) || close.marks === '\u2026')
    return (spaced || classOf(text.charCodeAt(index - 1)) !== SPACE) && !goesOnAfterEllipsis(text, previous, next)
  if (close.closesLast && classOf(text.charCodeAt(close.closer)) === QUOTE) {
    const embedded = quotation !== undefined && isEmbedded(text, start, quotation, hasWord)
    if (goesOnAfterQuotation(next, close.marks, embedded)) return false
  }
  if (close.marks !== '.') return !isLowerLatin(next)
  if (close.closer !== -1) return true
  const mayCount = previous.kind !== ARABIC_LETTER || index - start <= LONGEST_DIVISION
  if (mayCount && isListMarker({ text, start, index, previous, next })) return false
  return endsAfterPeriod({ text, previous, next, own })
}

function guardClosedAt(guards: readonly Guard[], guard: number, closer: number): Guard | undefined {
  for (let each = guard; closer !== -1 && each < Math.min(guards.length, guard + 8); each++) {
    if (guards[each]?.close === closer) return guards[each]
  }
  return undefined
}

/** A title, or another short quotation among the sentence's words: what is said stands behind a colon. */
function isEmbedded(text: string, start: number, { open, close }: Guard, hasWord: Candidate['hasWord']): boolean {
  const before = previousWord(text, open, start)
  return close - open <= LONGEST_TITLE && isWordClass(before.kind) && hasWord(open)
}

const LONGEST_TITLE = 40
/** In UTF-16 units: a division with its number. */
const LONGEST_DIVISION = 24

/** — … — …: in a line that begins with a dash each dash is another speaker. */
function isDialogue(text: string, start: number, next: Neighbour): boolean {
  return isDash(text, next.at) && isDash(text, skipSpaces(text, start))
}

function isDash(text: string, index: number): boolean {
  const character = text.charAt(index)
  return character === '\u2013' || character === '\u2014'
}

/** «….» [البقرة: ٢٥٥] and «….» (رويترز): a short bracket that ends the line or the sentence belongs to what stands before it. */
function isSourceOfQuotation(text: string, next: Neighbour, guards: readonly Guard[], guard: number): boolean {
  if (next.kind !== OPENING_BRACKET) return false
  for (let each = guard; each < Math.min(guards.length, guard + 8); each++) {
    const span = guards[each]
    if (span?.open !== next.at) continue
    const after = skipInvisible(text, skipSpaces(text, span.close + 1))
    const kind = classOf(text.charCodeAt(after))
    // "(٢). اللقب": the number of what follows
    if (kind === TERMINATOR && after + 1 < text.length && isNumberInBrackets(text.slice(next.at, span.close + 1)))
      return false
    return (
      span.close - span.open <= LONGEST_SOURCE && (after >= text.length || kind === LINE_END || kind === TERMINATOR)
    )
  }
  return false
}

const LONGEST_SOURCE = 60

/** No space after the mark: only between two Arabic words that are no abbreviations by their length, or after what closes. */
function startsWithoutSpace(close: Close, previous: Neighbour, next: Neighbour): boolean {
  if (next.kind !== ARABIC_LETTER || (next.word.length <= 2 && !shortOpeners.has(next.word))) return false
  if (domains.has(next.word)) return false
  if (previous.kind === DIGIT) return startsWithAnd(next) || previous.word.length >= YEAR_DIGITS
  const closed = close.closer !== -1 || previous.kind === QUOTE || previous.kind === CLOSING_BRACKET
  return closed || (previous.kind === ARABIC_LETTER && previous.word.length > 2)
}

const shortOpeners = new Set(SHORT_OPENERS)
const domains = new Set(SPELLED_DOMAINS)
const YEAR_DIGITS = 4

function isLowerLatin(next: Neighbour): boolean {
  return next.kind === LATIN_LETTER && /^[a-z]/.test(next.word)
}

/** A colon between digits is a time, a comma before a single word and another comma an enumeration. */
function endsClause(text: string, index: number, code: number): boolean {
  const character = String.fromCharCode(code)
  if (character !== ':' && character !== '\u061B' && character !== '\u060C') return false
  const after = skipInvisible(text, index + 1)
  if (classOf(text.charCodeAt(after)) !== SPACE) return false
  if (character === ':' && isRatio(text, index, after)) return false
  return character !== '\u060C' || !/^\s+[^\s\u060C]+\u060C/.test(text.slice(after, after + 64))
}

/** "٣ : ٢", with space on both sides. */
function isRatio(text: string, index: number, after: number): boolean {
  if (classOf(text.charCodeAt(index - 1)) !== SPACE) return false
  return previousWord(text, index, 0).kind === DIGIT && nextWord(text, after).kind === DIGIT
}

function isGuarded(guards: readonly Guard[], guard: number, index: number): boolean {
  for (let each = guard; each < Math.min(guards.length, guard + 8); each++) {
    const span = guards[each]
    if (span && span.open < index && index < span.close) return true
  }
  return false
}

/** Of a word or a number; a picture counts as a word. */
function isOfWord(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  const kind = classOf(code)
  return isWordClass(kind) || (kind === OTHER && code > 0x2000)
}

function isBlank(text: string, from: number, to: number): boolean {
  return skipInvisible(text, skipWhite(text, from)) >= to
}

/** Spaces, and controls that close before a space; a control before a word belongs to the word. */
function skipSpaces(text: string, from: number): number {
  let index = from
  for (;;) {
    while (index < text.length && classOf(text.charCodeAt(index)) === SPACE) index++
    const visible = skipInvisible(text, index)
    if (visible === index || visible >= text.length || classOf(text.charCodeAt(visible)) !== SPACE) return index
    index = visible
  }
}

function skipWhite(text: string, from: number): number {
  let index = from
  while (
    index < text.length &&
    (classOf(text.charCodeAt(index)) === SPACE || classOf(text.charCodeAt(index)) === LINE_END)
  )
    index++
  return index
}

function skipInvisible(text: string, from: number): number {
  let index = from
  while (index < text.length && classOf(text.charCodeAt(index)) === INVISIBLE) index++
  return index
}
