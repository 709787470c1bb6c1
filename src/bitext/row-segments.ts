/** What becomes of a row's sentences, once each has what is known of it. */
import { codeIdsOf, namesByPlace, namesFor, onlyNamed, pairedNames, renameSegment } from './code-names.ts'
import type { CodeNames, CodeTable } from './code-data.ts'
import type { Content } from './content.ts'
import type { Piece } from './cut-rows.ts'
import { onlyNamedForeign } from './foreign-codes.ts'
import { hashContent, hashPair } from './hash-content.ts'
import type { RecordSegment, RecordUnit } from './record.ts'

/** A row of the source and the rows of the record that it was. */
export interface Row {
  readonly pieces: readonly Piece[]
  readonly codes: CodeTable
  readonly before: readonly RecordUnit[]
}

/** A segment of before, and the row that it was in. */
export interface Known {
  readonly from: RecordUnit
  readonly segment: RecordSegment
}

/** How a sentence came by what is known of it. */
export type Taken = Known & {
  readonly kind: 'same' | 'restored' | 'unmarked' | 'edited' | 'moved' | 'moved back' | 'copied'
}

/** The source's codes that are left of a segment's, where it has lost some; undefined where more has changed. */
export function lessMarked({ from, segment }: Known, { source }: Piece, codes: CodeTable): CodeNames | undefined {
  return namesByPlace({ content: segment.source, codes: from.codes }, { content: source, codes })
}

/** Its segments: what a sentence took under the source's codes, and new ones. */
export function segmentsOf(row: Row, slots: readonly (Taken | undefined)[]): readonly RecordSegment[] {
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
