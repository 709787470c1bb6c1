/** The record of earlier work meets the source as it is now. */
import { alignSegments } from './align-segments.ts'
import type { Row } from './row-segments.ts'
import type { Content } from './content.ts'
import { cutAsBefore, piecesOf, type Piece } from './cut-rows.ts'
import { joinBeads, joinEditedBeads } from './join-beads.ts'
import { joinForeign } from './join-foreign.ts'
import { leftRows, worthKeeping } from './left-rows.ts'
import { matchUnits, type UnitMatch } from './match-units.ts'
import type { DocumentRecord, RecordSegment, RecordUnit, UnitId } from './record.ts'
import type { SourceDocument, SourceUnit } from './source.ts'
import { notesWith } from './source-notes.ts'
import { newIds, recordKey, unitKey, type NewId } from './unit-key.ts'

export interface ReconcileInput {
  /** Absent: nothing is known yet. */
  readonly record: DocumentRecord | undefined
  readonly source: SourceDocument
  readonly targetLanguage: string
  /** Version of today's segmentation rules. */
  readonly rules: string
  /** Cuts a unit into sentences that, joined, are its content; white space at the end of the sentence before it. */
  readonly cut: (unit: SourceUnit) => readonly Content[]
}

export interface Change {
  readonly kind: 'kept' | 'moved' | 'split' | 'joined' | 'edited' | 'new' | 'gone' | 'returned'
  readonly id: UnitId
}

export interface Reconciled {
  /** Its units are the source's, one to one, in order. */
  readonly record: DocumentRecord
  readonly changes: readonly Change[]
}

/**
 * Nothing is lost: what is known of a sentence goes where the sentence goes; what has no place any
 * more waits in `gone`. An unchanged unit keeps its cuts, whatever today's rules would do.
 */
export function reconcile({ record, source, targetLanguage, rules, cut }: ReconcileInput): Reconciled {
  const olds = record?.units ?? []
  const gone = record?.gone ?? []
  const recordRules = record?.rules ?? rules
  const keys = source.units.map(({ content, codes }) => unitKey(content, codes))
  const matches = matchUnits(olds.map(recordKey), keys, gone.map(recordKey))
  const rows = source.units.map((unit, index): Row => {
    const before = beforeOf(matches[index], olds, gone)
    return {
      before,
      codes: unit.codes,
      pieces: isSame(matches[index]) ? sameCuts(unit, before) : newCuts(unit, before, cut),
    }
  })
  const aligned = alignSegments({ rows, units: olds, gone })
  const newId = newIds([...olds, ...gone].flatMap(({ id, aliases }) => [id, ...aliases]))
  const returning = returningIds(matches, olds, keys, newId)
  const steady = inOrder(matches)
  const changes: Change[] = []
  const units = source.units.map((unit, index): RecordUnit => {
    const match = matches[index]
    const before = rows[index]?.before ?? []
    const [first] = before
    const keepsId = first !== undefined && !(match?.kind === 'split' && !match.first)
    const id = keepsId ? first.id : (returning.ids.get(index) ?? newId(keys[index] ?? ''))
    const ownRules = isSame(match) ? first?.rules : rules === recordRules ? undefined : rules
    const foreign = keepsId ? joinForeign(before) : undefined
    changes.push({ kind: kindOf(match, steady.has(index)), id })
    return {
      id,
      kind: unit.kind,
      ...(unit.depth === undefined ? {} : { depth: unit.depth }),
      segments: aligned.segments[index] ?? [],
      codes: unit.codes,
      aliases: keepsId ? aliasesOf(before, id, returning.given) : [],
      ...(ownRules === undefined ? {} : { rules: ownRules }),
      ...(keepsId && first.number !== undefined ? { number: first.number } : {}),
      notes: notesWith(unit.notes, keepsId ? before.flatMap(({ notes }) => notes) : []),
      ...(foreign ? { foreign } : {}),
    }
  })

  const used = new Set(rows.flatMap(({ before }) => before))
  const newlyGone = olds.filter((unit) => !used.has(unit))
  const leftOver = leftRows(
    [...olds, ...gone].filter((unit) => used.has(unit)),
    aligned.left,
    units,
    newId,
  )
  changes.push(...newlyGone.map(({ id }): Change => ({ kind: 'gone', id })))
  return {
    record: {
      source: source.path,
      sourceLanguage: source.language,
      targetLanguage,
      rules: recordRules,
      units: withSubFlows(units, source.units),
      gone: [...gone.filter((unit) => !used.has(unit)), ...newlyGone, ...leftOver].filter(worthKeeping),
      ...(record?.foreign ? { foreign: record.foreign } : {}),
    },
    changes,
  }
}

