/** Every source format from its bytes to its editions: a folder a format, each with all that is made of it. */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import process from 'node:process'
import { toHtml } from 'hast-util-to-html'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../src/document/formats.ts'
import { bilingualFormats } from '../../src/interchange/formats.ts'
import { build } from '../../src/project/build.ts'
import { sourceExtensions } from '../../src/project/sources.ts'
import { sourceFile } from '../document/source-file.ts'
import { zipFolder } from '../document/zip-folder.ts'
import { temporaryProject } from '../temporary-project.ts'

const FOLDER = 'tests/fixtures/formats'
/** Other names of a format that is there. */
const SAME = new Set(['.markdown', '.htm', '.xhtml', '.xliff'])
const CONFIG = { provider: 'pseudo', fonts: 'system', formats: ['html', 'markdown'] }

const names = readdirSync(FOLDER)
const inputOf = (name: string): string =>
  readdirSync(join(FOLDER, name)).find((file) => file.startsWith('input.')) ?? ''

test('no format is without a folder', () => {
  const there = new Set(names.map((name) => extname(inputOf(name))))
  expect(sourceExtensions.filter((extension) => !there.has(extension) && !SAME.has(extension))).toEqual([])
})

describe.each(names)('%s', (name) => {
  const input = inputOf(name)
  const path = join(FOLDER, name, input)
  const bytes = statSync(path).isDirectory() ? zipFolder(path) : readFileSync(path)

  test('its tree', async () => {
    const bilingual = bilingualFormats[extname(input)]
    if (bilingual !== undefined) {
      const { units } = bilingual(new TextDecoder().decode(bytes), input)
      return compare(name, 'units.json', `${JSON.stringify(units, undefined, 1)}\n`)
    }
    const { tree } = await readDocument(sourceFile(input, bytes))
    compare(name, 'tree.html', `${toHtml(tree)}\n`)
  })

  test('its record and its editions', async () => {
    const root = temporaryProject({ [`input/${input}`]: bytes, 'muqabil.config.json': JSON.stringify(CONFIG) })
    await build({ cwd: root, environment: {} })
    compare(name, 'xlf', readFileSync(join(root, `translations/${input}.en.xlf`), 'utf8'))
    for (const ending of ['html', 'md'])
      compare(name, ending, readFileSync(join(root, `output/input.${ending}`), 'utf8'))
  })
})

function compare(name: string, ending: string, actual: string): void {
  const expected = join(FOLDER, name, `expected.${ending}`)
  if (process.env.MUQABIL_UPDATE === '1') writeFileSync(expected, actual)
  if (!existsSync(expected)) throw new Error(`${expected} is missing; run npm run update, and review it`)
  expect(actual).toBe(readFileSync(expected, 'utf8'))
}
