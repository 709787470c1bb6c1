/** Two changes of one record made at the same time: nobody's work is lost. */
import { isPersons } from './is-persons.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from './record.ts'
import { segmentKey } from './segment-key.ts'

export interface MergeInput {
  /** As both found it, reconciled with the source. */
  readonly base: DocumentRecord
  /** What one made of it. */
  readonly ours: DocumentRecord
  /** What stands on the disk now, reconciled with the same source: its units are the same, one to one. */
  readonly theirs: DocumentRecord
}

/**
 * By segment: who changed it has it. Where both did, what a person wrote goes before a machine's words, and what
 * stands on the disk before what does not yet. Where the cuts of a row were changed there, answers of ours are laid
 * into those of its sentences that have none.
 */
export function mergeChanges({ base, ours, theirs }: MergeInput): DocumentRecord {
  const units = theirs.units.map((unit, index): RecordUnit => {
    const [before, own] = [base.units[index], ours.units[index]]
    if (before === undefined || own === undefined || isSame(before, own)) return unit
    return isSame(before, unit) ? own : mergeUnits(before, own, unit)
  })
  return { ...theirs, units, gone: isSame(base.gone, theirs.gone) ? ours.gone : theirs.gone }
}

function mergeUnits(base: RecordUnit, ours: RecordUnit, theirs: RecordUnit): RecordUnit {
  const cuts = [base, ours, theirs].map(cutsOf)
  const frame = (unit: RecordUnit): unknown => ({ ...unit, segments: [] })
  const merged = isSame(frame(base), frame(theirs)) ? ours : theirs
  if (cuts[0] === cuts[1] && cuts[0] === cuts[2]) {
    const segments = theirs.segments.map((segment, index) =>
      mergeSegments(base.segments[index], ours.segments[index], segment),
    )
    return { ...merged, segments }
  }
  if (cuts[0] === cuts[2]) return { ...merged, segments: ours.segments }
  const answers = new Map(
    ours.segments.flatMap((segment) => (segment.target === undefined ? [] : [[segmentKey(segment.source), segment]])),
  )
  const segments = theirs.segments.map((segment): RecordSegment => {
    const answer = segment.target === undefined ? answers.get(segmentKey(segment.source)) : undefined
    return answer ? { ...answer, ...placeOf(segment) } : segment
  })
  return { ...merged, segments }
}

function mergeSegments(
  base: RecordSegment | undefined,
  ours: RecordSegment | undefined,
  theirs: RecordSegment,
): RecordSegment {
  if (ours === undefined || isSame(base, ours)) return theirs
  if (isSame(base, theirs)) return ours
  return isPersons(ours) && !isPersons(theirs) ? ours : theirs
}

function placeOf({ id, source, after }: RecordSegment): Pick<RecordSegment, 'id' | 'source' | 'after'> {
  return { id, source, ...(after === undefined ? {} : { after }) }
}

function cutsOf({ segments }: RecordUnit): string {
  return JSON.stringify(segments.map(placeOf))
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
