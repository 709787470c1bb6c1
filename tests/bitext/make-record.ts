/** Records for the tests: a Markdown source, read and cut as a build does it, with translations that name their sentence. */
import { expect } from 'vitest'
import { plainText, type Content } from '../../src/bitext/content.ts'
import { hashContent, hashPair } from '../../src/bitext/hash-content.ts'
import { parseRecord } from '../../src/bitext/read-record.ts'
import { reconcile } from '../../src/bitext/reconcile.ts'
import type { DocumentRecord, RecordSegment } from '../../src/bitext/record.ts'
import type { SourceDocument } from '../../src/bitext/source.ts'
import { serializeRecord } from '../../src/bitext/write-record.ts'
import { readDocumentText } from '../../src/document/formats.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { extractUnits } from '../../src/segment/extract-units.ts'

export function sourceOf(markdown: string, path = 'input/a.md'): SourceDocument {
  const { tree, decisions } = readDocumentText(path, markdown)
  return extractUnits(tree, { path, language: 'ar', decisions })
}

/** The record after the source was changed to this. */
export function step(record: DocumentRecord | undefined, markdown: string, rules = '1'): DocumentRecord {
  return reconcile({
    record,
    source: sourceOf(markdown),
    targetLanguage: 'en',
    rules,
    cut: (unit) => cutUnit(unit, { mode: 'sentence' }),
  }).record
}

export type Hand = 'machine' | 'person' | 'reviewed' | 'final'

/** `T(…)` round the source, codes included. */
export function translationOf(source: Content): Content {
  const [first, ...rest] = source
  const opened: Content = typeof first === 'string' ? [`T(${first}`, ...rest] : ['T(', ...source]
  const last = opened.at(-1)
  return typeof last === 'string' ? [...opened.slice(0, -1), `${last})`] : [...opened, ')']
}

/** Every sentence that has no translation, or a machine's of an older wording, gets one by the hand that is chosen for it. */
export function translated(
  record: DocumentRecord,
  handOf: (segment: RecordSegment) => Hand | undefined = () => 'machine',
): DocumentRecord {
  const fill = (segment: RecordSegment): RecordSegment => {
    const hand = handOf(segment)
    const isOpen =
      segment.target === undefined ||
      (segment.mark === 'stale' && segment.origin?.kind === 'machine' && segment.state === 'translated')
    if (!isOpen || hand === undefined) return segment
    const { mark: _mark, oldSource: _old, reason: _reason, approved: _approved, machine: _machine, ...rest } = segment
    const target = translationOf(segment.source)
    const isApproved = hand === 'reviewed' || hand === 'final'
    return {
      ...rest,
      target,
      state: isApproved ? hand : 'translated',
      sourceHash: hashContent(segment.source),
      origin:
        hand === 'person'
          ? { kind: 'person', name: 'سلمى' }
          : { kind: 'machine', provider: 'google', model: 'general/nmt' },
      ...(hand === 'person' ? {} : { machine: target }),
      ...(isApproved ? { approved: hashPair(segment.source, target) } : {}),
    }
  }
  return { ...record, units: record.units.map((unit) => ({ ...unit, segments: unit.segments.map(fill) })) }
}

/** By the length of the sentence: the same sentence is always in the same hand. */
export function anyHand({ source }: RecordSegment): Hand | undefined {
  return (['machine', 'person', 'reviewed', undefined, 'final'] as const)[plainText(source).length % 5]
}

/** Through XLIFF and back: the same record, the same bytes. */
export function throughXliff(record: DocumentRecord): DocumentRecord {
  const text = serializeRecord(record)
  const read = parseRecord(text, { file: 'a.xlf' })
  expect(serializeRecord(read)).toBe(text)
  return read
}
