/** Books as files: which folders become one, what goes when the layout changes, what stays when a chapter cannot be read. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import { check } from '../../src/project/check.ts'
import type { BuildEvent } from '../../src/project/events.ts'
import { temporaryProject } from '../temporary-project.ts'

const FILES = {
  'input/kitab/2.md': '# ثان\n\nنعم.\n',
  'input/kitab/10.md': '# عاشر\n\nنعم.\n',
  'input/kitab/empty.txt': '\n',
  'input/kitab/deep/1.md': '# واحد\n',
  'input/kitab.txt': 'وحده.\n',
  'input/b.md': '# ب\n\n## أ\n\nك.\n\n## ج\n\nك.\n',
}

function config(layout: string): string {
  return JSON.stringify({ layout, provider: 'pseudo', formats: ['html', 'markdown'], fonts: 'system' })
}

function projectOf(layout: string): string {
  return temporaryProject({ ...FILES, 'muqabil.config.json': config(layout) })
}

async function built(root: string): Promise<readonly BuildEvent[]> {
  const events: BuildEvent[] = []
  await build({ cwd: root, environment: {}, onEvent: (event) => events.push(event) })
  return events
}

const PAGES = ['kitab', 'kitab.txt', 'kitab/2', 'kitab/10', 'kitab/deep/1', 'b', 'index']
const pagesOf = (root: string): readonly string[] =>
  PAGES.filter((name) => existsSync(join(root, `output/${name}.html`)))
const read = (root: string, name: string): string => readFileSync(join(root, 'output', name), 'utf8')

test('a folder of more than one document is a book; a document of its name keeps its extension', async () => {
  const root = projectOf('book')
  const events = await built(root)
  expect(pagesOf(root)).toEqual(['kitab', 'kitab.txt', 'kitab/deep/1', 'b', 'index'])
  const book = read(root, 'kitab.html')
  expect(book.indexOf('ثان')).toBeLessThan(book.indexOf('عاشر'))
  expect(read(root, 'b.html')).toContain('class="contents"')
  // Of a chapter the other formats are its own, and its page is the book's.
  expect(events.find((event) => event.event === 'document' && event.file.endsWith('/2.md'))).toMatchObject({
    outputs: ['output/kitab.html', 'output/kitab/2.md'],
  })
  const links = Array.from(read(root, 'index.html').matchAll(/<a href="([^"]+)" hreflang="en"/g), ([, href]) => href)
  expect(links).toEqual(['b.html', 'kitab.html', 'kitab.txt.html', 'kitab/deep/1.html'])
  expect(
    (await check({ cwd: root, environment: {} })).flatMap(({ messages }) =>
      messages.filter(({ ruleId }) => ruleId === 'outdated'),
    ),
  ).toEqual([])
  writeFileSync(join(root, 'output/kitab.html'), `${book} `)
  expect(
    (await check({ cwd: root, environment: {} }))
      .filter(({ messages }) => messages.some(({ ruleId }) => ruleId === 'outdated'))
      .map(({ path }) => path),
  ).toEqual(['output/kitab.html'])
})

test('what another layout made goes, in both directions; what is not ours stays', async () => {
  const root = projectOf('page')
  await built(root)
  expect(pagesOf(root)).toEqual(['kitab', 'kitab/2', 'kitab/10', 'kitab/deep/1', 'b', 'index'])
  writeFileSync(join(root, 'muqabil.config.json'), config('book'))
  await built(root)
  expect(pagesOf(root)).toEqual(['kitab', 'kitab.txt', 'kitab/deep/1', 'b', 'index'])
  writeFileSync(join(root, 'output/kitab/deep.html'), 'mine')
  writeFileSync(join(root, 'muqabil.config.json'), config('site'))
  await built(root)
  expect(pagesOf(root)).toEqual(['kitab', 'kitab/2', 'kitab/10', 'kitab/deep/1', 'b', 'index'])
  expect(read(root, 'kitab.html')).toContain('وحده')
  expect(read(root, 'kitab/deep.html')).toBe('mine')
})

test('a book of which a chapter cannot be read is not made without it', async () => {
  const root = projectOf('book')
  await built(root)
  const before = read(root, 'kitab.html')
  writeFileSync(join(root, 'input/kitab/10.md'), Buffer.from([0xc7, 0xe1, 0xff, 0xc7]))
  writeFileSync(join(root, 'input/kitab/2.md'), '# غيره\n\nلا.\n')
  await built(root)
  expect(read(root, 'kitab.html')).toBe(before)
})
