/** How doubtful a translation is, 0 to 1: what an editor should read first has the highest. */
import type { Finding, Severity } from '../bitext/finding.ts'
import type { Mark, RecordSegment } from '../bitext/record.ts'

export interface DoubtInput {
  readonly segment: Pick<RecordSegment, 'target' | 'state' | 'mark' | 'origin'>
  /** What the checks found in the segment, waived ones left out. */
  readonly findings: readonly Pick<Finding, 'ruleId' | 'severity'>[]
}

/** Of a fault, that it is one a reader would mind. */
const BY_SEVERITY: Readonly<Record<Severity, number>> = { error: 0.6, warning: 0.35, info: 0.1 }
/** Said by somebody or by the record itself: surer than any check. */
const BY_MARK: Readonly<Record<Mark, number>> = { stale: 0.95, 'needs-work': 0.8, pseudo: 1, failed: 1 }
/** Found by a check as well as marked: counted once, as marked. */
const MARKED = new Set(['missing', 'stale', 'needs-work'])
/** A machine's words that nobody has read. */
const UNREAD = 0.2
/** A person's words that nobody else has read. */
const WRITTEN = 0.05

/**
 * Each reason for doubt leaves a share of trust, and the shares are multiplied: two warnings weigh more than one,
 * and no number of them is certainty. What is missing is 1; what was approved and has no finding is 0.
 *
 * @returns In hundredths, so that equal rows are equal on every machine.
 */
export function doubtOf({ segment, findings }: DoubtInput): number {
  const { target, state, mark, origin } = segment
  if (target === undefined) return 1
  const isRead = state === 'reviewed' || state === 'final'
  const reasons = [
    isRead ? 0 : origin?.kind === 'person' ? WRITTEN : UNREAD,
    mark === undefined ? 0 : BY_MARK[mark],
    ...findings.filter(({ ruleId }) => !MARKED.has(ruleId)).map(({ severity }) => BY_SEVERITY[severity]),
  ]
  return Math.round((1 - reasons.reduce((trust, doubt) => trust * (1 - doubt), 1)) * 100) / 100
}
