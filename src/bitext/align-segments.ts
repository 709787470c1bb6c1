/** The sentences of the source as they are now, with what is known of them from before. */
import { alikePairs } from './alike-pairs.ts'
import { codeIdsOf, namesByPlace, namesFor, onlyNamed, pairedNames, renameSegment } from './code-names.ts'
import type { CodeNames, CodeTable } from './code-data.ts'
import { plainText, type Content } from './content.ts'
import type { Piece } from './cut-rows.ts'
import { onlyNamedForeign } from './foreign-codes.ts'
import { hashContent, hashPair } from './hash-content.ts'
import { isPersons } from './is-persons.ts'
import type { RecordSegment, RecordUnit } from './record.ts'
import { segmentKey } from './segment-key.ts'

/** A row of the source and the rows of the record that it was. */
export interface Row {
  readonly pieces: readonly Piece[]
  readonly codes: CodeTable
  readonly before: readonly RecordUnit[]
}

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

/** How a sentence came by what is known of it. */
type Taken = { readonly from: RecordUnit; readonly segment: RecordSegment } & {
  readonly kind: 'same' | 'restored' | 'unmarked' | 'edited' | 'moved' | 'moved back' | 'copied'
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

function lessMarked({ from, segment }: Known, { source }: Piece, codes: CodeTable): CodeNames | undefined {
  return namesByPlace({ content: segment.source, codes: from.codes }, { content: source, codes })
}

interface Known {
  readonly from: RecordUnit
  readonly segment: RecordSegment
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

function segmentsOf(row: Row, slots: readonly (Taken | undefined)[]): readonly RecordSegment[] {
  const { pieces, codes, before } = row
  if (isUnchanged(row, slots)) return before[0]?.segments ?? []
  const names = namesOf(pieces, slots, codes)
  const isOwn = (taken: Taken): boolean => before.includes(taken.from)
  const reserved = new Set(before.flatMap(({ segments }) => segments.map(({ id }) => id)))
  const used = new Set<string>()
  let number = 1
  const freeId = (): string => {
    while (reserved.has(`s${number}`) || used.has(`s${number}`)) number++
    return `s${number}`
  }
  return pieces.map((piece, place) => {
    const taken = slots[place]
    const own = taken && isOwn(taken) && !used.has(taken.segment.id) ? taken.segment.id : undefined
    const id = own ?? freeId()
    used.add(id)
    if (taken === undefined) return { id, ...piece, state: 'initial' }
    const left = taken.kind === 'unmarked' ? lessMarked(taken, piece, codes) : undefined
    const segment = renameSegment(
      left ? onlyMarked(taken.segment, left) : taken.segment,
      names.get(taken.from) ?? new Map(),
    )
    return { ...become(taken.kind, segment, piece), id }
  })
}

/** Where all codes are the source's, which has them as before, there is nothing to name anew. */
function isUnchanged({ pieces, before: [from, second] }: Row, slots: readonly (Taken | undefined)[]): boolean {
  if (from === undefined || second !== undefined || from.segments.length !== pieces.length) return false
  const isAsBefore = from.segments.every(
    (segment, place) =>
      slots[place]?.segment === segment &&
      slots[place]?.kind === 'same' &&
      segment.source === pieces[place]?.source &&
      segment.after === pieces[place]?.after &&
      segment.foreign === undefined,
  )
  if (!isAsBefore) return false
  const own = new Set<string>()
  for (const { source } of from.segments) for (const part of source) if (typeof part === 'object') own.add(part.id)
  const isOwn = (content: Content = []): boolean =>
    content.every((part) => typeof part === 'string' || own.has(part.id))
  return from.segments.every(
    ({ target, machine, oldSource }) => isOwn(target) && (machine === target || isOwn(machine)) && isOwn(oldSource),
  )
}

/** For each row of before that a row has something of, its codes under their ids of now. */
function namesOf(
  pieces: readonly Piece[],
  slots: readonly (Taken | undefined)[],
  codes: CodeTable,
): ReadonlyMap<RecordUnit, CodeNames> {
  const known = new Map<RecordUnit, Map<string, string>>()
  const ids = new Map<RecordUnit, Set<string>>()
  for (const [place, taken] of slots.entries()) {
    const piece = pieces[place]
    if (taken === undefined || piece === undefined) continue
    const { from, segment } = taken
    const pairs = known.get(from) ?? new Map<string, string>()
    known.set(from, pairs)
    for (const [id, name] of pairedCodes(taken, piece, codes)) if (!pairs.has(id)) pairs.set(id, name)
    ids.set(from, new Set([...(ids.get(from) ?? []), ...codeIdsOf(segment)]))
  }
  return new Map([...known].map(([from, pairs]) => [from, namesFor(ids.get(from) ?? [], pairs, from.codes, codes)]))
}

function pairedCodes(taken: Taken, piece: Piece, codes: CodeTable): CodeNames {
  const { kind, segment } = taken
  if (kind === 'edited') return new Map()
  if (kind === 'unmarked') return lessMarked(taken, piece, codes) ?? new Map()
  const before = kind === 'restored' || kind === 'moved back' ? segment.oldSource : segment.source
  return pairedNames(before ?? [], piece.source)
}

function become(kind: Taken['kind'], segment: RecordSegment, piece: Piece): RecordSegment {
  const { after: _after, ...rest } = segment
  switch (kind) {
    case 'same':
    case 'moved':
      return { ...rest, ...piece }
    case 'restored':
    case 'moved back': {
      // The source is again what the stale translation was made for.
      const { mark: _mark, oldSource: _old, reason: _reason, ...sound } = rest
      return { ...sound, ...piece }
    }
    case 'unmarked':
      return unmarked(rest, piece)
    case 'edited':
      return edited(rest, piece)
    case 'copied': {
      const { approved: _approved, foreign: _foreign, waived: _waived, mark, reason: _reason, ...words } = rest
      const state = rest.state === 'initial' ? 'initial' : 'translated'
      return { ...words, ...piece, state, ...(mark === 'needs-work' ? { mark } : {}) }
    }
  }
}

/** A translation without the markup that its source has lost. */
function onlyMarked(segment: RecordSegment, left: CodeNames): RecordSegment {
  const { target, machine, foreign, ...rest } = segment
  return {
    ...rest,
    ...(target ? { target: onlyNamed(target, left) } : {}),
    ...(machine ? { machine: onlyNamed(machine, left) } : {}),
    ...(foreign ? { foreign: onlyNamedForeign(foreign, left) } : {}),
  }
}

/** The same words with less markup: so is the translation, its approval included. */
function unmarked(segment: RecordSegment, piece: Piece): RecordSegment {
  const { target = [], approved } = segment
  const sourceHash = segment.sourceHash === undefined ? {} : { sourceHash: hashContent(piece.source) }
  return {
    ...segment,
    ...piece,
    ...sourceHash,
    ...(approved === undefined ? {} : { approved: hashPair(piece.source, target) }),
  }
}

/** Keeps its id and, if it has one, the old translation as stale, with the source it was made for. */
function edited(segment: RecordSegment, piece: Piece): RecordSegment {
  const { reason: _reason, mark, ...rest } = segment
  if (segment.target === undefined)
    return { ...rest, ...piece, ...(mark === 'failed' || mark === undefined ? {} : { mark }) }
  if (segment.origin?.kind === 'pseudo') {
    const { target: _target, origin: _origin, machine: _machine, sourceHash: _hash, ...empty } = rest
    return { ...empty, ...piece, state: 'initial' }
  }
  return { ...rest, ...piece, mark: 'stale', oldSource: segment.oldSource ?? segment.source }
}
