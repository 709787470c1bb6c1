/** The sentences of the source as they are now, with what is known of them from before. */
import { alikePairs } from './alike-pairs.ts'
import { plainText } from './content.ts'
import type { Piece } from './cut-rows.ts'
import { lessMarked, segmentsOf, type Known, type Row, type Taken } from './row-segments.ts'
import { isPersons } from './is-persons.ts'
import type { RecordSegment, RecordUnit } from './record.ts'
import { segmentKey } from './segment-key.ts'

export interface AlignInput {
  readonly rows: readonly Row[]
  /** Of the record: rows in the source before, and rows that were gone. */
  readonly units: readonly RecordUnit[]
  readonly gone: readonly RecordUnit[]
  /** How alike, 0 to 1, a sentence must be to what is left of its row to be an edit of it; 0.4 unless told. */
  readonly leastAlike?: number
}

export interface Aligned {
  /** For each row its segments. */
  readonly segments: readonly (readonly RecordSegment[])[]
  /** Segments of rows that are or were in the source that no sentence took. */
  readonly left: ReadonlySet<RecordSegment>
}

const ALIKE = 0.4

/**
 * Each segment of before goes to one sentence: first to an equal one in its own row, then to one
 * that is again what it was before an edit, then to an equal one anywhere. A sentence that stands in
 * the record elsewhere too gets a copy of its translation. What is left is given to the most alike
 * in its own row, as stale.
 */
export function alignSegments({ rows, units, gone, leastAlike = ALIKE }: AlignInput): Aligned {
  const returned = rows.flatMap(({ before }) => before)
  const free = new Set([...units, ...returned].flatMap(({ segments }) => segments))
  const slots = rows.map((row) => takeUnchanged(row, free) ?? row.pieces.map((): Taken | undefined => undefined))
  takeOwn(rows, slots, free)
  takeMoved(rows, slots, free, units)
  takeNewer(rows, slots, free, { units, gone })
  takeCopies(rows, slots, units, gone)
  takeAlike(rows, slots, free, leastAlike)
  return { segments: rows.map((row, index) => segmentsOf(row, slots[index] ?? [])), left: free }
}

/** Of a row that is cut as it was, to the letter, each sentence is the one of before at its place. */
function takeUnchanged({ before, pieces }: Row, free: Set<RecordSegment>): Taken[] | undefined {
  const [from, second] = before
  if (from === undefined || second !== undefined || from.segments.length !== pieces.length) return undefined
  const isAsBefore = from.segments.every(
    (segment, place) => segment.source === pieces[place]?.source && free.has(segment),
  )
  if (!isAsBefore) return undefined
  return from.segments.map((segment): Taken => {
    free.delete(segment)
    return { kind: 'same', from, segment }
  })
}

function isFull(slot: readonly (Taken | undefined)[] | undefined): boolean {
  return slot?.every((taken) => taken !== undefined) === true
}

type Slots = readonly (Taken | undefined)[][]

/** Calls back for every sentence that has nothing yet. */
function forOpen(rows: readonly Row[], slots: Slots, visit: (piece: Piece, row: Row) => Taken | undefined): void {
  for (const [index, row] of rows.entries())
    for (const [place, piece] of row.pieces.entries()) {
      const slot = slots[index]
      if (slot && slot[place] === undefined) slot[place] = visit(piece, row)
    }
}

/** Equal ones; then those whose source is again what it was before an edit; then those that only lost markup. */
function takeOwn(rows: readonly Row[], slots: Slots, free: Set<RecordSegment>): void {
  const take = (
    kind: Taken['kind'],
    keyOf: (segment: RecordSegment) => string | undefined,
    now: (piece: Piece) => string,
  ): void => {
    for (const [index, row] of rows.entries()) {
      if (isFull(slots[index])) continue
      const own = byKey(row.before, (segment) => (free.has(segment) ? keyOf(segment) : undefined))
      const waiting = iterators(own)
      forOpen([row], [slots[index] ?? []], (piece) => {
        const list = waiting.get(now(piece))
        for (let next = list?.next(); next && next.done !== true; next = list?.next()) {
          const known = next.value
          if (!free.has(known.segment) || (kind === 'unmarked' && !isLessMarked(known, piece, row))) continue
          free.delete(known.segment)
          return { kind, ...known }
        }
        return undefined
      })
    }
  }
  take('same', sourceKey, sourceKey)
  take('restored', oldSourceKey, sourceKey)
  const text = ({ source }: Piece): string => plainText(source).normalize('NFC')
  take('unmarked', text, text)
}

function sourceKey({ source }: Piece): string {
  return segmentKey(source)
}

function oldSourceKey({ oldSource }: RecordSegment): string | undefined {
  return oldSource && segmentKey(oldSource)
}

