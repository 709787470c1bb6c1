/** Sentences that one side has taken into another row, as rows are split and joined, and the other side has worked on. */
import { factsOf } from '../code-data.ts'
import { encodeContent } from '../content.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from '../record.ts'
import { segmentKey } from '../segment-key.ts'
import { mergeSegments } from './merge-segments.ts'
import { isSame, type Three } from './three.ts'

type Sides = Omit<Three<DocumentRecord>, 'base'>

interface Spot {
  readonly unit: RecordUnit
  readonly segment: RecordSegment
}

/**
 * The work is laid where the sentence is now, and is none any more where it was: else it would wait in a row that is
 * gone, and a machine's words would stand in the edition. What two people have made of it stays as it is.
 */
export function followMoves(base: DocumentRecord | undefined, { ours, theirs }: Sides): Sides {
  if (base === undefined) return { ours, theirs }
  const first = follow(base, { worker: ours, mover: theirs })
  const second = follow(base, { worker: first.mover, mover: first.worker })
  return { ours: second.mover, theirs: second.worker }
}

interface Roles {
  readonly worker: DocumentRecord
  readonly mover: DocumentRecord
}

function follow(base: DocumentRecord, { worker, mover }: Roles): Roles {
  const [olds, worked, moved] = [base, worker, mover].map(spotsOf)
  const changes = new Map<RecordSegment, RecordSegment>()
  const isAt = (spots: ReadonlyMap<string, Spot> | undefined, place: string, { segment }: Spot): boolean =>
    keyAt(spots, place) === segmentKey(segment.source)
  const arrived = Map.groupBy(
    [...(moved ?? [])].filter(([place, spot]) => !isAt(olds, place, spot)).map(([, spot]) => spot),
    ({ segment }) => segmentKey(segment.source),
  )
  for (const [place, was] of olds ?? []) {
    const now = worked?.get(place)
    if (now === undefined || isSame(now.segment, was.segment)) continue
    if (!isAt(worked, place, was) || isAt(moved, place, was)) continue
    const [to, another] = arrived.get(segmentKey(was.segment.source)) ?? []
    if (to === undefined || another !== undefined || !haveSameCodes(now, to)) continue
    const here = ({ segment }: Spot): RecordSegment => placedAs(segment, to.segment)
    const merged = mergeSegments({ base: here(was), ours: here(now), theirs: to.segment })
    if (merged.kind === 'conflict') continue
    changes.set(to.segment, merged.segment)
    changes.set(now.segment, was.segment)
  }
  return { worker: changed(worker, changes), mover: changed(mover, changes) }
}

/** By 'unit/segment', of the rows that are there. */
function spotsOf({ units }: DocumentRecord): ReadonlyMap<string, Spot> {
  return new Map(
    units.flatMap((unit) => unit.segments.map((segment) => [`${unit.id}/${segment.id}`, { unit, segment }] as const)),
  )
}

function keyAt(spots: ReadonlyMap<string, Spot> | undefined, place: string): string | undefined {
  const spot = spots?.get(place)
  return spot && segmentKey(spot.segment.source)
}

function haveSameCodes(one: Spot, other: Spot): boolean {
  if (encodeContent(one.segment.source) !== encodeContent(other.segment.source)) return false
  return [...one.segment.source, ...(one.segment.target ?? [])].every(
    (part) => typeof part === 'string' || isSame(factsOf(one.unit.codes, part.id), factsOf(other.unit.codes, part.id)),
  )
}

function placedAs({ after: _, ...segment }: RecordSegment, { id, source, after }: RecordSegment): RecordSegment {
  return { ...segment, id, source, ...(after === undefined ? {} : { after }) }
}

function changed(record: DocumentRecord, changes: ReadonlyMap<RecordSegment, RecordSegment>): DocumentRecord {
  if (changes.size === 0) return record
  const units = record.units.map((unit) => ({
    ...unit,
    segments: unit.segments.map((segment) => changes.get(segment) ?? segment),
  }))
  return { ...record, units }
}