/** Codes that hold texts of attributes refer to the units that these are. */
function withSubFlows(units: readonly RecordUnit[], sources: readonly SourceUnit[]): readonly RecordUnit[] {
  return units.map((unit, index) => {
    const { attributes } = sources[index] ?? {}
    if (attributes === undefined) return unit
    const codes = Object.entries(unit.codes).map(([id, facts]) => {
      const subFlows = Object.values(attributes[id] ?? {}).flatMap((each) => units[each]?.id ?? [])
      return [id, subFlows.length === 0 ? facts : { ...facts, subFlows }] as const
    })
    return { ...unit, codes: Object.fromEntries(codes) }
  })
}

/** The record without the rows that are no longer in its source. */
export function prune(record: DocumentRecord): DocumentRecord {
  return { ...record, gone: [] }
}

function beforeOf(
  match: UnitMatch | undefined,
  olds: readonly RecordUnit[],
  gone: readonly RecordUnit[],
): readonly RecordUnit[] {
  if (match === undefined) return []
  if (match.kind === 'returned') return gone.slice(match.gone, match.gone + 1)
  return (match.kind === 'joined' ? match.olds : [match.old]).flatMap((index) => olds[index] ?? [])
}

function isSame(match: UnitMatch | undefined): boolean {
  return match?.kind === 'same' || match?.kind === 'returned'
}

function kindOf(match: UnitMatch | undefined, steady: boolean): Change['kind'] {
  if (match === undefined) return 'new'
  return match.kind === 'same' ? (steady ? 'kept' : 'moved') : match.kind
}

function sameCuts({ content }: SourceUnit, [first]: readonly RecordUnit[]): readonly Piece[] {
  return first ? cutAsBefore(content, first) : [{ source: content }]
}

function newCuts(unit: SourceUnit, before: readonly RecordUnit[], cut: ReconcileInput['cut']): readonly Piece[] {
  const pieces = piecesOf(cut(unit))
  const old: readonly RecordSegment[] = before.flatMap(({ segments }) => segments)
  if (old.length === 0) return pieces
  const sentencesIn = (content: Content): number => cut({ ...unit, content }).length
  return joinEditedBeads(joinBeads(pieces, old), old, sentencesIn)
}

/** A row that was joined to another and is parted from it again has its id back. */
function returningIds(
  matches: readonly (UnitMatch | undefined)[],
  olds: readonly RecordUnit[],
  keys: readonly string[],
  newId: NewId,
): { readonly ids: ReadonlyMap<number, UnitId>; readonly given: ReadonlySet<UnitId> } {
  const ids = new Map<number, UnitId>()
  const given = new Set<UnitId>()
  for (const [index, match] of matches.entries()) {
    if (match?.kind !== 'split' || match.first) continue
    const aliases = olds[match.old]?.aliases ?? []
    const id = newId(keys[index] ?? '', (each) => aliases.includes(each) && !given.has(each))
    ids.set(index, id)
    if (aliases.includes(id)) given.add(id)
  }
  return { ids, given }
}

function aliasesOf(before: readonly RecordUnit[], id: UnitId, given: ReadonlySet<UnitId>): readonly string[] {
  const all = new Set(before.flatMap((old) => [old.id, ...old.aliases]))
  return [...all].filter((each) => each !== id && !given.has(each))
}

/** Rows that stand in the same order as before: a longest increasing run of the equal ones; the others have moved. */
function inOrder(matches: readonly (UnitMatch | undefined)[]): ReadonlySet<number> {
  const rows = matches.flatMap((match, index) => (match?.kind === 'same' ? [{ index, old: match.old }] : []))
  const tails: number[] = []
  const previous: number[] = []
  for (const [place, { old }] of rows.entries()) {
    let [low, high] = [0, tails.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((rows[tails[middle] ?? 0]?.old ?? 0) < old) low = middle + 1
      else high = middle
    }
    previous[place] = low > 0 ? (tails[low - 1] ?? -1) : -1
    tails[low] = place
  }
  const steady = new Set<number>()
  for (let place = tails.at(-1) ?? -1; place !== -1; place = previous[place] ?? -1) steady.add(rows[place]?.index ?? -1)
  return steady
}
