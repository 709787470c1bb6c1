/** Merging records: laws over random work of two sides. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeContent, plainText, renumberCodes, type Content } from '../../src/bitext/content.ts'
import { hashContent, hashPair } from '../../src/bitext/hash-content.ts'
import { isPersons } from '../../src/bitext/is-persons.ts'
import { markConflicts } from '../../src/bitext/merge/mark-conflicts.ts'
import { mergeRecords } from '../../src/bitext/merge/merge-records.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from '../../src/bitext/record.ts'
import { serializeRecord } from '../../src/bitext/write-record.ts'
import { applyEdit, edit, markdownOf, paragraphs, type Edit } from './edit-script.ts'
import { anyHand, step, throughXliff, translated } from './make-record.ts'

const WORK = ['correct', 'approve', 'final', 'machine', 'delete', 'waive', 'note', 'needs-work', 'unapprove'] as const

interface Work {
  readonly kind: (typeof WORK)[number]
  /** Row and segment, by the remainder of their numbers. */
  readonly at: number
  readonly to: number
  readonly words: string
}

const work = (kinds: readonly Work['kind'][] = WORK): fc.Arbitrary<Work> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.nat(30),
    to: fc.nat(5),
    words: fc.constantFrom('Coffee.', 'Tea & <b>', 'قهوة ١٢'),
  })

function workOn(segment: RecordSegment, { kind, words }: Work): RecordSegment {
  const { mark: _mark, oldSource: _old, reason: _reason, approved: _approved, ...rest } = segment
  const target: Content = [words]
  const sourceHash = hashContent(segment.source)
  const approve = (state: 'reviewed' | 'final'): RecordSegment =>
    rest.target === undefined
      ? segment
      : { ...rest, state, sourceHash, approved: hashPair(segment.source, rest.target) }
  switch (kind) {
    case 'correct':
      return { ...rest, target, state: 'translated', sourceHash, origin: { kind: 'person' } }
    case 'approve':
      return approve('reviewed')
    case 'final':
      return approve('final')
    case 'machine':
      return isPersons(segment)
        ? segment
        : {
            ...rest,
            target,
            machine: target,
            state: 'translated',
            sourceHash,
            origin: { kind: 'machine', provider: 'deepl' },
          }
    case 'delete':
      return {
        id: segment.id,
        source: segment.source,
        state: 'initial',
        ...(segment.after === undefined ? {} : { after: segment.after }),
      }
    case 'waive':
      return segment.target === undefined ? segment : { ...segment, waived: { ...segment.waived, numbers: words } }
    case 'needs-work':
      return segment.target === undefined || segment.mark === 'stale'
        ? segment
        : { ...segment, mark: 'needs-work', reason: words }
    case 'unapprove':
      return segment.state === 'final' ? { ...segment, state: 'reviewed' } : segment
    case 'note':
      return segment
  }
}

function apply(record: DocumentRecord, each: Work): DocumentRecord {
  const index = each.at % Math.max(1, record.units.length)
  const change = (unit: RecordUnit): RecordUnit => ({
    ...unit,
    ...(each.kind === 'note' ? { notes: [...unit.notes, { text: each.words }] } : {}),
    segments: unit.segments.map((segment, number) =>
      number === each.to % unit.segments.length ? workOn(segment, each) : segment,
    ),
  })
  return { ...record, units: record.units.map((unit, number) => (number === index ? change(unit) : unit)) }
}

const first = paragraphs.map((rows) => ({
  rows,
  record: throughXliff(translated(step(undefined, markdownOf(rows)), anyHand)),
}))
const text = ({ record }: { readonly record: DocumentRecord }): string => serializeRecord(record)
/** Whatever the numbers of the codes; the source may be the other side's, and the words stale by it. */
const wordsOf = ({ target = [] }: RecordSegment): string => encodeContent(renumberCodes(target).content)
const people = (record: DocumentRecord): readonly string[] =>
  [...record.units, ...record.gone].flatMap(({ segments }) => segments.filter(isPersons).map(wordsOf))

