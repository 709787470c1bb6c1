/** What becomes of a segment when a row comes back from another tool. */
import { baseOf, hashWords } from '../bitext/base-of.ts'
import { codesMatch } from '../bitext/codes-match.ts'
import { editSegment, type SegmentEdit } from '../bitext/edit-segment.ts'
import { encodeContent, renameCodes, renumberCodes, type Content } from '../bitext/content.ts'
import { hashContent, hashPair } from '../bitext/hash-content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import type { RecordSegment } from '../bitext/record.ts'
import { STATES } from '../bitext/states.ts'
import type { ExchangeRow } from './exchange-row.ts'

export type Conflict =
  | 'codes'
  | 'person'
  | 'source'
  | 'gone'
  | 'ambiguous'
  | 'empty'
  | 'term'
  | 'untranslated'
  | 'unread'

export type Taken =
  | { readonly kind: 'same' }
  | { readonly kind: 'changed'; readonly segment: RecordSegment }
  | { readonly kind: 'conflict'; readonly conflict: Conflict; readonly theirs: Content }

const SAYS_SO = 'the imported file says so'

/** A person's newer work is a conflict unless the caller says `overwrite`. */
export interface TakeOptions {
  readonly overwrite: boolean
}

/**
 * The row's source must be the segment's (`segmentKey`). What the row has not changed since it was exported
 * changes nothing here, whatever happened in between.
 */
export function takeRow(segment: RecordSegment, row: ExchangeRow, { overwrite }: TakeOptions): Taken {
  const target = row.target && renameCodes(row.target, namesFor(row, segment))
  const theirs = target ?? []
  const state = row.state ?? 'translated'
  const base = row.base
  const said = [hashWords(segment.source, theirs), hashWords(row.source, row.target)]
  const isTargetTouched = base === undefined || !said.includes(hashOfBase(base))
  const isStateTouched = row.state !== undefined && (base === undefined || row.state !== stateOfBase(base))
  if (!isTargetTouched && !isStateTouched) return takeMark(segment, row, overwrite)
  const isSameTarget = encodeContent(segment.target ?? []) === encodeContent(theirs)
  if (isSameTarget && (!isStateTouched || row.state === segment.state || target === undefined)) return { kind: 'same' }
  if (isSameTarget && base === undefined && STATES.indexOf(state) <= STATES.indexOf(segment.state))
    return { kind: 'same' }
  if (target === undefined) {
    // A tool of another maker that has no translation says nothing of ours.
    if (base === undefined || segment.target === undefined) return { kind: 'same' }
    return { kind: 'conflict', conflict: 'empty', theirs }
  }
  if (!isSameTarget && !codesMatch(segment.source, target)) return { kind: 'conflict', conflict: 'codes', theirs }
  const isNewerHere = base === undefined ? !isSameTarget : isNewer(segment, base)
  if (isNewerHere && isPersons(segment) && !overwrite) return { kind: 'conflict', conflict: 'person', theirs }
  return { kind: 'changed', segment: withTarget(segment, { ...row, target, state }) }
}

/** The mark alone: put on, it asks for another look; taken off, it settles the words as they stand, stale ones too. */
function takeMark(segment: RecordSegment, { base, needsWork }: ExchangeRow, overwrite: boolean): Taken {
  const { target, mark, origin } = segment
  const isTouched = base !== undefined && needsWork !== undefined && needsWork !== base.endsWith(':needs-work')
  if (!isTouched || target === undefined || origin?.kind === 'pseudo' || needsWork === (mark !== undefined))
    return { kind: 'same' }
  if (isNewer(segment, base) && !overwrite)
    return isPersons(segment) ? { kind: 'conflict', conflict: 'person', theirs: target } : { kind: 'same' }
  const edit: SegmentEdit = needsWork
    ? { kind: 'needs-work', note: SAYS_SO }
    : mark === 'stale'
      ? { kind: 'target', target }
      : { kind: 'needs-work' }
  const edited = editSegment(segment, edit)
  return edited.kind === 'edited' ? { kind: 'changed', segment: edited.segment } : { kind: 'same' }
}

/** Whether words or state are others here than when the row was exported. */
function isNewer(segment: RecordSegment, base: string): boolean {
  return baseOf(segment) !== base.replace(/:needs-work$/, '')
}

function withTarget(
  segment: RecordSegment,
  row: ExchangeRow & Required<Pick<ExchangeRow, 'target' | 'state'>>,
): RecordSegment {
  const { id, source, after, foreign } = segment
  const needsWork = row.needsWork === true ? ({ mark: 'needs-work', reason: SAYS_SO } as const) : {}
  const state = row.state === 'initial' ? 'translated' : row.state
  const isApproved = state === 'reviewed' || state === 'final'
  if (encodeContent(segment.target ?? []) === encodeContent(row.target)) {
    // The words are whose they were, and so are their waivers.
    const { mark: _mark, oldSource: _old, reason: _reason, approved: _approved, ...same } = segment
    const approved = isApproved ? { approved: hashPair(source, row.target) } : {}
    return { ...same, state, sourceHash: hashContent(source), ...approved, ...needsWork }
  }
  return {
    id,
    source,
    ...(after === undefined ? {} : { after }),
    target: row.target,
    state,
    origin: { kind: 'person' },
    sourceHash: hashContent(source),
    ...(isApproved ? { approved: hashPair(source, row.target) } : {}),
    ...needsWork,
    ...(foreign ? { foreign } : {}),
  }
}

/** The row's codes under the segment's ids: in the order in which they stand in the source, then in the target. */
function namesFor(row: ExchangeRow, { source, target = [] }: RecordSegment): ReadonlyMap<string, string> {
  if (row.sourceHash !== undefined) return new Map()
  const known = [...renumberCodes([...source, ...target]).ids.keys()]
  const theirs = [...renumberCodes([...row.source, ...(row.target ?? [])]).ids.keys()]
  // A code that the segment has not must not come to be called like one that it has.
  return new Map(theirs.map((id, index) => [id, known[index] ?? (known.includes(id) ? `x${id}` : id)]))
}

function hashOfBase(base: string): string {
  return base.split(':', 1)[0] ?? ''
}

function stateOfBase(base: string | undefined): string | undefined {
  return base?.split(':')[1]
}