function isLessMarked({ from, segment }: Known, piece: Piece, row: Row): boolean {
  return (
    segment.target !== undefined &&
    segment.oldSource === undefined &&
    lessMarked({ from, segment }, piece, row.codes) !== undefined
  )
}

function byKey(
  units: readonly RecordUnit[],
  keyOf: (segment: RecordSegment) => string | undefined,
): ReadonlyMap<string, readonly Known[]> {
  const found = new Map<string, Known[]>()
  for (const from of units) {
    for (const segment of from.segments) {
      const key = keyOf(segment)
      if (key === undefined) continue
      const list = found.get(key)
      if (list) list.push({ from, segment })
      else found.set(key, [{ from, segment }])
    }
  }
  return found
}

function iterators(lists: ReadonlyMap<string, readonly Known[]>): ReadonlyMap<string, Iterator<Known>> {
  return new Map([...lists].map(([key, list]) => [key, list.values()]))
}

/** A sentence that went to another row takes everything along. */
function takeMoved(rows: readonly Row[], slots: Slots, free: Set<RecordSegment>, units: readonly RecordUnit[]): void {
  for (const [kind, keyOf] of [
    ['moved', sourceKey],
    ['moved back', oldSourceKey],
  ] as const) {
    const waiting = iterators(
      byKey(units, (segment) => (free.has(segment) && hasWork(segment) ? keyOf(segment) : undefined)),
    )
    if (waiting.size === 0) continue
    forOpen(rows, slots, (piece) => {
      const next = waiting.get(sourceKey(piece))?.next()
      if (next === undefined || next.done === true) return undefined
      free.delete(next.value.segment)
      return { kind, ...next.value }
    })
  }
}

/**
 * A row that returns brings what it had when it went. What a person has made since of its sentences, in rows that are no
 * longer in the source, is newer.
 */
function takeNewer(
  rows: readonly Row[],
  slots: Slots,
  free: Set<RecordSegment>,
  { units, gone }: Pick<AlignInput, 'units' | 'gone'>,
): void {
  const waiting = new Set(gone)
  if (!rows.some(({ before: [from] }) => from !== undefined && waiting.has(from))) return
  const newer = iterators(
    byKey(units, (segment) =>
      free.has(segment) && hasWork(segment) && isPersons(segment) ? sourceKey(segment) : undefined,
    ),
  )
  for (const slot of slots)
    for (const [place, taken] of slot.entries()) {
      if (taken?.kind !== 'same' || !waiting.has(taken.from)) continue
      const next = newer.get(sourceKey(taken.segment))?.next()
      if (next === undefined || next.done === true) continue
      free.delete(next.value.segment)
      free.add(taken.segment)
      slot[place] = { kind: 'moved', ...next.value }
    }
}

/** What is left of a row's old sentences, and the new ones that are most like them. */
function takeAlike(rows: readonly Row[], slots: Slots, free: Set<RecordSegment>, least: number): void {
  for (const [index, { before, pieces }] of rows.entries()) {
    const slot = slots[index] ?? []
    if (isFull(slot)) continue
    const old = before.flatMap((from) => from.segments.map((segment) => ({ from, segment })))
    const pairs = alikePairs({
      olds: new Map(
        old.flatMap(({ segment }, place) => (free.has(segment) ? [[place, plainText(segment.source)]] : [])),
      ),
      news: new Map(pieces.flatMap(({ source }, place) => (slot[place] ? [] : [[place, plainText(source)]]))),
      least,
      expected: (place) => place,
    })
    for (const [place, at] of pairs) {
      const known = old[at]
      if (known === undefined) continue
      slot[place] = { kind: 'edited', ...known }
      free.delete(known.segment)
    }
  }
}

/**
 * What stands elsewhere in the record: rows that are gone as they were, or as they were before an edit that is taken
 * back, others as nobody has read them here.
 */
function takeCopies(
  rows: readonly Row[],
  slots: Slots,
  units: readonly RecordUnit[],
  gone: readonly RecordUnit[],
): void {
  if (slots.every(isFull)) return
  const pool = new Map<string, Taken>()
  for (const [kind, list] of [
    ['moved', gone],
    ['copied', units],
    ['moved back', gone],
  ] as const) {
    for (const from of list) {
      for (const segment of from.segments) {
        if (!hasWork(segment) || (segment.mark === 'stale') !== (kind === 'moved back')) continue
        const key = kind === 'moved back' ? oldSourceKey(segment) : sourceKey(segment)
        if (key === undefined) continue
        const other = pool.get(key)
        if (other === undefined || (isPersons(segment) && !isPersons(other.segment)))
          pool.set(key, { kind, from, segment })
      }
    }
  }
  if (pool.size === 0) return
  forOpen(rows, slots, (piece) => pool.get(sourceKey(piece)))
}

/** Something that a person or a service was asked for. */
function hasWork({ target, origin }: RecordSegment): boolean {
  return target !== undefined && origin?.kind !== 'pseudo'
}
