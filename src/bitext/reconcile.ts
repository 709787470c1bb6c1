/** The record of earlier work meets the source as it is now. */
import { alignSegments, piecesOf, segmentKey, type Piece } from './align-segments.ts'
import { encodeContent, plainText, type Content } from './content.ts'
import { isPersons } from './is-persons.ts'
import { matchUnits, type UnitMatch } from './match-units.ts'
import type { DocumentRecord, RecordSegment, RecordUnit, UnitId } from './record.ts'
import type { SourceDocument, SourceUnit } from './source.ts'
import { newUnitId, unitContent, unitKey } from './unit-key.ts'

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
  const taken = new Set<string>([...olds, ...gone].flatMap(({ id, aliases }) => [id, ...aliases]))
  const keys = source.units.map(({ content }) => unitKey(content))
  const matches = matchUnits(
    olds.map((unit) => unitKey(unitContent(unit))),
    keys,
  )
  const returned = matchReturned(gone, keys, matches)
  const known = poolOf([...gone, ...olds])
  const left = new Map<RecordUnit, Set<RecordSegment>>()
  const steady = inOrder(matches)
  const changes: Change[] = []

  const units = source.units.map((unit, index): RecordUnit => {
    const match = matches[index]
    const before = match
      ? oldsOf(match, olds)
      : returned.get(index)
        ? [returned.get(index)].filter((each) => each !== undefined)
        : []
    const [first] = before
    const same = match?.kind === 'same' || (match === undefined && first !== undefined)
    const pieces =
      same && first
        ? cutAsBefore(unit, first)
        : joinBeads(
            piecesOf(cut(unit)),
            before.flatMap(({ segments }) => segments),
          )
    const aligned = alignSegments(pieces, withOwnIds(before), known)
    for (const old of before) keepLeft(left, old, aligned.left, match?.kind === 'split')
    const keepsId = first !== undefined && !(match?.kind === 'split' && !match.first)
    const id = keepsId ? first.id : newUnitId(keys[index] ?? '', taken)
    const unitRules = same ? first?.rules : rules === recordRules ? undefined : rules
    changes.push({ kind: kindOf(match, steady.has(index), first !== undefined), id })
    return {
      id,
      kind: unit.kind,
      ...(unit.depth === undefined ? {} : { depth: unit.depth }),
      segments: aligned.segments,
      codes: unit.codes,
      aliases: keepsId
        ? [...new Set(before.flatMap((old) => [...(old.id === id ? [] : [old.id]), ...old.aliases]))]
        : [],
      ...(unitRules === undefined ? {} : { rules: unitRules }),
      notes: keepsId ? before.flatMap(({ notes }) => notes) : [],
      ...(keepsId && first.foreign ? { foreign: first.foreign } : {}),
    }
  })

  const used = new Set(matches.flatMap((match) => (match ? oldsOf(match, olds) : [])))
  const back = new Set(returned.values())
  const newlyGone = olds.filter((unit) => !used.has(unit))
  const leftOver = olds.filter((unit) => used.has(unit)).flatMap((unit) => leftUnit(unit, left.get(unit), units, taken))
  const stillGone = [...gone.filter((unit) => !back.has(unit)), ...newlyGone, ...leftOver]
  changes.push(...newlyGone.map(({ id }): Change => ({ kind: 'gone', id })))
  return {
    record: {
      source: source.path,
      sourceLanguage: source.language,
      targetLanguage,
      rules: recordRules,
      units,
      gone: stillGone.filter(worthKeeping),
      ...(record?.foreign ? { foreign: record.foreign } : {}),
    },
    changes,
  }
}

/** The record without the rows that are no longer in its source. */
export function prune(record: DocumentRecord): DocumentRecord {
  return { ...record, gone: [] }
}

function oldsOf(match: UnitMatch, olds: readonly RecordUnit[]): readonly RecordUnit[] {
  return (match.kind === 'joined' ? match.olds : [match.old]).flatMap((index) => olds[index] ?? [])
}

function kindOf(match: UnitMatch | undefined, steady: boolean, known: boolean): Change['kind'] {
  if (match === undefined) return known ? 'returned' : 'new'
  return match.kind === 'same' ? (steady ? 'kept' : 'moved') : match.kind
}

/** Rows of before whose text stands in the source again, each once. */
function matchReturned(
  gone: readonly RecordUnit[],
  keys: readonly string[],
  matches: readonly (UnitMatch | undefined)[],
): ReadonlyMap<number, RecordUnit> {
  const waiting = new Map<string, RecordUnit[]>()
  for (const unit of gone) {
    const key = unitKey(unitContent(unit))
    waiting.set(key, [...(waiting.get(key) ?? []), unit])
  }
  const returned = new Map<number, RecordUnit>()
  for (const [index, key] of keys.entries()) {
    const unit = matches[index] === undefined ? waiting.get(key)?.shift() : undefined
    if (unit) returned.set(index, unit)
  }
  return returned
}