const wordsOfPeople = (record: DocumentRecord): readonly string[] =>
  [...record.units, ...record.gone].flatMap(({ segments }) =>
    segments.filter(isPersons).map(({ target = [] }) => plainText(target).trim()),
  )

describe('laws', () => {
  test('a side that changed nothing gives way, and two that did the same agree', () => {
    fc.assert(
      fc.property(first, fc.array(work(), { maxLength: 6 }), ({ record: base }, works) => {
        const ours = throughXliff(works.reduce(apply, base))
        for (const three of [
          { base, ours, theirs: base },
          { base, ours: base, theirs: ours },
          { base, ours, theirs: ours },
          { base: undefined, ours, theirs: ours },
        ])
          expect(text(mergeRecords(three, 'ours'))).toBe(serializeRecord(ours))
      }),
      { numRuns: 20 },
    )
  })

  test('work on different rows is the work of both, in either order', () => {
    fc.assert(
      fc.property(
        first,
        fc.array(work(), { maxLength: 6 }),
        fc.array(work(), { maxLength: 6 }),
        ({ record: base }, mine, others) => {
          const even = mine.map((each) => ({ ...each, at: (each.at % base.units.length) & ~1 }))
          const odd = others
            .map((each) => ({ ...each, at: (each.at % base.units.length) | 1 }))
            .filter(({ at }) => at < base.units.length)
          const [ours, theirs] = [throughXliff(even.reduce(apply, base)), throughXliff(odd.reduce(apply, base))]
          const both = serializeRecord([...even, ...odd].reduce(apply, base))
          expect(mergeRecords({ base, ours, theirs }, 'ours')).toMatchObject({ conflicts: [] })
          expect(text(mergeRecords({ base, ours, theirs }, 'ours'))).toBe(both)
          expect(text(mergeRecords({ base, ours: theirs, theirs: ours }, 'ours'))).toBe(both)
        },
      ),
      { numRuns: 30 },
    )
  })

  /** A side edits the source, builds, and works on what it has then. */
  const side = fc.tuple(fc.array(edit, { maxLength: 3 }), fc.array(work(), { maxLength: 5 }))
  const made = (
    rows: readonly string[],
    base: DocumentRecord,
    [edits, works]: readonly [readonly Edit[], readonly Work[]],
  ) => {
    const now = edits.reduce((each, one) => applyEdit(each, one, rows), rows)
    const built = edits.length === 0 ? base : translated(step(base, markdownOf(now)))
    return { rows: now, record: throughXliff(works.reduce(apply, built)) }
  }

  test('whatever both do, to the source as well: the same from either side, readable, and nothing of a person is lost', () => {
    fc.assert(
      fc.property(first, side, side, ({ rows, record: base }, mine, others) => {
        const [ours, theirs] = [made(rows, base, mine), made(rows, base, others)]
        const merge = (which: 'ours' | 'theirs') =>
          mergeRecords({ base, ours: ours.record, theirs: theirs.record }, which)
        const [a, b] = [merge('ours'), merge('theirs')]
        expect(text(mergeRecords({ base, ours: theirs.record, theirs: ours.record }, 'theirs'))).toBe(text(a))
        expect(a.conflicts).toEqual(b.conflicts)
        if (a.conflicts.length === 0) expect(text(b)).toBe(text(a))
        throughXliff(a.record)
        // What a side left as it was gives way to what the other made of it; all else is there, on one side of a conflict at least.
        const [was, here] = [people(base), new Set([...people(a.record), ...people(b.record)])]
        for (const [own, other] of [
          [ours.record, theirs.record],
          [theirs.record, ours.record],
        ] as const) {
          const theOther = new Set(people(other))
          for (const each of people(own)) if (!was.includes(each) || theOther.has(each)) expect(here).toContain(each)
        }
        // The next build holds it against either source; what it has no place for waits.
        for (const source of [ours.rows, theirs.rows]) {
          const built = step(throughXliff(a.record), markdownOf(source))
          // (codes that a source has no more go from its translation)
          const after = new Set(wordsOfPeople(built))
          for (const each of wordsOfPeople(a.record)) expect(after).toContain(each)
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('a row of which each side has taken out what the other one left is in the way of nothing', () => {
  const base = throughXliff(translated(step(undefined, 'قال الرجل نعم. ثم عاد إلى البيت.\n\nانتهى.')))
  const [ours, theirs] = ['قال الرجل نعم.\n\nانتهى.', 'ثم عاد إلى البيت.\n\nانتهى.'].map((rows) => step(base, rows))
  if (ours === undefined || theirs === undefined) throw new Error('no sides')
  const { record } = mergeRecords({ base, ours, theirs }, 'ours')
  expect(throughXliff(record).units.every(({ segments }) => segments.length > 0)).toBe(true)
})

describe('one segment', () => {
  const base = throughXliff(translated(step(undefined, 'قال الرجل نعم.')))
  const doing = (...works: readonly Partial<Work>[]): DocumentRecord =>
    throughXliff(
      works.map((each): Work => ({ kind: 'correct', at: 0, to: 0, words: 'Coffee.', ...each })).reduce(apply, base),
    )
  const merged = (ours: DocumentRecord, theirs: DocumentRecord) => {
    const result = mergeRecords({ base, ours, theirs }, 'ours')
    return { conflicts: result.conflicts, segment: result.record.units[0]?.segments[0] }
  }

  test("a person's words go before a machine's, on either side", () => {
    // Whichever of the two comes first by its letters.
    for (const words of ['A hand wrote it.', 'Zeal wrote it.']) {
      const [person, machine] = [doing({ words }), doing({ kind: 'machine', words: 'Machines wrote it.' })]
      for (const { conflicts, segment } of [merged(person, machine), merged(machine, person)]) {
        expect(conflicts).toEqual([])
        expect(plainText(segment?.target ?? [])).toBe(words)
      }
    }
    const machine = doing({ kind: 'machine', words: 'Machines wrote it.' })
    expect(plainText(merged(doing({ kind: 'approve' }), machine).segment?.target ?? [])).toBe('T(قال الرجل نعم.)')
  })

  test("two people's different words are a conflict, also where one approved what the other corrected", () => {
    expect(merged(doing({ words: 'One.' }), doing({ words: 'Two.' })).conflicts).toHaveLength(1)
    expect(merged(doing({ kind: 'final' }), doing({ words: 'Two.' })).conflicts).toHaveLength(1)
  })

  test('for the same words the higher approval counts, and the waivers of both', () => {
    const [reviewed, final] = [doing({ kind: 'approve' }, { kind: 'waive', words: 'so' }), doing({ kind: 'final' })]
    for (const { conflicts, segment } of [merged(reviewed, final), merged(final, reviewed)]) {
      expect(conflicts).toEqual([])
      expect(segment).toMatchObject({ state: 'final', waived: { numbers: 'so' } })
    }
    const same = [doing({ words: 'One.' }, { kind: 'approve' }), doing({ words: 'One.' })] as const
    expect(merged(...same)).toMatchObject({ conflicts: [], segment: { state: 'reviewed' } })
  })

  test('a conflict stands in the text whole, on whole rows, and each choice is a record', () => {
    const [ours, theirs] = [doing({ words: 'One & <b>.' }, { kind: 'approve' }), doing({ words: 'اثنان.' })]
    const sides = (['ours', 'theirs'] as const).map((which) => text(mergeRecords({ base, ours, theirs }, which)))
    const marked = markConflicts(sides[0] ?? '', sides[1] ?? '')
    expect(marked.match(/^(<<<<<<< ours|=======|>>>>>>> theirs)$/gm)).toHaveLength(3)
    const choose = (which: number): string =>
      marked.replaceAll(/<{7} ours\n([^]*?)={7}\n([^]*?)>{7} theirs\n/g, `$${which}`)
    expect([choose(1), choose(2)]).toEqual(sides)
  })
})
