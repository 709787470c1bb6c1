/** Line and column, in its source file, of a place in a segment. */
import { plainText } from '../bitext/content.ts'
import type { RecordSegment } from '../bitext/record.ts'
import type { SourceUnit } from '../bitext/source.ts'

export interface PlaceInput {
  /** Of the file; undefined when it is no text. */
  readonly lines: SourceLines | undefined
  readonly unit: SourceUnit | undefined
  /** The segments of the unit, in order. */
  readonly row: readonly RecordSegment[]
  readonly segment: RecordSegment
  /** In the plain text of the segment's source, in UTF-16 units. */
  readonly offset: number
}

/** 1-based, the column in UTF-16 units. */
interface SourcePlace {
  readonly line?: number
  readonly column?: number
}

/** Most characters of markup between two of the text: a long address of a link. */
const LONGEST_MARKUP = 2000
const SPACE = /\s/

/**
 * Follows the text of the unit through the file, from where the unit begins: what stands between two letters is
 * markup. Where the two cannot be brought together the place is that of the unit. Linear in the unit's length.
 */
export function placeInSource({ lines, unit, row, segment, offset }: PlaceInput): SourcePlace {
  if (unit?.line === undefined) return {}
  const begin = { line: unit.line, column: unit.column ?? 1 }
  const before = row.slice(0, row.indexOf(segment)).map(({ source, after = '' }) => plainText(source) + after)
  const wanted = before.join('') + plainText(segment.source).slice(0, offset + 1)
  const letters = [...wanted].filter((letter) => !SPACE.test(letter))
  if (lines === undefined) return begin
  const { text, starts } = lines
  const from = (starts[begin.line - 1] ?? text.length) + begin.column - 1
  let at = from - 1
  for (const letter of letters) {
    const reach = text.slice(at + 1, at + 1 + LONGEST_MARKUP).indexOf(letter)
    if (reach === -1) return begin
    const next = at + 1 + reach
    at = next
  }
  return at < from ? begin : placeOf(text, from, at, begin)
}

/** A file's text, and where each of its lines begins. */
export interface SourceLines {
  readonly text: string
  readonly starts: readonly number[]
}

export function linesOf(text: string): SourceLines {
  return { text, starts: [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)] }
}

function placeOf(text: string, from: number, to: number, begin: Required<SourcePlace>): SourcePlace {
  const lines = text.slice(from, to).split('\n')
  const last = lines.at(-1) ?? ''
  return {
    line: begin.line + lines.length - 1,
    column: lines.length === 1 ? begin.column + last.length : last.length + 1,
  }
}
