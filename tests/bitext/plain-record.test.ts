/** The short way through a record and the way by a tree of XML are one: in what they write, read, and refuse. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRecord, parseTree, readRecord } from '../../src/bitext/read-record.ts'
import type { DocumentRecord, RecordUnit } from '../../src/bitext/record.ts'
import { isSameRecord } from '../../src/bitext/same-record.ts'
import { frameOf, serializeRecord, serializeTree } from '../../src/bitext/write-record.ts'
import { readPlainUnits } from '../../src/bitext/plain-record.ts'
import { MuqabilError } from '../../src/errors.ts'
import { trials } from '../trials.ts'
import { applyEdit, edit, markdownOf, paragraphs } from './edit-script.ts'
import { anyHand, step, translated } from './make-record.ts'

const file = 'a.xlf'

/** A record with rows in every state, codes, rows that are gone, and texts that XML has to escape. */
const records = fc
  .record({
    rows: paragraphs,
    edits: fc.array(edit, { maxLength: 4 }),
    changes: fc.array(fc.record({ unit: fc.nat(), change: fc.nat() }), { maxLength: 6 }),
    odd: fc.string({
      unit: fc.constantFrom('a', '&', '<', '>', ']]>', '"', '\r', '\n', '\t', '\u0001', '\uFFFF', '😀', ' '),
    }),
  })
  .map(({ rows, edits, changes, odd }): DocumentRecord => {
    const before = translated(step(undefined, markdownOf(rows)), anyHand)
    const edited = edits.reduce<readonly string[]>((now, each) => applyEdit(now, each, rows), rows)
    const after = step(before, markdownOf(edited))
    return changes.reduce((record, { unit, change }) => changed(record, unit, change, odd), after)
  })

/** What a build, an import or a person may do to a row of a record. */
function changed(record: DocumentRecord, index: number, change: number, odd: string): DocumentRecord {
  const at = index % Math.max(1, record.units.length)
  const of = (unit: RecordUnit): RecordUnit => {
    const [first, ...rest] = unit.segments
    if (first === undefined) return unit
    switch (change % 7) {
      case 0:
        return { ...unit, aliases: ['p-0000', 'p-1111'], rules: '7', number: '12a' }
      case 1:
        return { ...unit, notes: [{ text: `see ${odd}` }] }
      case 2:
        return { ...unit, segments: [{ ...first, source: [odd === '' ? 'x' : odd] }, ...rest] }
      case 3:
        return {
          ...unit,
          segments: [{ ...first, target: odd === '' ? [] : [odd], origin: { kind: 'person' } }, ...rest],
        }
      case 4:
        return { ...unit, segments: [{ ...first, mark: 'needs-work', reason: odd, waived: { numbers: odd } }, ...rest] }
      case 5:
        return { ...unit, segments: [{ ...first, terms: '1234abcd', machine: ['other'] }, ...rest] }
      default:
        return { ...unit, kind: 'heading', depth: 2 }
    }
  }
  return { ...record, units: record.units.map((unit, place) => (place === at ? of(unit) : unit)) }
}

/** What comes of reading: the record, or the words of the refusal. */
function outcome(read: () => DocumentRecord): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof MuqabilError) return `${error.message} ${error.code}`
    throw error
  }
}

describe('a record that no other tool has had', () => {
  test('is written as by way of a tree', () => {
    fc.assert(
      fc.property(records, (record) => {
        expect(serializeRecord(record)).toBe(serializeTree(record))
      }),
      trials(60),
    )
  })

  test('is read as by way of a tree', () => {
    fc.assert(
      fc.property(records, (record) => {
        const text = serializeRecord(record)
        expect(parseRecord(text, { file })).toEqual(parseTree(text, { file }))
        // Without this the short way might never be taken.
        expect(readPlainUnits(text, frameOf(record), file)).toBeDefined()
      }),
      trials(60),
    )
  })

  test('is known to be the same without being written', () => {
    fc.assert(
      fc.property(records, records, fc.nat(), fc.nat(6), (one, other, unit, change) => {
        const text = serializeRecord(one)
        const { record: read, isAsWritten } = readRecord(text, { file })
        if (isAsWritten) expect(serializeRecord(read)).toBe(text)
        expect(isSameRecord(read, { ...read, units: structuredClone(read.units) as DocumentRecord['units'] })).toBe(
          true,
        )
        for (const now of [
          one,
          other,
          changed(read, unit, change, 'x'),
          { ...read, gone: [] },
          { ...read, rules: '9' },
        ])
          if (isSameRecord(now, read)) expect(serializeRecord(now)).toBe(serializeRecord(read))
      }),
      trials(60),
    )
  })

  const PIECES = [
    '', ' ', '\n', '<', '>', '"', '&', '&amp;', '&#x41;', '&quot;', '<!--', '-->', '<![CDATA[', ']]>', '<?x ?>', '/', 'x', '=',
    '\n    </unit>\n', '    <unit id="u9" type="muqabil:paragraph">\n', '</segment>', '<segment id="s9">', '</source>', '<source>',
    ' translate="no"', ' xml:lang="ar"', ' state="final"', ' id="s1"', '<pc id="1">', '</pc>', '<ph id="9"/>', '<mrk id="m" type="comment">', '</mrk>',
    '<notes><note>n</note></notes>', '<ignorable>\n        <source> </source>\n      </ignorable>\n', '\u00A0', '\uFFFF', '\r', '٣',
  ] // prettier-ignore

  test('is read or refused as by way of a tree, whatever stands in it by a slip', () => {
    const slip = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.constantFrom(0, 0, 1, 2, 7, 40),
      piece: fc.constantFrom(...PIECES),
    })
    fc.assert(
      fc.property(records, fc.array(slip, { minLength: 1, maxLength: 3 }), (record, slips) => {
        const text = slips.reduce((sofar, { at, length, piece }) => {
          const start = Math.floor(at * sofar.length)
          return sofar.slice(0, start) + piece + sofar.slice(start + length)
        }, serializeRecord(record))
        expect(outcome(() => parseRecord(text, { file }))).toEqual(outcome(() => parseTree(text, { file })))
      }),
      trials(250),
    )
  })

  test('is not taken for what a comment, an instruction or a section says', () => {
    const record = translated(step(undefined, 'جملة أولى.\n\nجملة ثانية.\n\nجملة ثالثة.\n'))
    const text = serializeRecord(record)
    const units = text.split(/(?=^ {4}<unit )/m)
    for (const [open, close] of [
      ['<!--', '-->'],
      ['<?x ', '?>'],
    ]) {
      const hidden = [units[0], open, units[1], close, ...units.slice(2)].join('')
      expect(parseRecord(hidden, { file }).units).toHaveLength(2)
    }
    expect(() => parseRecord(text.replace('id="p-', 'id="x y-'), { file })).toThrow('x y-')
    expect(() => parseRecord([units[0], units[1], units[1], ...units.slice(2)].join(''), { file })).toThrow(
      '[xliff-rule]',
    )
  })
})
