/** Sources that were renamed or changed in format find the records of their rows. */
import { compareCodePoints } from '../text/collate.ts'
import type { DocumentRecord } from './record.ts'
import type { SourceDocument } from './source.ts'
import { recordKey, unitKey } from './unit-key.ts'

/** Half of the rows of the smaller one must be the same. */
const ENOUGH = 0.5
/** A row that stands in more records than this says nothing about which is meant, and would make the search quadratic. */
const COMMON_ROW_RECORDS = 32

interface Old {
  readonly record: DocumentRecord
  /** Of its rows. */
  readonly keys: ReadonlySet<string>
}

interface New {
  readonly source: SourceDocument
  readonly keys: ReadonlySet<string>
}

interface Rename {
  readonly source: SourceDocument
  readonly record: DocumentRecord
}

interface Pair extends Rename {
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
  const olds = orphans.map((record): Old => ({ record, keys: new Set(record.units.map(recordKey)) }))
  const news = sources.map((source): New => ({ source, keys: keysOf(source) }))
  const found = new Map<string, DocumentRecord>()
  const used = new Set<DocumentRecord>()
  for (const pairs of [equalPairs(olds, news), alikePairs(olds, news)]) {
    for (const { source, record } of pairs) {
      if (found.has(source.path) || used.has(record)) continue
      found.set(source.path, record)
      used.add(record)
    }
  }
  return found
}

/** Those with the same rows: however many such there are, each finds one, its namesake before others. */
function equalPairs(olds: readonly Old[], news: readonly New[]): readonly Rename[] {
  const waiting = Map.groupBy(
    olds.filter(({ keys }) => keys.size > 0),
    rowsOf,
  )
  return [...Map.groupBy(news, rowsOf)].flatMap(([rows, group]) => {
    const sources = group.map(({ source }) => source).toSorted((a, b) => compareCodePoints(a.path, b.path))
    const records = new Set(
      (waiting.get(rows) ?? []).map(({ record }) => record).toSorted((a, b) => compareCodePoints(a.source, b.source)),
    )
    const byName = Map.groupBy(records, ({ source }) => fileName(source))
    const namesakes = new Map([...byName].map(([name, list]) => [name, list.values()]))
    const pairs = sources.map((source) => ({ source, record: namesakes.get(fileName(source.path))?.next().value }))
    for (const { record } of pairs) if (record) records.delete(record)
    const others = records.values()
    return pairs.flatMap(({ source, record = others.next().value }) => (record ? [{ source, record }] : []))
  })
}

function rowsOf({ keys }: { readonly keys: ReadonlySet<string> }): string {
  return [...keys].toSorted(compareCodePoints).join('\n')
}

/** Those that share enough rows, the most alike first. */
function alikePairs(olds: readonly Old[], news: readonly New[]): readonly Pair[] {
  const holders = new Map<string, number[]>()
  const hold = (sign: string, index: number): void => {
    const list = holders.get(sign)
    if (list === undefined) holders.set(sign, [index])
    else if (list.length < COMMON_ROW_RECORDS) list.push(index)
  }
  for (const [index, { record, keys }] of olds.entries())
    for (const sign of signsOf(keys, record.source)) hold(sign, index)
  const pairs = news.flatMap(({ source, keys }): readonly Pair[] => {
    const candidates = new Set(signsOf(keys, source.path).flatMap((sign) => holders.get(sign) ?? []))
    return [...candidates].flatMap((index) => {
      const old = olds[index]
      const alike = likeness(keys, old?.keys ?? new Set())
      return old && alike.score >= ENOUGH ? [{ source, record: old.record, ...alike }] : []
    })
  })
  return pairs.toSorted(closestFirst)
}

/** What a record may be found by: its rows, and its name. */
function signsOf(keys: ReadonlySet<string>, path: string): readonly string[] {
  return [...[...keys].map((key) => `row ${key}`), `name ${fileName(path)}`]
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
