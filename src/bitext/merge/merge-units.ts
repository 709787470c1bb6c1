/** One row that two sides changed, segment by segment. */
import { isPersons } from '../is-persons.ts'
import type { RecordSegment, RecordUnit } from '../record.ts'
import { segmentKey } from '../segment-key.ts'
import { codesApart, settleCodes } from './merge-codes.ts'
import { mergeSegments } from './merge-segments.ts'
import { isSame, mergeOrder, settle, settleItems, settleNames, smaller, type Three } from './three.ts'

/** Which words stand where two people's differ. */
export type Side = 'ours' | 'theirs'

export interface MergedUnit {
  readonly unit: RecordUnit
  /** Segments in which two people's words differ. */
  readonly conflicts: readonly string[]
}

export function mergeUnits(three: Three<RecordUnit | undefined>, side: Side): MergedUnit {
  const { base } = three
  const only =
    three.ours === undefined || isSame(base, three.ours)
      ? three.theirs
      : isSame(base, three.theirs)
        ? three.ours
        : undefined
  if (
    three.ours === undefined ||
    three.theirs === undefined ||
    only !== undefined ||
    isSame(three.ours, three.theirs)
  ) {
    const unit = only ?? three.ours ?? three.theirs
    if (unit === undefined) throw new Error('a row that neither side has')
    return { unit, conflicts: [] }
  }
  const { ours, theirs } = codesApart({ base, ours: three.ours, theirs: three.theirs })
  const of = <Value>(value: (unit: RecordUnit) => Value): Three<Value | undefined> => ({
    base: base && value(base),
    ours: value(ours),
    theirs: value(theirs),
  })
  const listed = <Value>(value: (unit: RecordUnit) => readonly Value[]): Three<readonly Value[]> => ({
    base: base ? value(base) : [],
    ours: value(ours),
    theirs: value(theirs),
  })
  const kind = settle(of((unit) => ({ kind: unit.kind, ...(unit.depth === undefined ? {} : { depth: unit.depth }) })))
  const rules = settle(of((unit) => unit.rules))
  const number = settle(of((unit) => unit.number))
  const foreign = settleNames(of((unit) => unit.foreign as Readonly<Record<string, unknown>> | undefined)) // by its parts
  const { segments, conflicts } = mergeRow(
    listed((unit) => unit.segments),
    side,
  )
  return {
    unit: {
      id: ours.id,
      ...(kind ?? { kind: ours.kind }),
      ...settleCodes(segments, { ours, theirs }),
      aliases: settleItems(listed((unit) => unit.aliases)),
      ...(rules === undefined ? {} : { rules }),
      ...(number === undefined ? {} : { number }),
      notes: settleItems(listed((unit) => unit.notes)),
      ...(foreign === undefined ? {} : { foreign }),
    },
    conflicts,
  }
}

function mergeRow(
  three: Three<readonly RecordSegment[]>,
  side: Side,
): { readonly segments: readonly RecordSegment[]; readonly conflicts: readonly string[] } {
  const { base, ours, theirs } = apart(three)
  const [olds, a, b] = [base, ours, theirs].map(byId)
  const ids = [...new Set([...ours, ...theirs].map(({ id }) => id))]
  const conflicts: string[] = []
  const merged = new Map<string, RecordSegment>()
  for (const id of ids) {
    const [was, mine, other] = [olds?.get(id), a?.get(id), b?.get(id)]
    const one = mine ?? other
    if (mine === undefined || other === undefined) {
      // What the other side took out stays where a person has worked on it since.
      if (one !== undefined && (was === undefined || (isPersons(one) && !isSame(was, one)))) merged.set(id, one)
      continue
    }
    const result = mergeSegments({ base: was, ours: mine, theirs: other })
    if (result.kind === 'conflict') conflicts.push(id)
    merged.set(id, result.kind === 'merged' ? result.segment : result[side])
  }
  const names = (segments: readonly RecordSegment[]): readonly string[] => segments.map(({ id }) => id)
  const order = mergeOrder({ base: names(base), ours: names(ours), theirs: names(theirs) }, new Set(merged.keys()))
  return { segments: order.flatMap((id) => merged.get(id) ?? []), conflicts }
}

/** Sentences that both sides put in under one id are two sentences: one of them has another id. */
function apart(three: Three<readonly RecordSegment[]>): Three<readonly RecordSegment[]> {
  const [olds, theirs] = [byId(three.base), byId(three.theirs)]
  const taken = new Set([...three.base, ...three.ours, ...three.theirs].map(({ id }) => id))
  const renamed = new Map<RecordSegment, RecordSegment>()
  for (const segment of three.ours) {
    const other = theirs.get(segment.id)
    if (olds.has(segment.id) || other === undefined) continue
    if (segmentKey(segment.source) === segmentKey(other.source)) continue
    const first = smaller(segment, other)
    let number = 1
    while (taken.has(`s${number}`)) number++
    taken.add(`s${number}`)
    const moved = first === segment ? other : segment
    renamed.set(moved, { ...moved, id: `s${number}` })
  }
  const settled = (segments: readonly RecordSegment[]): readonly RecordSegment[] =>
    segments.map((segment) => renamed.get(segment) ?? segment)
  return { base: three.base, ours: settled(three.ours), theirs: settled(three.theirs) }
}

function byId(segments: readonly RecordSegment[]): ReadonlyMap<string, RecordSegment> {
  return new Map(segments.map((segment) => [segment.id, segment]))
}
