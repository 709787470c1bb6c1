/** Line and column, in its source file, of a place in a segment. */
import { plainText } from '../bitext/content.ts'
import type { RecordSegment } from '../bitext/record.ts'
import type { SourceUnit } from '../bitext/source.ts'

export interface PlaceInput {
  /** Of the file; undefined when it is no text. */
  readonly text: string | undefined
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
export function placeInSource({ text, unit, row, segment, offset }: PlaceInput): SourcePlace {
  if (unit?.line === undefined) return {}
  const begin = { line: unit.line, column: unit.column ?? 1 }
  const before = row.slice(0, row.indexOf(segment)).map(({ source, after = '' }) => plainText(source) + after)
  const wanted = before.join('') + plainText(segment.source).slice(0, offset + 1)
  const letters = [...wanted].filter((letter) => !SPACE.test(letter))
  if (text === undefined) return begin
  const from = offsetOf(text, begin)
  let at = from - 1
  for (const letter of letters) {
    const next = text.indexOf(letter, at + 1)
    if (next === -1 || next - at > LONGEST_MARKUP) return begin
    at = next
  }
  return at < from ? begin : placeOf(text, from, at, begin)
}

function offsetOf(text: string, { line, column }: Required<SourcePlace>): number {
  let at = 0
  for (let number = 1; number < line; number++) {
    const end = text.indexOf('\n', at)
    if (end === -1) return text.length
    at = end + 1
  }
  return at + column - 1
}

function placeOf(text: string, from: number, to: number, begin: Required<SourcePlace>): SourcePlace {
  const lines = text.slice(from, to).split('\n')
  const last = lines.at(-1) ?? ''
  return {
    line: begin.line + lines.length - 1,
    column: lines.length === 1 ? begin.column + last.length : last.length + 1,
  }
}
