/** Two records with a common past as one: three-way, by row and segment. */
import type { DocumentRecord, RecordUnit } from '../record.ts'
import { newIds, recordKey } from '../unit-key.ts'
import { followMoves } from './follow-moves.ts'
import { mergeUnits, type Side } from './merge-units.ts'
import { isSame, mergeOrder, settle, settleNames, smaller, type Three } from './three.ts'

export interface MergedRecord {
  readonly record: DocumentRecord
  /** 'unit/segment' in which two people's words differ. */
  readonly conflicts: readonly string[]
}

/** Where a row is. The stronger place counts where both sides moved it. */
const PLACES = ['absent', 'gone', 'units'] as const
type Spot = { readonly place: (typeof PLACES)[number]; readonly unit?: RecordUnit }

const ABSENT: Spot = { place: 'absent' }

/**
 * What two people changed alike or apart is in the result, the same whichever side is ours. Rows stand in an order
 * that makes sense; the next build puts them into that of the source.
 *
 * @param three `base` is absent where both sides made the record.
 * @param side Whose words stand in the conflicts.
 */
export function mergeRecords(
  three: Three<DocumentRecord> | (Omit<Three<DocumentRecord>, 'base'> & { readonly base: undefined }),
  side: Side,
): MergedRecord {
  const { base, ...sides } = three
  const { ours, theirs } = apart(base, followMoves(base, sides))
  const [olds, a, b] = [spotsOf(base), spotsOf(ours), spotsOf(theirs)]
  const conflicts: string[] = []
  const units = new Map<string, RecordUnit>()
  const places = new Map<string, Spot['place']>()
  for (const id of new Set([...a.keys(), ...b.keys()])) {
    const spots = { base: olds.get(id) ?? ABSENT, ours: a.get(id) ?? ABSENT, theirs: b.get(id) ?? ABSENT }
    const place = placeOf(spots)
    if (place === 'absent') continue
    const merged = mergeUnits({ base: spots.base.unit, ours: spots.ours.unit, theirs: spots.theirs.unit }, side)
    // Each side took out the sentences that the other one left.
    if (merged.unit.segments.length === 0) continue
    conflicts.push(...merged.conflicts.map((segment) => `${id}/${segment}`))
    places.set(id, place)
    units.set(id, merged.unit)
  }
  const listed = (place: 'units' | 'gone'): readonly RecordUnit[] => {
    const all = (record: DocumentRecord | undefined): readonly string[] =>
      record === undefined
        ? []
        : [...record[place], ...record[place === 'units' ? 'gone' : 'units']].map(({ id }) => id)
    const wanted = new Set([...places].flatMap(([id, each]) => (each === place ? [id] : [])))
    const order = mergeOrder({ base: all(base), ours: all(ours), theirs: all(theirs) }, wanted)
    return order.flatMap((id) => units.get(id) ?? [])
  }
  const of = <Key extends keyof DocumentRecord>(key: Key): DocumentRecord[Key] =>
    settle<DocumentRecord[Key]>({ base: base?.[key] ?? ours[key], ours: ours[key], theirs: theirs[key] })
  const foreign = settleNames({
    base: base?.foreign as Readonly<Record<string, unknown>> | undefined, // by its parts
    ours: ours.foreign as Readonly<Record<string, unknown>> | undefined,
    theirs: theirs.foreign as Readonly<Record<string, unknown>> | undefined,
  })
  return {
    record: {
      source: of('source'),
      sourceLanguage: of('sourceLanguage'),
      targetLanguage: of('targetLanguage'),
      rules: of('rules'),
      units: listed('units'),
      gone: listed('gone'),
      ...(foreign === undefined ? {} : { foreign }),
    },
    conflicts,
  }
}

/** A row that one side let go of stays where the other has changed it. */
function placeOf({ base, ours, theirs }: Three<Spot>): Spot['place'] {
  const place = settle({ base: base.place, ours: ours.place, theirs: theirs.place }, (a, b) =>
    PLACES.indexOf(a) > PLACES.indexOf(b) ? a : b,
  )
  if (place !== 'absent') return place
  const left = ours.unit === undefined ? theirs : ours
  return isSame(left.unit, base.unit) ? 'absent' : left.place
}

function spotsOf(record: DocumentRecord | undefined): ReadonlyMap<string, Spot> {
  const spots = (place: 'units' | 'gone'): readonly (readonly [string, Spot])[] =>
    (record?.[place] ?? []).map((unit) => [unit.id, { place, unit }])
  return new Map([...spots('units'), ...spots('gone')])
}

/** Rows that both sides made under one id and of different words are two rows: one of them has another id. */
function apart(
  base: DocumentRecord | undefined,
  { ours, theirs }: Omit<Three<DocumentRecord>, 'base'>,
): Omit<Three<DocumentRecord>, 'base'> {
  const [olds, b] = [spotsOf(base), spotsOf(theirs)]
  const newId = newIds(
    [base, ours, theirs].flatMap((record) =>
      [...(record?.units ?? []), ...(record?.gone ?? [])].flatMap(({ id, aliases }) => [id, ...aliases]),
    ),
  )
  const renamed = new Map<RecordUnit, RecordUnit>()
  for (const { unit } of spotsOf(ours).values()) {
    const other = b.get(unit?.id ?? '')?.unit
    if (unit === undefined || other === undefined || olds.has(unit.id) || recordKey(unit) === recordKey(other)) continue
    const moved = smaller(unit, other) === unit ? other : unit
    renamed.set(moved, { ...moved, id: newId(recordKey(moved)) })
  }
  const settled = (record: DocumentRecord): DocumentRecord => ({
    ...record,
    units: record.units.map((unit) => renamed.get(unit) ?? unit),
    gone: record.gone.map((unit) => renamed.get(unit) ?? unit),
  })
  return renamed.size === 0 ? { ours, theirs } : { ours: settled(ours), theirs: settled(theirs) }
}
