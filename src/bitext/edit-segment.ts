/** What becomes of a segment when a person edits it. */
import { codesMatch } from './codes-match.ts'
import { encodeContent, glue, plainText, type Content } from './content.ts'
import { hashContent, hashPair } from './hash-content.ts'
import type { Origin, RecordSegment } from './record.ts'
import type { State } from './states.ts'

export type SegmentEdit =
  | { readonly kind: 'target'; readonly target: Content; readonly state?: State }
  | { readonly kind: 'state'; readonly state: Exclude<State, 'initial'> }
  /** Absent note: the mark is taken off. */
  | { readonly kind: 'needs-work'; readonly note?: string }
  /** Absent reason: the waiver is taken back. */
  | { readonly kind: 'waive'; readonly check: string; readonly reason?: string }

/**
 * Why an edit is refused. `codes`: the target has not the codes of its source. `untranslated`: there is nothing to
 * approve or waive. `placeholder`: what stands there is no translation. `reason`: a waiver says why.
 */
export type EditRefusal = 'codes' | 'untranslated' | 'placeholder' | 'reason'

export type Edited =
  | { readonly kind: 'edited'; readonly segment: RecordSegment }
  | { readonly kind: 'refused'; readonly why: EditRefusal }

/** @param by The person's name, where it is told. */
export function editSegment(segment: RecordSegment, edit: SegmentEdit, by?: string): Edited {
  switch (edit.kind) {
    case 'target':
      return withTarget(segment, glue(edit.target), edit.state, by)
    case 'state':
      return withState(segment, edit.state)
    case 'needs-work':
      return { kind: 'edited', segment: withMark(segment, edit.note?.trim() ?? '', edit.note === undefined) }
    case 'waive':
      return withWaiver(segment, edit.check, edit.reason?.trim())
  }
}

function withTarget(segment: RecordSegment, target: Content, state: State | undefined, by: string | undefined): Edited {
  const { id, source, after, mark, reason, machine, origin, waived, terms, foreign } = segment
  const bare = { id, source, ...(after === undefined ? {} : { after }), ...(foreign ? { foreign } : {}) }
  const isEmpty = plainText(target).trim() === '' && target.every((part) => typeof part === 'string')
  if (isEmpty) return { kind: 'edited', segment: { ...bare, state: 'initial' } }
  if (encodeContent(segment.target ?? []) === encodeContent(target)) return sameWords(segment, state)
  if (!codesMatch(source, target)) return { kind: 'refused', why: 'codes' }
  const isApproved = state === 'reviewed' || state === 'final'
  const person: Origin = { kind: 'person', ...(by === undefined ? {} : { name: by }) }
  // What is noted for the next person is only settled by an approval, or by taking it off.
  const noted = mark === 'needs-work' && !isApproved ? { mark, ...(reason === undefined ? {} : { reason }) } : undefined
  return {
    kind: 'edited',
    segment: {
      ...bare,
      target,
      state: isApproved ? state : 'translated',
      ...noted,
      origin: person,
      sourceHash: hashContent(source),
      ...(machine === undefined || origin?.kind === 'pseudo' ? {} : { machine }),
      ...(isApproved ? { approved: hashPair(source, target) } : {}),
      ...(terms === undefined ? {} : { terms }),
      ...(waived === undefined ? {} : { waived }),
    },
  }
}

/** The words are whose they were; of a stale one they are now for the source as it is. */
function sameWords(segment: RecordSegment, state: State | undefined): Edited {
  if (state !== undefined && state !== 'initial') return withState(segment, state)
  return segment.mark === 'stale' ? withState(segment, 'translated') : { kind: 'edited', segment }
}

/** An approval, or its end, settles what was marked. */
function withState(segment: RecordSegment, state: Exclude<State, 'initial'>): Edited {
  const { target, source, origin } = segment
  if (target === undefined) return { kind: 'refused', why: 'untranslated' }
  if (origin?.kind === 'pseudo') return { kind: 'refused', why: 'placeholder' }
  const { mark: _mark, oldSource: _old, reason: _reason, approved: _approved, ...rest } = segment
  const approved = state === 'translated' ? {} : { approved: hashPair(source, target) }
  return { kind: 'edited', segment: { ...rest, state, sourceHash: hashContent(source), ...approved } }
}

/** What is stale or missing stays so, with the note beside it; what was approved is so no more. */
function withMark(segment: RecordSegment, note: string, isTakenOff: boolean): RecordSegment {
  const { mark, reason: _reason, ...rest } = segment
  if (isTakenOff) return mark === undefined || mark === 'needs-work' ? rest : { ...rest, mark }
  const { approved: _approved, ...open } = rest
  return {
    ...open,
    state: open.state === 'initial' ? 'initial' : 'translated',
    mark: mark ?? 'needs-work',
    ...(note === '' ? {} : { reason: note }),
  }
}

function withWaiver(segment: RecordSegment, check: string, reason: string | undefined): Edited {
  if (segment.target === undefined) return { kind: 'refused', why: 'untranslated' }
  if (reason === '') return { kind: 'refused', why: 'reason' }
  return { kind: 'edited', segment: waiveCheck(segment, check, reason) }
}

/** @param reason Absent: the waiver is taken back. */
export function waiveCheck(segment: RecordSegment, check: string, reason: string | undefined): RecordSegment {
  const { waived: before = {}, ...rest } = segment
  const { [check]: _old, ...others } = before
  const now = reason === undefined ? others : { ...others, [check]: reason }
  return Object.keys(now).length === 0 ? rest : { ...rest, waived: now }
}
