/** Reconciling: nothing lost, nothing billed twice, ids for ever. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText, type Content } from '../../src/bitext/content.ts'
import { hashContent, hashPair } from '../../src/bitext/hash-content.ts'
import { reconcile } from '../../src/bitext/reconcile.ts'
import type { DocumentRecord, RecordSegment } from '../../src/bitext/record.ts'
import type { SourceDocument } from '../../src/bitext/source.ts'
import { unitContent } from '../../src/bitext/unit-key.ts'
import { parseRecord } from '../../src/bitext/read-record.ts'
import { serializeRecord } from '../../src/bitext/write-record.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'

function documentOf(paragraphs: readonly string[]): SourceDocument {
  return {
    path: 'input/a.txt',
    language: 'ar',
    leftOut: [],
    decisions: [],
    skeleton: { type: 'root', children: [] },
    units: paragraphs.map((text) => ({ kind: 'paragraph', content: [text], codes: {} })),
  }
}

function step(record: DocumentRecord | undefined, paragraphs: readonly string[]): DocumentRecord {
  return reconcile({
    record,
    source: documentOf(paragraphs),
    targetLanguage: 'en',
    rules: '1',
    cut: (unit) => cutUnit(unit, { mode: 'sentence' }),
  }).record
}

/** Every sentence gets a translation that names it; every third one a person's. */
function translated(record: DocumentRecord): DocumentRecord {
  return {
    ...record,
    units: record.units.map((unit) => ({
      ...unit,
      segments: unit.segments.map((segment): RecordSegment => {
        if (segment.target !== undefined && segment.mark === undefined) return segment
        const target: Content = [`T(${plainText(segment.source)})`]
        const person = plainText(segment.source).length % 3 === 0
        const { mark: _mark, oldSource: _old, ...rest } = segment
        return {
          ...rest,
          target,
          sourceHash: hashContent(segment.source),
          state: person ? 'reviewed' : 'translated',
          ...(person
            ? { origin: { kind: 'person' }, approved: hashPair(segment.source, target) }
            : { origin: { kind: 'machine', provider: 'p' }, machine: target }),
        }
      }),
    })),
  }
}

const words = fc.constantFrom(
  'قال',
  'الرجل',
  'إلى',
  'البيت',
  'كَتَبَ',
  '١٢',
  'Node',
  'قهوة',
  'وعاد',
  'المدينة',
  'كبيرة',
  'جداً',
  'لكن',
  'النهر',
)
const sentence = fc.array(words, { minLength: 3, maxLength: 9 }).map((parts) => `${parts.join(' ')}.`)
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))
const edit = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'move', 'word', 'split', 'join', 'copy'),
  at: fc.nat(30),
  to: fc.nat(30),
  text: paragraph,
})

function apply(
  paragraphs: readonly string[],
  { kind, at, to, text }: { kind: string; at: number; to: number; text: string },
): string[] {
  const next = [...paragraphs]
  const index = next.length === 0 ? 0 : at % next.length
  const own = next[index] ?? ''
  if (kind === 'insert' || next.length === 0) next.splice(index, 0, text)
  else if (kind === 'delete') next.splice(index, 1)
  else if (kind === 'move') next.splice(to % next.length, 0, ...next.splice(index, 1))
  else if (kind === 'word') next[index] = own.replace(/\S+/, 'كلمة')
  else if (kind === 'split' && own.includes('. ')) next.splice(index, 1, ...own.split(/(?<=\.) /))
  else if (kind === 'join' && index + 1 < next.length) next.splice(index, 2, `${own} ${next[index + 1]}`)
  else if (kind === 'copy') next.splice(to % next.length, 0, own)
  return next
}

const all = (record: DocumentRecord): readonly RecordSegment[] =>
  [...record.units, ...record.gone].flatMap(({ segments }) => segments)

