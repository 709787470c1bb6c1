/** How far a document is, from its rows. */
import type { Counts, RowView } from '../../api.ts'

export function countRows(rows: readonly RowView[]): Counts {
  const segments = rows.flatMap((row) => row.segments)
  const count = (isMeant: (segment: (typeof segments)[number]) => boolean): number => segments.filter(isMeant).length
  const missing = count(({ target }) => target === undefined)
  const reviewed = count(({ target, state }) => target !== undefined && state === 'reviewed')
  const final = count(({ target, state }) => target !== undefined && state === 'final')
  return {
    segments: segments.length,
    missing,
    translated: segments.length - missing - reviewed - final,
    reviewed,
    final,
    stale: count(({ mark }) => mark === 'stale'),
    needsWork: count(({ mark }) => mark === 'needs-work'),
    doubtful: count(({ findings }) => findings.length > 0),
  }
}
