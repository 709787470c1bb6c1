/** Cuts the rows of a record anew by today's rules, and carries over what is known of them. */
import { alignSegments } from './align-segments.ts'
import type { Row } from './row-segments.ts'
import { encodeContent, type Content } from './content.ts'
import { piecesOf, type Piece } from './cut-rows.ts'
import { leftRows, worthKeeping } from './left-rows.ts'
import type { DocumentRecord, RecordSegment, RecordUnit, UnitId } from './record.ts'
import type { SourceDocument, SourceUnit } from './source.ts'
import { newIds } from './unit-key.ts'

export interface RecutInput {
  /** Reconciled with `source`: its units are the source's, one to one. */
  readonly record: DocumentRecord
  readonly source: SourceDocument
  /** Version of today's segmentation rules. */
  readonly rules: string
  /** Cuts a unit into sentences that, joined, are its content. */
  readonly cut: (unit: SourceUnit) => readonly Content[]
}

/** A row that today's rules cut otherwise. */
export interface RecutRow {
  readonly id: UnitId
  readonly before: readonly RecordSegment[]
  readonly after: readonly RecordSegment[]
}

export interface Recut {
  readonly record: DocumentRecord
  readonly rows: readonly RecutRow[]
}

/** A part of a sentence may be a small part: whatever words it shares with the old one tell that it is of it. */
const LEAST_ALIKE = Number.MIN_VALUE

/**
 * A segment that is cut as before keeps all it has. Of one that is split, the most alike part has the old translation,
 * stale, with the old source beside it; of several that are joined, the most alike one's. What finds no place waits in
 * `gone`: nothing that a person or a service wrote is dropped. What was joined on purpose is cut too.
 */
export function recut({ record, source, rules, cut }: RecutInput): Recut {
  const changed = new Set<number>()
  const rows = record.units.map((before, index): Row => {
    const old = before.segments.map(pieceOf)
    const unit = source.units[index]
    const pieces = unit ? piecesOf(cut(unit)) : old
    const isSame = keyOf(pieces) === keyOf(old)
    if (!isSame) changed.add(index)
    return { before: [before], codes: before.codes, pieces: isSame ? old : pieces }
  })
  const aligned = alignSegments({ rows, units: record.units, gone: record.gone, leastAlike: LEAST_ALIKE })
  const units = record.units.map((before, index): RecordUnit => {
    const { rules: _rules, ...unit } = before
    return changed.has(index) ? { ...unit, segments: aligned.segments[index] ?? [] } : unit
  })
  const olds = record.units.filter((_, index) => changed.has(index))
  const newId = newIds([...record.units, ...record.gone].flatMap(({ id, aliases }) => [id, ...aliases]))
  const gone = [...record.gone, ...leftRows(olds, aligned.left, units, newId)].filter(worthKeeping)
  return {
    record: { ...record, rules, units, gone: gone.map((unit) => withRules(unit, record.rules, rules)) },
    rows: record.units.flatMap((before, index): readonly RecutRow[] => {
      const after = units[index]
      return after && changed.has(index) ? [{ id: before.id, before: before.segments, after: after.segments }] : []
    }),
  }
}

/** Rows that wait keep the cuts they had, and so the version that cut them. */
function withRules(unit: RecordUnit, before: string, now: string): RecordUnit {
  const { rules = before, ...rest } = unit
  return rules === now ? rest : { ...rest, rules }
}

function pieceOf({ source, after }: RecordSegment): Piece {
  return { source, ...(after === undefined ? {} : { after }) }
}

function keyOf(pieces: readonly Piece[]): string {
  return JSON.stringify(pieces.map(({ source, after = '' }) => [encodeContent(source), after]))
}
