/** Whether a mark stands between the two halves of a verse. */
import { ARABIC_LETTER, LINE_END, SPACE, TERMINATOR, classOf } from './character-classes.ts'
import { LONGEST_HALF, areHalves } from '../text/verse-line.ts'

/** As many spaces no one sets between two sentences; nor tabs and em spaces. */
const WIDE_SPACES = 3
const WIDE = '\t\u2001\u2003'
const DOTS = /^(?:[.\s]{2,}|\u2026)$/

/**
 * A line of two halves of like length with nothing else that ends a sentence in it, parted by dots
 * between spaces (… ), or by wide space after a mark.
 *
 * @param from The first mark. @param to Behind the last.
 */
export function isBetweenHemistichs(text: string, from: number, to: number): boolean {
  const spacedBefore = classOf(text.charCodeAt(from - 1)) === SPACE
  if (!spacedBefore && text.charAt(to) === ' ' && classOf(text.charCodeAt(to + 1)) !== SPACE) return false // nearly always
  let [after, wide] = [to, false]
  for (; classOf(text.charCodeAt(after)) === SPACE; after++) wide ||= WIDE.includes(text.charAt(after))
  wide ||= after - to >= WIDE_SPACES
  if (!wide && !(spacedBefore && after > to && DOTS.test(text.slice(from, to)))) return false
  return areHalves(lettersBefore(text, from), lettersAfter(text, after))
}

/** Letters from the start of the line on; 0 when it is no half of a verse. */
function lettersBefore(text: string, to: number): number {
  let letters = 0
  for (let index = to - 1; index >= 0; index--) {
    const kind = classOf(text.charCodeAt(index))
    if (kind === LINE_END) break
    if (kind === TERMINATOR || to - index > LONGEST_HALF) return 0
    if (kind === ARABIC_LETTER) letters++
  }
  return letters
}

/** Letters to the end of the line, before which the only mark may stand. */
function lettersAfter(text: string, from: number): number {
  let letters = 0
  let ended = false
  for (let index = from; index < text.length; index++) {
    const kind = classOf(text.charCodeAt(index))
    if (kind === LINE_END) break
    if (index - from > LONGEST_HALF || (ended && kind === ARABIC_LETTER)) return 0
    if (kind === TERMINATOR) ended = true
    if (kind === ARABIC_LETTER) letters++
  }
  return letters
}
