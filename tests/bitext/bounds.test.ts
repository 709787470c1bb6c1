/** Hostile and huge files: read or refused, with the line, in bounded time and room. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { parseRecord } from '../../src/bitext/read-record.ts'
import type { DocumentRecord } from '../../src/bitext/record.ts'
import { serializeRecord } from '../../src/bitext/write-record.ts'
import { parseXliff } from '../../src/bitext/xliff/parse-xliff.ts'
import { serializeXliff } from '../../src/bitext/xliff/serialize-xliff.ts'
import { temporaryProject } from '../temporary-project.ts'

const CORE = 'urn:oasis:names:tc:xliff:document:2.0'

function documentOf(inside: string, attributes = ''): string {
  return `<xliff xmlns="${CORE}" version="2.1" srcLang="ar" trgLang="en">\n<file id="f1"${attributes}>\n${inside}\n</file>\n</xliff>\n`
}

function unitOf(source: string, before = ''): string {
  return documentOf(`<unit id="u1">\n${before}<segment>\n<source>${source}</source>\n</segment>\n</unit>`)
}

const DEEP = 100_000

describe('nesting 100,000 deep is refused at once, with its line', () => {
  test.each([
    ['codes', unitOf('<pc id="1">'.repeat(DEEP)), 5],
    ['extensions', unitOf('نص', `${'<x xmlns="urn:x">'.repeat(DEEP)}\n`), 4],
    ['groups', documentOf(Array.from({ length: DEEP }, (_, index) => `<group id="g${index}">`).join('\n')), 257],
    ['other XML', '<a>'.repeat(DEEP), 1],
  ])('%s', (_, text, line) => {
    expect(() => parseXliff(text, { file: 'a.xlf' })).toThrow(
      expect.objectContaining({ code: 'xml-refused', file: 'a.xlf', line }) as Error,
    )
  })
})

describe('what is long and not deep is read', () => {
  const long = 'قهوة '.repeat(2_000_000)
  test('an attribute of 10 MB comes back', () => {
    const text = documentOf(`<unit id="u1" name="${long}">\n<segment>\n<source>نص</source>\n</segment>\n</unit>`)
    const bitext = parseXliff(text)
    expect(bitext.files[0]?.entries[0]?.attributes.name === long).toBe(true)
    const written = serializeXliff(bitext)
    expect(serializeXliff(parseXliff(written)) === written).toBe(true)
  })

  test('a text of 10 MB, a comment of 10 MB, 20,000 attributes and 50,000 codes in one unit', () => {
    const codes = Array.from({ length: 50_000 }, (_, index) => `<ph id="${index}"/>`).join('')
    const attributes = Array.from({ length: 20_000 }, (_, index) => `a${index}=""`).join(' ')
    const bitext = parseXliff(unitOf(`${long}<!--${long}-->${codes}`, `<x xmlns="urn:x" ${attributes}/>`))
    expect(bitext.files).toHaveLength(1)
  })

  test('a text over the limit is refused by name', () => {
    expect(() => parseXliff(unitOf('a'.repeat(50_000_001)), { file: 'a.xlf' })).toThrow(
      /^a\.xlf:5: Unexpected text of over 50000000 characters, expected plain XML within limits;/,
    )
  })
})

/** A record of so many rows, as lines of its own file. */
function bigRecord(rows: number): DocumentRecord {
  const units = Array.from({ length: rows }, (_, index): DocumentRecord['units'][number] => {
    const source = [`قال الرجل إلى البيت كتب قهوة وعاد المدينة كبيرة جداً لكن النهر في الصباح الباكر ${index}.`]
    const target = [`The man said to the house that he wrote the coffee and returned to the big city ${index}.`]
    return {
      id: `p-${index.toString(16).padStart(8, '0')}`,
      kind: 'paragraph',
      segments: [
        {
          id: 's1',
          source,
          target,
          state: 'translated',
          origin: { kind: 'machine', provider: 'google', model: 'general/nmt' },
          sourceHash: '0123456789abcdef',
          machine: target,
        },
      ],
      codes: {},
      aliases: [],
      notes: [],
    }
  })
  return { source: 'input/a.txt', sourceLanguage: 'ar', targetLanguage: 'en', rules: '1', units, gone: [] }
}

/** Reads, takes up and writes a record in a process of its own; megabytes and milliseconds. */
const CHILD = `
import { readFileSync } from 'node:fs'
import { parseRecord } from '${resolve('src/bitext/read-record.ts')}'
import { serializeRecord } from '${resolve('src/bitext/write-record.ts')}'
const text = readFileSync(process.argv[2], 'utf8')
const start = performance.now()
const record = parseRecord(text, { file: 'a.xlf' })
const same = serializeRecord(record) === text
console.log(JSON.stringify({ same, units: record.units.length, milliseconds: performance.now() - start, megabytes: process.resourceUsage().maxRSS / 1024 }))
`

interface Measured {
  readonly same: boolean
  readonly units: number
  readonly milliseconds: number
  readonly megabytes: number
}

function measure(root: string, rows: number): { readonly measured: Measured; readonly megabytes: number } {
  const text = serializeRecord(bigRecord(rows))
  writeFileSync(join(root, 'a.xlf'), text)
  const megabytes = Buffer.byteLength(text) / 1e6
  const limit = Math.ceil(10 * megabytes + 300)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${limit}`, 'child.mjs', 'a.xlf'],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
  return { measured: JSON.parse(stdout) as Measured, megabytes } // the child's own last line
}

describe('a record of many rows', () => {
  test('is read and written in ten times its size and 300 MB, and in time that grows with it', () => {
    const root = temporaryProject({ 'child.mjs': CHILD })
    const small = measure(root, 3_000)
    const big = measure(root, 12_000)
    for (const { measured, megabytes } of [small, big]) {
      expect(measured.same).toBe(true)
      expect(measured.megabytes).toBeLessThan(10 * megabytes + 300)
    }
    expect(big.measured.units).toBe(12_000)
    // Four times the rows: twice that is room for a busy machine, and far from the square.
    expect(big.measured.milliseconds / small.measured.milliseconds).toBeLessThan(8)
  })

  test('can be one unit of 20,000 sentences', () => {
    const [first, ...rest] = bigRecord(20_000).units
    if (!first) throw new Error('no unit')
    const segments = [first, ...rest].flatMap((unit, index) =>
      unit.segments.map((segment) => ({ ...segment, id: `s${index + 1}`, after: ' ' })),
    )
    const record = { ...bigRecord(0), units: [{ ...first, segments }] }
    const text = serializeRecord(record)
    expect(serializeRecord(parseRecord(text, { file: 'a.xlf' })) === text).toBe(true)
  })
})
