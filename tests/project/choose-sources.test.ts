/** Paths and patterns on the command line, and projects whose folders are written in many ways. */
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MuqabilError } from '../../src/errors.ts'
import { chooseSources } from '../../src/project/choose-sources.ts'
import { openProject } from '../../src/project/project.ts'
import { findSources } from '../../src/project/sources.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const FILES = {
  'input/قهوة.md': 'نص.\n',
  'input/أخبار/اليوم الأول.txt': 'نص.\n',
  'input/أخبار/a.md': 'نص.\n',
  'input/cafe\u0301.txt': 'نص.\n',
  'input/a[1].md': 'نص.\n',
  'input/page.pdf': 'x',
  'notes/b.txt': 'نص.\n',
}
const [COFFEE, DAY, A, CAFE, LIST] = Object.keys(FILES)

async function choose(...patterns: readonly string[]): Promise<readonly string[]> {
  const root = temporaryProject(FILES)
  const project = await openProject({ cwd: root, config: {}, environment: {} })
  const { paths, skipped } = await findSources(project)
  try {
    return [...chooseSources(project, { paths, skipped, patterns: patterns.map((each) => each.replace('ROOT', root)) })]
  } catch (error) {
    if (error instanceof MuqabilError) return [error.message.replaceAll(root, 'ROOT')]
    throw error
  }
}

describe('what is chosen', () => {
  test.each([
    [[], [LIST, CAFE, A, DAY, COFFEE]],
    [['input/قهوة.md'], [COFFEE]],
    [['./input/قهوة.md', 'input/../input/قهوة.md'], [COFFEE]],
    [['ROOT/input/قهوة.md'], [COFFEE]],
    [['input/أخبار'], [A, DAY]],
    [['input/أخبار/'], [A, DAY]],
    [['input/أخبار/*'], [A, DAY]],
    [['ROOT/input/أخبار/*.txt'], [DAY]],
    [['input/**/*.txt'], [CAFE, DAY]],
    [['input/{قهوة,أخبار/a}.md'], [A, COFFEE]],
    [['input/*وة.md'], [COFFEE]],
    [['input/caf\u00E9.txt'], [CAFE]],
    [['input/caf?.txt'], [CAFE]],
    [['input/a[1].md'], [LIST]],
    [['.'], [LIST, CAFE, A, DAY, COFFEE]],
    [['input'], [LIST, CAFE, A, DAY, COFFEE]],
    [
      ['input/قهوة.md', 'input/*.md'],
      [COFFEE, LIST],
    ],
  ])('%j', async (patterns, paths) => {
    expect(await choose(...patterns)).toEqual(paths)
  })
})

describe('what is refused', () => {
  test.each([
    ['', 'Unexpected pattern "" without a source, expected a path or pattern of files in input/;'],
    [
      'input/قهوه.md',
      'Unexpected pattern \u2068"input/قهوه.md"\u2069 without a source, expected \u2068"input/قهوة.md"\u2069, which is the nearest name; check the spelling;',
    ],
    [
      'input/*.docx',
      'Unexpected pattern "input/*.docx" without a source, expected a path or pattern of files in input/;',
    ],
    [
      'input/page.pdf',
      'input/page.pdf: Unexpected file of a kind that is not read, expected one that ends in .txt, .md',
    ],
    [
      'notes/b.txt',
      'notes/b.txt: Unexpected file that is not in the input folder, expected a source in input/; move it there,',
    ],
    ['ROOT/notes/b.txt', 'ROOT/notes/b.txt: Unexpected file that is not in the input folder'],
    ['../elsewhere.txt', 'Unexpected pattern "../elsewhere.txt" without a source'],
    ['/etc/passwd', '/etc/passwd: Unexpected file that is not in the input folder'],
    ['input/\u001B[2J', 'Unexpected pattern "input/<U+001B>[2J" without a source'],
  ])('%s', async (pattern, words) => {
    expect((await choose(pattern))[0]).toContain(words)
  })
})

describe('folders of the configuration', () => {
  test.each(['./input', 'input/', 'texts/../input', './input//'])('"input": "%s"', async (input) => {
    const root = temporaryProject({
      'input/a/b.txt': 'قهوة هنا.\n',
      'muqabil.config.json': JSON.stringify({ input, output: './out/', translations: 'out/../tr', provider: 'pseudo' }),
    })
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    expect((await muqabil(root, ['check', '--json'])).stdout).not.toContain('outdated')
    const { readdirSync } = await import('node:fs')
    expect(readdirSync(root).toSorted()).toEqual(['.muqabil', 'input', 'muqabil.config.json', 'out', 'tr'])
    expect(readdirSync(join(root, 'tr/a'))).toEqual(['b.txt.en.xlf'])
    expect(readdirSync(join(root, 'out/a')).toSorted()).toEqual(['b.html', 'b.md'])
  })

  test.each([
    ['output', '../out', 'Unexpected "../out" for "output", expected a path below the project'],
    ['translations', '/tmp', 'Unexpected "/tmp" for "translations", expected a path below the project'],
    ['memory', '../memory.db', 'Unexpected "../memory.db" for "memory", expected a path below the project'],
    ['input', '.', 'Unexpected "." for "input", expected a path below the project'],
    ['output', 'input/../input', 'Unexpected "input" inside "input"'],
    ['output', './input/out', 'Unexpected "input/out" inside "input"'],
    ['output', 'link', 'Unexpected "input" inside "link"'],
    ['output', 'outside', 'Unexpected "outside" for "output", expected a path below the project'],
    ['memory', 'mysql://me:secret@host/db', 'Unexpected memory "mysql://…", expected the path of a file'],
  ])('"%s": "%s" is refused', async (key, value, words) => {
    const root = temporaryProject({
      'input/a.txt': 'قهوة هنا.\n',
      'muqabil.config.json': JSON.stringify({ [key]: value, provider: 'pseudo' }),
    })
    symlinkSync('input', join(root, 'link'))
    symlinkSync(temporaryProject({}), join(root, 'outside'))
    await expect(openProject({ cwd: root, environment: {} })).rejects.toThrow(`muqabil.config.json: ${words}`)
    await expect(openProject({ cwd: root, environment: {} })).rejects.not.toThrow('secret')
  })
})

test('a name that would be too long for its record is refused before it is translated, the others are built', async () => {
  const long = `${'ق'.repeat(125)}.txt` // 254 bytes; its record has 7 more
  const root = temporaryProject({ [`input/${long}`]: 'قهوة.\n', 'input/a.txt': 'شاي.\n' })
  const ran = await muqabil(root, ['build', '--provider', 'pseudo', '--json'])
  expect(ran.status).toBe(2)
  expect(ran.stdout).toContain('Unexpected name of 261 bytes, expected at most 255 bytes with the ending that is added')
  expect(ran.stdout).toContain('"documents":1,"units":1,')
})
