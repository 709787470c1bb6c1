/** The laws of reconciling, over random changes of a source. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeContent, glue, plainText, type Content } from '../../src/bitext/content.ts'
import { hashContent, hashPair } from '../../src/bitext/hash-content.ts'
import { isPersons } from '../../src/bitext/is-persons.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from '../../src/bitext/record.ts'
import { segmentKey } from '../../src/bitext/segment-key.ts'
import { unitContent } from '../../src/bitext/unit-key.ts'
import { trials } from '../trials.ts'
import { applyEdit, edit, markdownOf, paragraphs } from './edit-script.ts'
import { anyHand, sourceOf, step, throughXliff, translated, translationOf } from './make-record.ts'

const everywhere = ({ units, gone }: DocumentRecord): readonly RecordSegment[] =>
  [...units, ...gone].flatMap(({ segments }) => segments)

/** Neighbours become one segment, translated together by a person, where `choose` says so. */
function withBeads(record: DocumentRecord, choose: (unit: RecordUnit) => boolean): DocumentRecord {
  const join = (unit: RecordUnit): RecordUnit => {
    const [first, second, ...rest] = unit.segments
    if (!first || !second || !choose(unit)) return unit
    const space: Content = first.after === undefined ? [] : [first.after]
    const source = glue([...first.source, ...space, ...second.source])
    const target = translationOf(source)
    const bead: RecordSegment = {
      id: first.id,
      source,
      ...(second.after === undefined ? {} : { after: second.after }),
      target,
      state: 'reviewed',
      origin: { kind: 'person' },
      sourceHash: hashContent(source),
      approved: hashPair(source, target),
    }
    return { ...unit, segments: [bead, ...rest] }
  }
  return { ...record, units: record.units.map(join) }
}

/** What a target translates. */
const madeFor = ({ source, oldSource }: RecordSegment): Content => oldSource ?? source
const pair = (segment: RecordSegment): string => `${plainText(madeFor(segment))} → ${plainText(segment.target ?? [])}`

function laws(before: DocumentRecord, after: DocumentRecord, rows: readonly string[]): void {
  const source = sourceOf(markdownOf(rows))
  // The record's rows are the source's, to the letter.
  expect(after.units.map((unit) => encodeContent(glue(unitContent(unit))))).toEqual(
    source.units.map(({ content }) => encodeContent(content)),
  )
  // Every name is one row's, and none that was ever given leads nowhere.
  const names = [...after.units, ...after.gone].flatMap(({ id, aliases }) => [id, ...aliases])
  expect(names.length).toBe(new Set(names).size)
  const kept = new Set(names)
  for (const { id, aliases, segments, notes } of before.units)
    if (notes.length > 0 || segments.some(({ target }) => target !== undefined))
      for (const name of [id, ...aliases]) expect(kept).toContain(name)
  for (const unit of [...after.units, ...after.gone])
    expect(new Set(unit.segments.map(({ id }) => id)).size).toBe(unit.segments.length)
  // Nothing of a person's is lost, and it stands with the sentence it was made for.
  const pairs = new Set(everywhere(after).map(pair))
  for (const segment of everywhere(before)) if (isPersons(segment)) expect(pairs).toContain(pair(segment))
  for (const segment of everywhere(after)) {
    if (segment.target === undefined) continue
    expect(plainText(segment.target)).toBe(`T(${plainText(madeFor(segment))})`)
    expect(segment.mark === 'stale').toBe(segment.oldSource !== undefined)
    if (segment.approved !== undefined) expect(segment.approved).toBe(hashPair(madeFor(segment), segment.target))
  }
  // What is known is not asked for again.
  const known = new Set(
    everywhere(before).flatMap(({ target, mark, source: own }) =>
      target === undefined || mark !== undefined ? [] : [segmentKey(own)],
    ),
  )
  for (const segment of after.units.flatMap(({ segments }) => segments)) {
    const { source: own, target, mark } = segment
    const waitsForPerson = mark === 'stale' && isPersons(segment)
    if (known.has(segmentKey(own)) && !waitsForPerson)
      expect([plainText(own), target === undefined, mark]).toEqual([plainText(own), false, undefined])
  }
  // Nobody's approval is multiplied.
  const approvals = (record: DocumentRecord, all: boolean): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>()
    for (const segment of all ? everywhere(record) : record.units.flatMap(({ segments }) => segments))
      if (segment.state === 'reviewed' || segment.state === 'final')
        counts.set(pair(segment), (counts.get(pair(segment)) ?? 0) + 1)
    return counts
  }
  const were = approvals(before, true)
  for (const [each, count] of approvals(after, false))
    expect([each, count <= (were.get(each) ?? 0)]).toEqual([each, true])
  // It stands still, in memory and on disk.
  expect(step(after, markdownOf(rows))).toEqual(after)
  const read = throughXliff(after)
  expect(throughXliff(step(read, markdownOf(rows)))).toEqual(read)
}

describe('random changes of a source', () => {
  test('keep every law, row after row, build after build', () => {
    fc.assert(
      fc.property(
        paragraphs,
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        fc.func(fc.boolean()),
        (start, edits, choose) => {
          let rows: readonly string[] = start
          let record = withBeads(translated(step(undefined, markdownOf(rows)), anyHand), (unit) => choose(unit.id))
          for (const each of edits) {
            rows = applyEdit(rows, each, start)
            const after = step(record, markdownOf(rows))
            laws(record, after, rows)
            record = translated(throughXliff(after), anyHand)
          }
        },
      ),
      trials(75),
    )
  })

  test('leave rows that stand once before and after under their names', () => {
    fc.assert(
      fc.property(paragraphs, fc.array(edit, { minLength: 1, maxLength: 4 }), (start, edits) => {
        const record = translated(step(undefined, markdownOf(start)))
        const rows = edits.reduce<readonly string[]>((now, each) => applyEdit(now, each, start), start)
        const after = step(record, markdownOf(rows))
        const idsOf = (units: readonly RecordUnit[]): ReadonlyMap<string, readonly string[]> =>
          new Map(
            [...Map.groupBy(units, (unit) => plainText(unitContent(unit)))].map(([text, list]) => [
              text,
              list.map(({ id }) => id),
            ]),
          )
        const was = idsOf(record.units)
        for (const [text, ids] of idsOf(after.units)) {
          const before = was.get(text) ?? []
          if (ids.length === 1 && before.length === 1) expect([text, ids[0]]).toEqual([text, before[0]])
        }
      }),
      trials(75),
    )
  })
})
