/** Sources that were renamed or changed in format find the records of their rows. */
import { compareCodePoints } from '../text/collate.ts'
import type { DocumentRecord } from './record.ts'
import type { SourceDocument } from './source.ts'
import { unitContent, unitKey } from './unit-key.ts'

/** Half of the rows of the smaller one must be the same. */
const ENOUGH = 0.5

/**
 * @param orphans Records whose source is no longer there.
 * @param sources Sources that have no record.
 * @returns By path of the source the record it takes over; the most alike pairs first, each once.
 */
export function matchRenamed(
  orphans: readonly DocumentRecord[],
  sources: readonly SourceDocument[],
): ReadonlyMap<string, DocumentRecord> {
  const keys = orphans.map((record) => new Set(record.units.map((unit) => unitKey(unitContent(unit)))))
  const pairs = sources
    .flatMap((source) => {
      const own = new Set(source.units.map(({ content }) => unitKey(content)))
      return orphans.map((record, index) => {
        const other = keys[index] ?? new Set()
        const common = [...own].filter((key) => other.has(key)).length
        return { source, record, score: common / Math.max(1, Math.min(own.size, other.size)), common }
      })
    })
    .filter(({ score, common }) => score >= ENOUGH && common > 0)
  const found = new Map<string, DocumentRecord>()
  const used = new Set<DocumentRecord>()
  const order = pairs.toSorted(
    (a, b) =>
      b.common - a.common ||
      b.score - a.score ||
      compareCodePoints(a.source.path, b.source.path) ||
      compareCodePoints(a.record.source, b.record.source),
  )
  for (const { source, record } of order) {
    if (found.has(source.path) || used.has(record)) continue
    found.set(source.path, record)
    used.add(record)
  }
  return found
}
