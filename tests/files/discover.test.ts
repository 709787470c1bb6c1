/** Discovery: which files are sources, in what order, and what is refused by name. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discoverSources, readBytes, type Discovered } from '../../src/files/discover.ts'
import { projectPath } from '../../src/files/project-path.ts'
import { compareCodePoints } from '../../src/text/collate.ts'
import { asOrdinaryUser } from '../ordinary-user.ts'
import { temporaryProject } from '../temporary-project.ts'

const discover = (root: string, folder = 'input'): Discovered => discoverSources(root, folder, ['.txt', '.md'])
const messages = ({ refused }: Discovered): readonly string[] =>
  refused.map(({ message }) => message.replace(/, expected.*$/s, ''))

describe('names', () => {
  const NAMES = [
    'قهوة.txt',
    'مقالة عن القهوة – ٢٠٢٤.md',
    `${'ق'.repeat(125)}.txt`, // 254 bytes
    'a\nb.txt',
    'a\tb.txt',
    '-rf.txt',
    '..a.txt.txt',
    'cafe\u0301.txt',
    'caf\u00E9.txt',
    'A.txt',
    'a.txt',
    'a.TXT',
    'a b & <c> "d" \'e\'.md',
    '$(touch x).txt',
    '*.txt',
    '😀.md',
    '\uFEFF.txt',
  ]

  test('of all kinds are found, each once, sorted by code point whatever the order of their making', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(NAMES, { minLength: 2 }), (names) => {
        const root = temporaryProject(Object.fromEntries(names.map((name) => [`input/${name}`, 'x'])))
        const { sources, refused, skipped } = discover(root)
        const visible = names.filter((name) => !name.startsWith('.')).map((name) => `input/${name}`)
        expect(sources).toEqual(visible.toSorted(compareCodePoints))
        expect([refused, skipped]).toEqual([[], []])
      }),
      { numRuns: 30 },
    )
  })

  test('a name over 255 bytes, or with NUL, is no path of a project', () => {
    const root = temporaryProject({})
    expect(() => projectPath(root, `output/${'ق'.repeat(126)}.html`)).toThrow('name of 257 bytes')
    expect(projectPath(root, `output/${'ق'.repeat(125)}.html`)).toHaveLength(137)
    expect(() => projectPath(root, 'output/a\0b')).toThrow('NUL character in a path')
  })

  test('what lies inside, and what does not', () => {
    const root = temporaryProject({ 'input/a.txt': 'x' })
    for (const path of [
      'input/a.txt',
      './input/a.txt',
      'input//a.txt',
      'output/../input/a.txt',
      join(root, 'input/a.txt'),
    ])
      expect(projectPath(root, path)).toBe('input/a.txt')
    expect(projectPath(root, '..a/b')).toBe('..a/b')
    for (const path of ['', '.', '..', '../x', 'input/../../x', '/etc/passwd', `${root}x/a`])
      expect(() => projectPath(root, path)).toThrow('[path-outside]')
  })
})

test('hidden files are passed over, unknown endings are named, folders deep down are read', () => {
  const root = temporaryProject({
    'input/.hidden.txt': 'x',
    'input/.git/a.txt': 'x',
    'input/a/b/c/d.MD': 'x',
    'input/page.pdf': 'x',
    'input/txt': 'x',
    'input/b.txt/c.txt': 'x', // a folder that is called like a source
  })
  const found = discover(root)
  expect(found.sources).toEqual(['input/a/b/c/d.MD', 'input/b.txt/c.txt'])
  expect(found.skipped).toEqual(['input/page.pdf', 'input/txt'])
  expect(found.refused).toEqual([])
  expect(discover(root, 'input/').sources).toEqual(found.sources)
})

describe('links', () => {
  test('inside the project they are followed; out of it, to nothing and round in a circle they are refused by name', () => {
    const root = temporaryProject({ 'input/real/a.txt': 'x', 'archive/b.txt': 'x', 'notes.txt': 'x' })
    const outside = temporaryProject({ 'c.txt': 'x' })
    const link = (to: string, from: string): void => symlinkSync(to, join(root, 'input', from))
    link('../notes.txt', 'notes.txt')
    link('../archive', 'old')
    link('real', 'latest')
    link(outside, 'out')
    link(join(outside, 'c.txt'), 'out.txt')
    link('/dev/zero', 'zero.txt')
    link('nothing.txt', 'dangling.txt')
    link('itself.txt', 'itself.txt')
    link('.', 'here')
    link('../../input', 'real/up')
    const found = discover(root)
    expect(found.sources).toEqual(['input/latest/a.txt', 'input/notes.txt', 'input/old/b.txt', 'input/real/a.txt'])
    expect(messages(found).toSorted()).toEqual([
      'input/dangling.txt: Unexpected absence of this file',
      'input/here: Unexpected link that leads in a circle',
      'input/itself.txt: Unexpected link that leads in a circle',
      'input/latest/up: Unexpected link that leads in a circle',
      'input/out.txt: Unexpected link that leads out of the project',
      'input/out: Unexpected link that leads out of the project',
      'input/real/up: Unexpected link that leads in a circle',
      'input/zero.txt: Unexpected link that leads out of the project',
    ])
  })

  test('links that multiply are bounded', () => {
    const root = temporaryProject({ 'store/0/a.txt': 'x' })
    for (let level = 1; level <= 30; level++) {
      mkdirSync(join(root, `store/${level}`))
      for (const name of ['l', 'r']) symlinkSync(`../${level - 1}`, join(root, `store/${level}/${name}`))
    }
    mkdirSync(join(root, 'input'))
    symlinkSync('../store/30', join(root, 'input/bomb'))
    const found = discover(root)
    expect(messages(found).some((message) => message.includes('link to a folder after 1000 others'))).toBe(true)
    expect(found.sources.length).toBeLessThanOrEqual(1000)
  })

  test('the project may itself lie behind a link, and the input folder too, but not outside', () => {
    const root = temporaryProject({ 'p/texts/a.txt': 'x' })
    symlinkSync('p', join(root, 'link'))
    symlinkSync('texts', join(root, 'p/input'))
    symlinkSync(temporaryProject({ 'c.txt': 'x' }), join(root, 'p/out'))
    expect(discover(join(root, 'link')).sources).toEqual(['input/a.txt'])
    expect(() => discover(join(root, 'p'), 'out')).toThrow('link that leads out of the project')
    expect(() => discover(join(root, 'p'), '..')).toThrow('path that leads out of the project')
  })
})

describe('what cannot be read', () => {
  test('devices, pipes and folders nested too deep are refused by name, the rest is found', () => {
    const deep = `input/${Array.from({ length: 70 }, () => 'd').join('/')}/a.txt`
    const root = temporaryProject({ 'input/a.txt': 'x', [deep]: 'x' })
    spawnSync('mkfifo', [join(root, 'input/pipe.txt')])
    const found = discover(root)
    expect(found.sources).toEqual(['input/a.txt'])
    expect(messages(found)).toEqual([
      expect.stringMatching(/^input(\/d){64}: Unexpected folder nested over 64 deep$/),
      'input/pipe.txt: Unexpected device, pipe or socket',
    ])
  })

  test("another user's folder and file", () => {
    const root = temporaryProject({ 'input/a.txt': 'x', 'input/closed/b.txt': 'x', 'input/secret.txt': 'x' })
    chmodSync(root, 0o755)
    chmodSync(join(root, 'input/closed'), 0o000)
    chmodSync(join(root, 'input/secret.txt'), 0o000)
    asOrdinaryUser(() => {
      const found = discover(root)
      expect(found.sources).toEqual(['input/a.txt', 'input/secret.txt'])
      expect(messages(found)).toEqual(['input/closed: Unexpected lack of permission'])
      expect(() => readBytes(root, projectPath(root, 'input/secret.txt'))).toThrow(
        'input/secret.txt: Unexpected lack of permission, expected a file that can be read',
      )
    })
    chmodSync(join(root, 'input/closed'), 0o755)
  })

  test('no folder, a file in its place, a source that becomes a folder', () => {
    const root = temporaryProject({ 'p/input': 'x' })
    expect(() => discover(root)).toThrow('input/: Unexpected absence of this folder')
    expect(() => discover(join(root, 'p'))).toThrow('input: Unexpected file where a folder should be')
    mkdirSync(join(root, 'a.txt'))
    expect(() => readBytes(root, projectPath(root, 'a.txt'))).toThrow('a.txt: Unexpected folder where a file should be')
  })

  test('a folder that is empty has no sources', () => {
    const root = temporaryProject({ 'input/.keep': '' })
    writeFileSync(join(root, 'input/.x'), '')
    expect(discover(root)).toEqual({ sources: [], skipped: [], refused: [] })
  })
})
