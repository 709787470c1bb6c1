/** Numbers that a book has printed stay what they are. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freezeNumbers, runNumbers } from '../../src/bitext/freeze-numbers.ts'
import type { DocumentRecord, RecordUnit } from '../../src/bitext/record.ts'

const unit = (id: string, number?: string): RecordUnit => ({
  id,
  kind: 'paragraph',
  segments: [],
  codes: {},
  aliases: [],
  notes: [],
  ...(number === undefined ? {} : { number }),
})
const record = (units: readonly RecordUnit[], gone: readonly RecordUnit[] = []): DocumentRecord => ({
  source: 'input/a.txt',
  sourceLanguage: 'ar',
  targetLanguage: 'en',
  rules: '1',
  units,
  gone,
})
const numbersOf = ({ units }: DocumentRecord): readonly (string | undefined)[] => units.map(({ number }) => number)
/** Units by their numbers, or '-' for one that is new. */
const frozen = (numbers: string, gone = ''): string =>
  numbersOf(
    freezeNumbers(
      record(
        numbers.split(' ').map((number, index) => unit(`p-${index}`, number === '-' ? undefined : number)),
        gone === '' ? [] : gone.split(' ').map((number) => unit(`g-${number}`, number)),
      ),
    ),
  ).join(' ')

describe('frozen numbers', () => {
  test.each([
    ['- - -', '', '1 2 3'],
    ['1 2 - 3', '', '1 2 2a 3'],
    ['1 - - 2 -', '', '1 1a 1b 2 3'],
    ['1 - 1a 2', '', '1 1aa 1a 2'], // nothing stands before a
    ['1 1a - 1b 2', '', '1 1a 1aa 1b 2'],
    ['- 1 2', '', '0a 1 2'],
    ['1 2 -', '3', '1 2 4'], // the number of a row that is gone is not given again
    ['1 - 2', '1a', '1 1b 2'],
    ['12z - 13', '', '12z 12za 13'],
    ['1 1a 1a 2 3 3', '', '1 1a 1b 2 3 4'], // two branches gave the same ones
    ['1 5 - 2 3 4', '', '1 5 5a 2 3 4'], // a row that moved keeps its own
  ])('%s, without %s', (before, gone, after) => {
    expect(frozen(before, gone)).toBe(after)
  })

  test('whatever comes and goes: given ones stay, none is given twice, and a second time changes nothing', () => {
    const edits = fc.array(fc.record({ at: fc.nat(30), drop: fc.boolean() }), { maxLength: 40 })
    fc.assert(
      fc.property(fc.nat(8), edits, (count, script) => {
        let now = freezeNumbers(record(Array.from({ length: count }, (_, index) => unit(`p-${index}`))))
        const given = new Map<string, string>()
        for (const [step, { at, drop }] of script.entries()) {
          const place = at % (now.units.length + 1)
          const [gone] = drop ? now.units.slice(place, place + 1) : []
          const units = drop
            ? now.units.filter((each) => each !== gone)
            : now.units.toSpliced(place, 0, unit(`n-${step}`))
          now = freezeNumbers(record(units, gone ? [...now.gone, gone] : now.gone))
          for (const { id, number = '' } of now.units) {
            expect(given.get(id) ?? number).toBe(number)
            given.set(id, number)
          }
        }
        expect(new Set(given.values()).size).toBe(given.size)
        expect(freezeNumbers(now)).toEqual(now)
        expect(numbersOf(runNumbers(now)).filter(Boolean)).toEqual([])
      }),
    )
  })

  test('a row that is gone gives its number up where another branch gave it to one that is there', () => {
    const { units, gone } = freezeNumbers(record([unit('p', '1'), unit('q', '2')], [unit('g', '2'), unit('h', '3')]))
    expect([...units, ...gone].map(({ number }) => number)).toEqual(['1', '2', undefined, '3'])
  })

  test('front matter has none', () => {
    const units = [{ ...unit('m'), kind: 'metadata' as const }, unit('p')]
    expect(numbersOf(freezeNumbers(record(units)))).toEqual([undefined, '1'])
  })
})
