/** What becomes of a segment when an edit comes back from a review page without a server. */
import { baseOf } from '../bitext/base-of.ts'
import { encodeContent } from '../bitext/content.ts'
import { editSegment, waiveCheck, type Edited, type SegmentEdit } from '../bitext/edit-segment.ts'
import { isPersons } from '../bitext/is-persons.ts'
import type { RecordSegment } from '../bitext/record.ts'
import type { ExchangeRow, ReviewChange } from './exchange-row.ts'
import type { Taken, TakeOptions } from './take-row.ts'

export interface TakeReviewOptions extends TakeOptions {
  /** Checks that may be waived; others in a file are passed over. */
  readonly checks: readonly string[]
}

/**
 * The segment's source must be the row's. Words and states are taken unless a person has changed them here since; marks
 * and waivers always. What is here already changes nothing, so that a file can be taken twice.
 */
export function takeReview(
  segment: RecordSegment,
  row: ExchangeRow,
  review: ReviewChange,
  options: TakeReviewOptions,
): Taken {
  const theirs = row.target ?? segment.target ?? []
  const worded = withWords(segment, row)
  if (worded.kind === 'refused')
    return { kind: 'conflict', conflict: worded.why === 'codes' ? 'codes' : 'untranslated', theirs }
  const isReworded = worded.segment !== segment
  const isNewerHere = row.base !== undefined && baseOf(segment) !== row.base
  if (isReworded && isNewerHere && isPersons(segment) && !options.overwrite)
    return { kind: 'conflict', conflict: 'person', theirs }
  const marked = withMark(worded.segment, review.needsWork)
  const now = withWaivers(marked, review.waived, options.checks)
  return now === segment ? { kind: 'same' } : { kind: 'changed', segment: now }
}

function withWords(segment: RecordSegment, { target, state }: ExchangeRow): Edited {
  const isSameTarget = target === undefined || encodeContent(target) === encodeContent(segment.target ?? [])
  const wanted = state === undefined || state === 'initial' || state === segment.state ? undefined : state
  if (target !== undefined && (!isSameTarget || wanted !== undefined))
    return editSegment(segment, { kind: 'target', target, ...(state === undefined ? {} : { state }) })
  return wanted === undefined ? { kind: 'edited', segment } : editSegment(segment, { kind: 'state', state: wanted })
}

function withMark(segment: RecordSegment, needsWork: string | null | undefined): RecordSegment {
  const { mark, reason } = segment
  const isMarked = mark === 'needs-work'
  if (needsWork === undefined || (needsWork === null ? !isMarked : isMarked && reason === needsWork.trim()))
    return segment
  const edit: SegmentEdit = needsWork === null ? { kind: 'needs-work' } : { kind: 'needs-work', note: needsWork }
  const edited = editSegment(segment, edit)
  return edited.kind === 'edited' ? edited.segment : segment
}

function withWaivers(
  segment: RecordSegment,
  waived: Readonly<Record<string, string>> | undefined,
  checks: readonly string[],
): RecordSegment {
  if (waived === undefined || segment.target === undefined) return segment
  return checks.reduce((now, check) => {
    const reason = Object.hasOwn(waived, check) ? waived[check]?.trim() : undefined
    const isSame = (now.waived?.[check] ?? undefined) === reason || reason === ''
    return isSame ? now : waiveCheck(now, check, reason)
  }, segment)
}
