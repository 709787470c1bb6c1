/** XLIFF: what is valid comes back unchanged, what is not is refused with its line. Fixtures are found by listing. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { MuqabilError } from '../../src/errors.ts'
import { parseXliff } from '../../src/bitext/xliff/parse-xliff.ts'
import { serializeXliff } from '../../src/bitext/xliff/serialize-xliff.ts'
import { canonicalXml } from './canonical-xml.ts'

const FIXTURES = 'tests/fixtures/xliff'
const isUpdate = process.env.MUQABIL_UPDATE !== undefined

function list(folder: string): readonly string[] {
  return readdirSync(join(FIXTURES, folder))
    .filter((name) => name.endsWith('.xlf'))
    .toSorted()
}

function read(folder: string, name: string): string {
  return readFileSync(join(FIXTURES, folder, name), 'utf8')
}

describe('valid', () => {
  test.each(list('valid'))('%s', (name) => {
    const text = read('valid', name)
    const bitext = parseXliff(text, { file: name })
    const written = serializeXliff(bitext)
    expect(canonicalXml(written)).toBe(canonicalXml(text))
    expect(parseXliff(written)).toEqual(bitext)
    expect(serializeXliff(parseXliff(written))).toBe(written)
  })
})

/** `<name>: <sentence>` a line; `npm run update` writes it, and the change is read like code. */
const SENTENCES = join(FIXTURES, 'invalid/expected.txt')

function sentenceOf(name: string): string {
  try {
    parseXliff(read('invalid', name), { file: name })
    return `${name}: accepted`
  } catch (error) {
    if (error instanceof MuqabilError) return error.message
    throw error
  }
}

describe('invalid', () => {
  const names = list('invalid')
  if (isUpdate) writeFileSync(SENTENCES, `${names.map(sentenceOf).join('\n')}\n`)
  const expected = existsSync(SENTENCES) ? readFileSync(SENTENCES, 'utf8').trimEnd().split('\n') : []
  test('every fixture has its sentence, and no other', () => {
    expect(expected.map((line) => /^[^:]+/.exec(line)?.[0])).toEqual(names)
  })
  test.each(names.map((name, index) => [name, expected[index]] as const))('%s', (name, sentence) => {
    expect(sentenceOf(name)).toBe(sentence)
    expect(sentence).toMatch(/^[\w.-]+:\d+(?::\d+)?: Unexpected .* \[(?:xml|xliff|record)-\w+\]$/)
  })
})
