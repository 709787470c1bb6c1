/** Sources that were renamed or changed in format find the records of their rows. */
import { compareCodePoints } from '../text/collate.ts'
import type { DocumentRecord } from './record.ts'
import type { SourceDocument } from './source.ts'
import { recordKey, unitKey } from './unit-key.ts'

/** Half of the rows of the smaller one must be the same. */
const ENOUGH = 0.5
/** A row that stands in more records than this says nothing about which is meant, and would make the search quadratic. */
const COMMON_ROW_RECORDS = 32

interface Pair {
  readonly source: SourceDocument
  readonly record: DocumentRecord
  readonly common: number
  readonly score: number
}

/**
 * @param orphans Records whose source is no longer there.
 * @param sources Sources that have no record.
 * @returns By path of the source the record it takes over; the most alike pairs first, each once.
 */
export function matchRenamed(
  orphans: readonly DocumentRecord[],
  sources: readonly SourceDocument[],
): ReadonlyMap<string, DocumentRecord> {
  const rows = orphans.map((record) => new Set(record.units.map(recordKey)))
  const holders = new Map<string, number[]>()
  for (const [index, keys] of rows.entries()) {
    for (const key of keys) {
      const list = holders.get(key)
      if (list === undefined) holders.set(key, [index])
      else if (list.length < COMMON_ROW_RECORDS) list.push(index)
    }
  }
  const pairs = sources.flatMap((source): readonly Pair[] => {
    const own = keysOf(source)
    const candidates = new Set([...own].flatMap((key) => holders.get(key) ?? []))
    return [...candidates].flatMap((index) => {
      const record = orphans[index]
      const alike = likeness(own, rows[index] ?? new Set())
      return record && alike.score >= ENOUGH ? [{ source, record, ...alike }] : []
    })
  })
  const found = new Map<string, DocumentRecord>()
  const used = new Set<DocumentRecord>()
  for (const { source, record } of pairs.toSorted(closestFirst)) {
    if (found.has(source.path) || used.has(record)) continue
    found.set(source.path, record)
    used.add(record)
  }
  return found
}

/** Whether a record is of this source, whatever its path says: they share half of the rows of the smaller one, or one of them has none. */
export function isRecordOf(record: DocumentRecord, source: SourceDocument): boolean {
  const [own, other] = [keysOf(source), new Set(record.units.map(recordKey))]
  return own.size === 0 || other.size === 0 || likeness(own, other).score >= ENOUGH
}

function keysOf(source: SourceDocument): ReadonlySet<string> {
  return new Set(source.units.map(({ content, codes }) => unitKey(content, codes)))
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): { readonly common: number; readonly score: number } {
  const [small, big] = a.size < b.size ? [a, b] : [b, a]
  let common = 0
  for (const key of small) if (big.has(key)) common++
  return { common, score: common / Math.max(1, small.size) }
}

/** Of equally alike ones those with the same file name, then by path. */
function closestFirst(a: Pair, b: Pair): number {
  const isNamesake = ({ source, record }: Pair): number => Number(fileName(source.path) === fileName(record.source))
  return (
    b.common - a.common ||
    b.score - a.score ||
    isNamesake(b) - isNamesake(a) ||
    compareCodePoints(a.source.path, b.source.path) ||
    compareCodePoints(a.record.source, b.record.source)
  )
}

/** Without its folders and its extension: the format may have changed. */
function fileName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]*$/, '')
}
