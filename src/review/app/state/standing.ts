/** How a segment stands, as the edition's beads say it. */
import type { RowView, SegmentView } from '../../api.ts'

export type Standing = 'missing' | 'stale' | 'pseudo' | 'draft' | 'reviewed' | 'final' | 'carried'

const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  missing: 'not translated',
  stale: 'source changed',
  pseudo: 'placeholder',
  draft: 'draft',
  reviewed: 'reviewed',
  final: 'final',
  carried: 'as it stands',
}

export function standingOf({ target, mark, origin, isCarried, state }: SegmentView): Standing {
  if (target === undefined) return 'missing'
  if (mark === 'stale') return 'stale'
  if (mark === 'pseudo' || origin?.kind === 'pseudo') return 'pseudo'
  if (isCarried) return 'carried'
  return state === 'reviewed' || state === 'final' ? state : 'draft'
}

/** In words, for who hears the page: 'machine draft, needs work, 2 findings'. */
export function standingWords(segment: SegmentView): string {
  const standing = standingOf(segment)
  const whose = standing === 'draft' ? (segment.isPersons ? "a person's " : 'machine ') : ''
  const count = segment.findings.length
  return [
    whose + STANDING_WORDS[standing],
    ...(segment.mark === 'needs-work' ? ['needs work'] : []),
    ...(count === 0 ? [] : [count === 1 ? '1 finding' : `${count} findings`]),
  ].join(', ')
}

/** Whether nobody has approved what stands there. */
export function isOpen(segment: SegmentView): boolean {
  const standing = standingOf(segment)
  return standing !== 'carried' && standing !== 'reviewed' && standing !== 'final'
}

/** Open, and something speaks against it. */
export function isDoubtful(segment: SegmentView): boolean {
  return isOpen(segment) && (segment.findings.length > 0 || segment.mark !== undefined || segment.target === undefined)
}

export function rowDoubt({ segments }: RowView): number {
  return Math.max(0, ...segments.map((segment) => (isOpen(segment) ? segment.doubt : 0)))
}
