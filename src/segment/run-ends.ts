/** What belongs to a sentence behind its last mark, and marks that are part of an address. */
import { LINE_END, OPENING_BRACKET, SPACE, classOf } from './character-classes.ts'

/** [1], [بحاجة لمصدر], (١), a reader's marks right behind the period. */
const NOTE_MARK =
  /^(?:\[[^[\]().!?\u061F\n]{1,20}\]|\([0-9\u0660-\u0669\u06F0-\u06F9]{1,3}\)|\{[0-9\u0660-\u0669\u06F0-\u06F9]{1,3}\})/
/** [البقرة: ٢٥٥], (سورة طه: ١١٤): chapter and verses of the Qurʾān. */
const REFERENCE =
  /^[[(][^[\]().!?\u061F\n:]{2,30}:\s*[0-9\u0660-\u0669\u06F0-\u06F9][0-9\u0660-\u0669\u06F0-\u06F9\s,\u060C\u2013-]{0,20}[\])]/
const LONGEST_REFERENCE = 60
const MOST_NOTE_MARKS = 8
const LONGEST_ADDRESS = 200
const ADDRESS = /^(?:[a-z][a-z+.-]*:\/\/|www\.)|@/i

/** Offset behind the marks of notes that begin at `from`, or `from`; controls before them are seen through. */
export function skipNoteMarks(text: string, from: number): number {
  let end = from
  for (let count = 0; count < MOST_NOTE_MARKS; count++) {
    if (classOf(text.charCodeAt(end)) !== OPENING_BRACKET) break
    const [mark] = NOTE_MARK.exec(text.slice(end, end + LONGEST_REFERENCE)) ?? []
    if (mark === undefined) break
    end += mark.length
  }
  return end
}

/** Offset behind a reference to the Qurʾān that follows `from`, or `from`. */
export function skipReference(text: string, from: number): number {
  let start = from
  while (classOf(text.charCodeAt(start)) === SPACE) start++
  if (classOf(text.charCodeAt(start)) !== OPENING_BRACKET) return from
  const [reference] = REFERENCE.exec(text.slice(start, start + LONGEST_REFERENCE)) ?? []
  return reference === undefined ? from : start + reference.length
}

/** Whether the characters round a mark, up to white space, are an address of the web or of mail. */
export function isInAddress(text: string, index: number): boolean {
  let [from, to] = [index, index]
  while (from > 0 && index - from < LONGEST_ADDRESS && !isWhite(text, from - 1)) from--
  while (to < text.length && to - index < LONGEST_ADDRESS && !isWhite(text, to)) to++
  return ADDRESS.test(text.slice(from, to))
}

function isWhite(text: string, index: number): boolean {
  const kind = classOf(text.charCodeAt(index))
  return kind === SPACE || kind === LINE_END
}
