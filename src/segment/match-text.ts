/** Where a text stands in the markup that it was read from. */
import type { Range } from '../bitext/source.ts'

/** What may stand between two lines of a text: their end, and the marks of the quotations and items that it is in. */
const BETWEEN_LINES = /(?:[ \t\u00A0]|\n[ \t>]*|&(?:nbsp|ensp|emsp|thinsp|#160|#[Xx][Aa]0);)+/y
const REFERENCE = /&(?:#\d{1,7}|#[Xx][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/y
const ESCAPED = /\\[!-/:-@[-`{-~]/y
const WHITE_SPACE = /\s+/y

/**
 * The first place, at `range.start` or after it, at which the source says this text: line ends,
 * escapes and character references read as what they stand for.
 *
 * @param text Not blank.
 */
export function matchText(source: string, range: Range, text: string): Range | undefined {
  const wanted = text.trim()
  for (let start = range.start; start < range.end; start++) {
    const end = matchAt(source, start, wanted)
    if (end !== undefined && end <= range.end) return { start, end }
  }
  return undefined
}

function matchAt(source: string, start: number, wanted: string): number | undefined {
  let at = start
  for (let index = 0; index < wanted.length;) {
    const space = lengthOf(WHITE_SPACE, wanted, index)
    if (space > 0) {
      const between = lengthOf(BETWEEN_LINES, source, at)
      if (between === 0) return undefined
      at += between
      index += space
      continue
    }
    const character = String.fromCodePoint(wanted.codePointAt(index) ?? 0)
    const reference = lengthOf(REFERENCE, source, at)
    const escaped = lengthOf(ESCAPED, source, at)
    if (escaped > 0 && source.charAt(at + 1) === character) at += 2
    else if (reference > 0 && (character !== '&' || source.startsWith('&amp;', at))) at += reference
    else if (source.startsWith(character, at)) at += character.length
    else return undefined
    index += character.length
  }
  return at
}

/** Of what the pattern, a sticky one, takes at a place. */
function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex - at : 0
}
