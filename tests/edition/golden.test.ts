/** Editions as they are, for the eye: a change of the markup is a change of these files. */
import { strFromU8, unzipSync } from 'fflate'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { endingOf, formats, type FormatName } from '../../src/edition/formats.ts'
import { makeEdition, PLAIN, type Said } from './make-edition.ts'

const FOLDER = 'tests/fixtures/edition'

/** A folder holds `input.*`, what is said of its sentences in `translation.json`, and `expected.*`. */
describe.each(readdirSync(FOLDER))('%s', (name) => {
  const folder = join(FOLDER, name)
  const input = readdirSync(folder).find((file) => file.startsWith('input.')) ?? 'input.md'
  const said = JSON.parse(readFileSync(join(folder, 'translation.json'), 'utf8')) as Readonly<Record<string, Said>>
  // A browser draws the others, or they take rows that a project has.
  const drawn = (Object.keys(formats) as FormatName[]).filter(
    (format) => formats[format].printed === undefined && !formats[format].takesRows,
  ) // its own keys
  test.each(drawn)('%s', (format) => {
    const { draft } = formats[format]
    const ending = endingOf(format, { sourceLanguage: 'ar', targetLanguage: 'en' })
    const text = readFileSync(join(folder, input), 'utf8')
    const draw = (): string | Uint8Array =>
      draft(
        makeEdition(input, text, (sentence) => said[sentence] ?? (said['*'] as Said | undefined)),
        PLAIN,
      ).finish([])
    const actual = draw()
    expect(draw()).toEqual(actual)
    const shown = typeof actual === 'string' ? actual : unpacked(actual)
    const expected = join(folder, `expected${ending}${typeof actual === 'string' ? '' : '.txt'}`)
    if (process.env.MUQABIL_UPDATE === '1') writeFileSync(expected, shown)
    if (!existsSync(expected)) throw new Error(`${expected} is missing; run npm run update, and review it`)
    expect(shown).toBe(readFileSync(expected, 'utf8'))
  })
})

/** The files of a book, one after the other. */
function unpacked(bytes: Uint8Array): string {
  return Object.entries(unzipSync(bytes))
    .map(([name, content]) => `==== ${name}\n${strFromU8(content)}\n`)
    .join('')
}
