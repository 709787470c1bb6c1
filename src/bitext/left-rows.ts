/** Sentences that were cut out of rows: they wait as rows of their own until their text returns. */
import { encodeContent } from './content.ts'
import { isPersons } from './is-persons.ts'
import type { RecordSegment, RecordUnit } from './record.ts'
import { segmentKey } from './segment-key.ts'
import { isOfSource } from './source-notes.ts'
import { unitKey, type NewId } from './unit-key.ts'

/**
 * One row for each row of before that has segments left, without those that stand elsewhere now: a
 * machine's when its sentence does, a person's when the pair does.
 *
 * @param left Segments that no sentence took.
 * @param units The rows of the source as they are now.
 */
export function leftRows(
  before: readonly RecordUnit[],
  left: ReadonlySet<RecordSegment>,
  units: readonly RecordUnit[],
  newId: NewId,
): readonly RecordUnit[] {
  const rows = before.map((unit) => ({
    unit,
    segments: unit.segments.filter((segment) => left.has(segment) && hasWork(segment)),
  }))
  if (rows.every(({ segments }) => segments.length === 0)) return []
  const here = new Set(
    units.flatMap(({ segments }) => segments.flatMap((segment) => [segmentKey(segment.source), pairOf(segment)])),
  )
  return rows.flatMap(({ unit, segments }): readonly RecordUnit[] => {
    const homeless = segments.filter(
      (segment) => !here.has(isPersons(segment) ? pairOf(segment) : segmentKey(segment.source)),
    )
    if (homeless.length === 0) return []
    const { foreign: _foreign, ...rest } = unit
    const content = homeless.flatMap(({ source }) => source)
    const ids = new Set(content.flatMap((part) => (typeof part === 'object' ? [part.id] : [])))
    const codes = Object.fromEntries(Object.entries(unit.codes).filter(([id]) => ids.has(id)))
    return [{ ...rest, id: newId(unitKey(content, codes)), segments: homeless, codes, aliases: [], notes: [] }]
  })
}

/** A row that nobody ever translated need not wait for its text to come back, unless its number is given away. */
export function worthKeeping({ notes, number, segments }: RecordUnit): boolean {
  return notes.some((note) => !isOfSource(note)) || number !== undefined || segments.some(hasWork)
}

function hasWork({ target, origin }: RecordSegment): boolean {
  return target !== undefined && origin?.kind !== 'pseudo'
}

/** A source with its target and their standing: what a person made is only kept once of these. */
function pairOf({ source, target = [], state, oldSource }: RecordSegment): string {
  return [oldSource ?? source, target].map(encodeContent).join('\u0000') + state
}
