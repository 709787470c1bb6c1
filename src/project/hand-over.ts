/** Records whose rows other documents have now: renamed sources, books that are read by chapters and no longer are. */
import { matchRenamed } from '../bitext/match-renamed.ts'
import { joinRecords, partRecord } from '../bitext/part-records.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { compareCodePoints } from '../text/collate.ts'
import { fileOf } from './chapters.ts'

export interface Orphan {
  readonly file: string
  readonly record: DocumentRecord
}

/** A record that others took over: it goes once all of them are written. */
export interface Handover {
  readonly file: string
  /** What it was the record of. */
  readonly source: string
  /** Paths of the documents that have its rows. */
  readonly heirs: readonly string[]
}

export interface HandedOver {
  readonly records: ReadonlyMap<string, DocumentRecord>
  readonly handovers: readonly Handover[]
}

/** @param missing Documents without a record. @param documents All of them, in the order of their paths. */
export function handOver(
  orphans: readonly Orphan[],
  missing: readonly SourceDocument[],
  documents: readonly SourceDocument[],
): HandedOver {
  const records = new Map<string, DocumentRecord>()
  const handovers: Handover[] = []
  const ofFile = Map.groupBy(orphans, ({ record }) => fileOf(record.source))
  const without = new Set(missing.map(({ path }) => path))
  for (const [file, chapters] of Map.groupBy(documents, ({ path }) => fileOf(path))) {
    const [first] = chapters
    if (first === undefined || !chapters.some(({ path }) => without.has(path))) continue
    if (first.path === file) {
      const parts = (ofFile.get(file) ?? [])
        .filter(({ record }) => record.source !== file)
        .toSorted((a, b) => compareCodePoints(a.record.source, b.record.source))
      const joined = joinRecords(
        parts.map(({ record }) => record),
        file,
      )
      if (joined !== undefined) records.set(file, joined)
      for (const part of parts) handovers.push({ file: part.file, source: part.record.source, heirs: [file] })
    } else {
      const whole = ofFile.get(file)?.find(({ record }) => record.source === file)
      if (whole === undefined) continue
      const heirs = chapters.filter(({ path }) => without.has(path)).map(({ path }) => path)
      for (const [path, record] of partRecord(whole.record, chapters)) if (without.has(path)) records.set(path, record)
      handovers.push({ file: whole.file, source: file, heirs })
    }
  }
  const taken = new Set(handovers.map(({ file }) => file))
  const renamed = matchRenamed(
    orphans.filter(({ file }) => !taken.has(file)).map(({ record }) => record),
    missing.filter(({ path }) => !records.has(path)),
  )
  for (const [path, record] of renamed) {
    records.set(path, record)
    const file = orphans.find((orphan) => orphan.record === record)?.file
    if (file !== undefined) handovers.push({ file, source: record.source, heirs: [path] })
  }
  return { records, handovers }
}
