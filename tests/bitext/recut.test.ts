/** Cutting a record anew, however the old rules cut it: nothing is lost, nothing is cut twice, equal sentences keep all they have. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeContent, plainText, type Content } from '../../src/bitext/content.ts'
import { isPersons } from '../../src/bitext/is-persons.ts'
import { reconcile } from '../../src/bitext/reconcile.ts'
import type { DocumentRecord, RecordSegment } from '../../src/bitext/record.ts'
import { recut, type Recut } from '../../src/bitext/recut.ts'
import type { SourceUnit } from '../../src/bitext/source.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { anyHand, sourceOf, throughXliff, translated } from './make-record.ts'

type Cut = (unit: SourceUnit) => readonly Content[]
const CUTS = {
  paragraph: (unit) => cutUnit(unit, { mode: 'paragraph' }),
  sentence: (unit) => cutUnit(unit, { mode: 'sentence' }),
  clause: (unit) => cutUnit(unit, { mode: 'clause' }),
  abbreviations: (unit) => cutUnit(unit, { mode: 'sentence', abbreviations: ['البيت', 'النهر'] }),
} as const satisfies Record<string, Cut>

function recordCut(markdown: string, cut: Cut): DocumentRecord {
  return reconcile({ record: undefined, source: sourceOf(markdown), targetLanguage: 'en', rules: '0', cut }).record
}

function recutBy(record: DocumentRecord, markdown: string, cut: Cut): Recut {
  return recut({ record, source: sourceOf(markdown), rules: '1', cut })
}

const segmentsOf = ({ units }: DocumentRecord): readonly RecordSegment[] => units.flatMap(({ segments }) => segments)
const textOf = (record: DocumentRecord): readonly string[] =>
  record.units.map(({ segments }) => segments.map(({ source, after = '' }) => encodeContent(source) + after).join(''))
const pairOf = ({ source, target, oldSource, state }: RecordSegment): string =>
  [oldSource ?? source, target ?? []].map(encodeContent).join('\u0000') + state

const TEXT = 'ذهب إلى البيت. ثم نام، واستراح. وعاد في المساء.'

describe('by hand', () => {
  test('a segment that is split: its translation is stale beside what it was of, the other parts are new', () => {
    const before = translated(recordCut(TEXT, CUTS.paragraph), () => 'person')
    const { record, rows } = recutBy(before, TEXT, CUTS.sentence)
    expect(rows).toHaveLength(1)
    const segments = segmentsOf(record)
    expect(segments.map(({ source }) => plainText(source))).toEqual([
      'ذهب إلى البيت.',
      'ثم نام، واستراح.',
      'وعاد في المساء.',
    ])
    const stale = segments.filter(({ mark }) => mark === 'stale')
    expect(stale).toHaveLength(1)
    expect(stale[0]).toMatchObject({ oldSource: [TEXT], target: [`T(${TEXT})`], origin: { kind: 'person' } })
    expect(segments.filter(({ target }) => target === undefined)).toHaveLength(2)
    expect(record).toMatchObject({ rules: '1', gone: [] })
  })

  test('a part that is too small to be taken for an edit of the whole still has the old pair beside it', () => {
    const many = Array.from({ length: 12 }, (_, index) => `وقال الرجل رقم ${index} كلاماً عن شيء${index}.`).join(' ')
    const { record } = recutBy(
      translated(recordCut(many, CUTS.paragraph), () => 'person'),
      many,
      CUTS.sentence,
    )
    expect(
      segmentsOf(record).filter(({ mark, oldSource }) => mark === 'stale' && oldSource?.[0] === many),
    ).toHaveLength(1)
  })

  test('segments that are joined: one translation stands stale beside its source, the others wait', () => {
    const before = translated(recordCut(TEXT, CUTS.sentence), () => 'reviewed')
    const { record } = recutBy(before, TEXT, CUTS.abbreviations)
    expect(segmentsOf(record).map(({ source, mark }) => [plainText(source), mark])).toEqual([
      ['ذهب إلى البيت. ثم نام، واستراح.', 'stale'],
      ['وعاد في المساء.', undefined],
    ])
    expect(record.gone.flatMap(({ segments }) => segments)).toHaveLength(1)
    expect(record.gone[0]).toMatchObject({ rules: '0' })
    expect(segmentsOf(record)[1]).toEqual(segmentsOf(before)[2])
  })
})

describe('laws', () => {
  const sentence = fc.constantFrom(
    'ذهب إلى البيت.',
    'ثم نام، واستراح؛ وعاد.',
    'قال د. أحمد: نعم.',
    'هل وصل **النهر** اليوم؟',
    'وقف عند النهر. ',
    'قرأ [كتاباً](http://a.example) قديماً.',
    'وبقي هناك، طويلاً.',
  )
  const paragraph = fc.array(sentence, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '))
  const markdown = fc.array(paragraph, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n\n'))
  const cut = fc.constantFrom(...Object.values(CUTS))
  const given = fc.tuple(markdown, cut, cut)

  test('the text is the same; every translation is beside its sentence or waits; what is cut as before is as before', () => {
    fc.assert(
      fc.property(given, ([text, old, now]) => {
        const before = translated(recordCut(text, old), anyHand)
        const { record, rows } = recutBy(before, text, now)
        expect(textOf(record)).toEqual(textOf(before))
        const all = [...segmentsOf(record), ...record.gone.flatMap(({ segments }) => segments)]
        const pairs = all.map(pairOf)
        for (const segment of segmentsOf(before)) {
          if (segment.target === undefined) continue
          if (isPersons(segment)) expect(pairs).toContain(pairOf(segment))
          else
            expect(all.some(({ target }) => encodeContent(target ?? []) === encodeContent(segment.target ?? []))).toBe(
              true,
            )
        }
        const changed = new Set(rows.map(({ id }) => id))
        for (const [index, unit] of record.units.entries())
          if (!changed.has(unit.id)) expect(unit.segments).toEqual(before.units[index]?.segments)
        for (const { before: olds, after } of rows)
          for (const segment of olds) {
            const same = after.find((each) => each.id === segment.id)
            if (same && encodeContent(same.source) === encodeContent(segment.source) && segment.target !== undefined)
              expect(same).toMatchObject({ target: segment.target, state: segment.state })
          }
        throughXliff(record)
      }),
      { numRuns: 100 },
    )
  })

  test('twice is once', () => {
    fc.assert(
      fc.property(given, ([text, old, now]) => {
        const { record } = recutBy(translated(recordCut(text, old), anyHand), text, now)
        const again = recutBy(throughXliff(record), text, now)
        expect(again.rows).toEqual([])
        expect(throughXliff(again.record)).toEqual(throughXliff(record))
      }),
      { numRuns: 100 },
    )
  })
})