describe('random edit scripts', () => {
  test("no person's word is lost, an unchanged sentence keeps its translation, the source is whole, ids are unique and steady", () => {
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 12 }),
        fc.array(edit, { maxLength: 8 }),
        (start, edits) => {
          let paragraphs = [...start]
          let record = translated(step(undefined, paragraphs))
          for (const each of edits) {
            const before = record
            paragraphs = apply(paragraphs, each)
            record = step(before, paragraphs)
            expect(record.units.map((unit) => plainText(unitContent(unit)))).toEqual(paragraphs)
            const ids = [...record.units, ...record.gone].map(({ id }) => id)
            expect(new Set(ids).size).toBe(ids.length)
            const targets = new Set(all(record).map(({ target }) => plainText(target ?? [])))
            for (const segment of all(before))
              if (segment.state === 'reviewed') expect(targets).toContain(plainText(segment.target ?? []))
            const known = new Set(
              before.units
                .flatMap(({ segments }) => segments)
                .filter(({ mark }) => mark === undefined)
                .map(({ source }) => plainText(source)),
            )
            for (const segment of record.units.flatMap(({ segments }) => segments)) {
              if (known.has(plainText(segment.source)))
                expect([plainText(segment.source), segment.mark, plainText(segment.target ?? [])]).toEqual([
                  plainText(segment.source),
                  undefined,
                  `T(${plainText(segment.source)})`,
                ])
            }
            expect(step(record, paragraphs)).toEqual(record)
            expect(parseRecord(serializeRecord(record), { file: 'a.xlf' })).toEqual(record)
            record = translated(record)
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('single changes', () => {
  const A = 'الجملة الأولى في النص القديم. والثانية بعدها مباشرة.'
  const B = 'فقرة أخرى تماماً عن النهر والمدينة.'
  test('a stale translation comes back with its source', () => {
    const first = translated(step(undefined, [A, B]))
    const changed = step(first, [A.replace('القديم', 'الجديد'), B])
    expect(changed.units[0]?.id).toBe(first.units[0]?.id)
    expect(changed.units[0]?.segments[0]).toMatchObject({ mark: 'stale', oldSource: ['الجملة الأولى في النص القديم.'] })
    expect(changed.units[0]?.segments[1]).toEqual(first.units[0]?.segments[1])
    expect(step(changed, [A, B]).units).toEqual(first.units)
  })
  test('a row that is gone returns free of charge, with its id', () => {
    const first = translated(step(undefined, [A, B]))
    const without = step(first, [B])
    expect(without.gone.map(({ id }) => id)).toEqual([first.units[0]?.id])
    expect(step(without, [B, A]).units[1]).toEqual(first.units[0])
  })
  test('split and joined rows keep their translations; old ids stay anchors', () => {
    const first = translated(step(undefined, [A, B]))
    const split = step(first, ['الجملة الأولى في النص القديم.', 'والثانية بعدها مباشرة.', B])
    expect(
      split.units
        .flatMap(({ segments }) => segments)
        .every(({ target, mark }) => target !== undefined && mark === undefined),
    ).toBe(true)
    expect(split.units[0]?.id).toBe(first.units[0]?.id)
    const joined = step(first, [`${A} ${B}`])
    expect(joined.units[0]).toMatchObject({ id: first.units[0]?.id, aliases: [first.units[1]?.id] })
    expect(joined.units[0]?.segments).toHaveLength(3)
    expect(joined.units[0]?.segments.every(({ target }) => target !== undefined)).toBe(true)
  })
  test('newer rules never re-cut an unchanged row', () => {
    const first = step(undefined, [A])
    const again = reconcile({
      record: first,
      source: documentOf([A]),
      targetLanguage: 'en',
      rules: '2',
      cut: (unit) => [unit.content],
    }).record
    expect(again).toEqual(first)
  })
  test('a bead of two sentences stays one', () => {
    const first = step(undefined, [A])
    const unit = first.units[0]
    const bead: DocumentRecord = {
      ...first,
      units: unit
        ? [
            {
              ...unit,
              segments: [
                {
                  id: 's1',
                  source: [A],
                  target: ['Both.'],
                  state: 'final',
                  origin: { kind: 'person' },
                  approved: hashPair([A], ['Both.']),
                },
              ],
            },
          ]
        : [],
    }
    const changed = step(bead, [`${A} وثالثة جديدة هنا.`])
    expect(changed.units[0]?.segments[0]).toMatchObject({ source: [A], target: ['Both.'], state: 'final' })
  })
})