/** What is known of a sentence anywhere in the record, a person's words first. Codes and stale ones aside. */
function poolOf(units: readonly RecordUnit[]): (key: string) => RecordSegment | undefined {
  const pool = new Map<string, RecordSegment>()
  for (const segment of units.flatMap(({ segments }) => segments)) {
    if (segment.target === undefined || segment.mark === 'stale' || segment.origin?.kind === 'pseudo') continue
    const key = segmentKey(segment.source)
    const other = pool.get(key)
    if (other === undefined || (isPersons(segment) && !isPersons(other))) pool.set(key, segment)
  }
  return (key) => pool.get(key)
}

/** Segments of several rows as one list: ids that meet are given anew when a sentence is not taken as it is. */
function withOwnIds(units: readonly RecordUnit[]): readonly RecordSegment[] {
  const [first, ...others] = units
  const taken = new Set(first?.segments.map(({ id }) => id))
  const rest = others
    .flatMap(({ segments }) => segments)
    .map((segment) => {
      let number = 1
      while (taken.has(`s${number}`)) number++
      const id = taken.has(segment.id) ? `s${number}` : segment.id
      taken.add(id)
      return id === segment.id ? segment : { ...segment, id }
    })
  return [...(first?.segments ?? []), ...rest]
}

/** An unchanged text at its old cuts. Where only markup changed, the cuts are at the same places of the text. */
function cutAsBefore(unit: SourceUnit, before: RecordUnit): readonly Piece[] {
  if (encodeContent(unit.content) === encodeContent(unitContent(before))) return before.segments
  const lengths = before.segments.map((segment) => plainText(segment.source).length + (segment.after?.length ?? 0))
  const sentences: Content[number][][] = []
  const queue = [...unit.content]
  for (const [index, length] of lengths.entries()) {
    const sentence: Content[number][] = []
    let rest = length
    const isLast = index === lengths.length - 1
    while (queue.length > 0) {
      const part = queue[0]
      if (part === undefined || (rest === 0 && !isLast && (typeof part === 'string' || part.kind === 'open'))) break
      queue.shift()
      if (typeof part === 'string' && part.length > rest && !isLast) {
        sentence.push(part.slice(0, rest))
        queue.unshift(part.slice(rest))
        rest = 0
      } else {
        sentence.push(part)
        rest = typeof part === 'string' ? Math.max(0, rest - part.length) : rest
      }
    }
    sentences.push(sentence)
  }
  return piecesOf(sentences.filter((sentence) => sentence.length > 0))
}

/** A segment of several sentences stays one while all of them still stand there together. */
function joinBeads(pieces: readonly Piece[], old: readonly RecordSegment[]): readonly Piece[] {
  const whole = new Set(old.map(({ source }) => segmentKey(source)))
  const joined: Piece[] = []
  for (let index = 0; index < pieces.length; index++) {
    let bead: Piece | undefined = pieces[index]
    if (bead === undefined) continue
    if (!whole.has(segmentKey(bead.source))) {
      let longer = bead
      for (let next = index + 1; next < Math.min(pieces.length, index + 8); next++) {
        const piece = pieces[next]
        if (piece === undefined) break
        longer = {
          source: glue([...longer.source, longer.after ?? '', ...piece.source]),
          ...(piece.after === undefined ? {} : { after: piece.after }),
        }
        if (!whole.has(segmentKey(longer.source))) continue
        bead = longer
        index = next
        break
      }
    }
    joined.push(bead)
  }
  return joined
}

function glue(parts: Content): Content {
  const glued: Content[number][] = []
  for (const part of parts) {
    const last = glued.at(-1)
    if (part === '') continue
    if (typeof part === 'string' && typeof last === 'string') glued[glued.length - 1] = last + part
    else glued.push(part)
  }
  return glued
}

/** A segment of a split row is left over only when no part took it. */
function keepLeft(
  left: Map<RecordUnit, Set<RecordSegment>>,
  unit: RecordUnit,
  rest: readonly RecordSegment[],
  split: boolean,
): void {
  const own = new Set(
    unit.segments.filter((segment) =>
      rest.some((each) => each === segment || (each.target !== undefined && each.target === segment.target)),
    ),
  )
  const before = left.get(unit)
  left.set(unit, before && split ? new Set([...own].filter((segment) => before.has(segment))) : own)
}

/** Sentences that were cut out of a row wait as a row of their own, unless they stand elsewhere now. */
function leftUnit(
  unit: RecordUnit,
  left: ReadonlySet<RecordSegment> | undefined,
  units: readonly RecordUnit[],
  taken: Set<string>,
): readonly RecordUnit[] {
  const segments = [...(left ?? [])].filter(
    (segment) => segment.target !== undefined && segment.origin?.kind !== 'pseudo',
  )
  if (segments.length === 0) return []
  const used = new Set(units.flatMap((each) => each.segments.map(({ target }) => target)))
  const homeless = segments.filter((segment) => isPersons(segment) || !used.has(segment.target))
  if (homeless.length === 0) return []
  const { foreign: _foreign, ...rest } = unit
  return [
    {
      ...rest,
      id: newUnitId(unitKey(homeless.flatMap(({ source }) => source)), taken),
      segments: homeless,
      aliases: [],
      notes: [],
    },
  ]
}

/** A row that nobody ever translated need not wait for its text to come back. */
function worthKeeping(unit: RecordUnit): boolean {
  return (
    unit.notes.length > 0 ||
    unit.segments.some(({ target, origin }) => target !== undefined && origin?.kind !== 'pseudo')
  )
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
