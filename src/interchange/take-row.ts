/** What becomes of a segment when a row comes back from another tool. */
import { baseOf } from '../bitext/base-of.ts'
import { codesMatch } from '../bitext/codes-match.ts'
import { encodeContent, renameCodes, renumberCodes, type Content } from '../bitext/content.ts'
import { hashContent, hashPair } from '../bitext/hash-content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import type { RecordSegment } from '../bitext/record.ts'
import { STATES } from '../bitext/states.ts'
import type { ExchangeRow } from './exchange-row.ts'

export type Conflict = 'codes' | 'person' | 'source' | 'gone' | 'ambiguous' | 'empty' | 'term' | 'untranslated'

export type Taken =
  | { readonly kind: 'same' }
  | { readonly kind: 'changed'; readonly segment: RecordSegment }
  | { readonly kind: 'conflict'; readonly conflict: Conflict; readonly theirs: Content }

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
  const isTargetTouched = base === undefined || hashPair(segment.source, theirs) !== hashOfBase(base)
  const isStateTouched = row.state !== undefined && (base === undefined || row.state !== stateOfBase(base))
  if (!isTargetTouched && !isStateTouched) return { kind: 'same' }
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
  const isNewerHere = base === undefined ? !isSameTarget : baseOf(segment) !== base
  if (isNewerHere && isPersons(segment) && !overwrite) return { kind: 'conflict', conflict: 'person', theirs }
  return { kind: 'changed', segment: withTarget(segment, { ...row, target, state }) }
}

function withTarget(
  segment: RecordSegment,
  row: ExchangeRow & Required<Pick<ExchangeRow, 'target' | 'state'>>,
): RecordSegment {
  const { id, source, after, foreign } = segment
  const needsWork = row.needsWork === true ? ({ mark: 'needs-work', reason: 'the imported file says so' } as const) : {}
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

function stateOfBase(base: string | undefined): (typeof STATES)[number] | undefined {
  return STATES.find((state) => base?.endsWith(`:${state}`))
}
