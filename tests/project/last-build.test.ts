/** A build that finds nothing changed says what a whole one would say, and any change at all makes it a whole one. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import type { BuildEvent } from '../../src/project/events.ts'
import type { BuildOptions } from '../../src/project/options.ts'
import { muqabil, temporaryProject } from '../temporary-project.ts'

const FILES = {
  'input/a.txt': 'عنوان\n\nقال الرجلُ «نعم» في ٣:٣٠. ثم عاد إلى Node.js.\n\nاترك تعليقاً\n',
  'input/b/c.md': '# فصل\n\n- بند **مهم**\n',
  'input/note.pdf': 'not read',
  'p.mjs': `export default { name: 'own', limits: { characters: 5000, elements: 100 },
    translate: ({ texts }) => Promise.resolve(texts.map((text) => (text.match(/<[^>]*>|\\{[^}]*\\}/g) ?? []).join('A word of it.') || 'A sentence of English.')) }`,
  'muqabil.config.json': '{"provider":"./p.mjs","formats":["html","markdown","epub"]}',
}
const LAST = '.muqabil/last-build.json'

async function said(root: string, options: Omit<BuildOptions, 'cwd' | 'onEvent'> = {}): Promise<readonly BuildEvent[]> {
  const events: BuildEvent[] = []
  await build({ environment: {}, ...options, cwd: root, onEvent: (event) => events.push(event) })
  return events.map((event) => (event.event === 'account' ? { ...event, seconds: 0 } : event))
}

/** Two builds, the second of which had nothing to do. */
async function built(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = temporaryProject({ ...FILES, ...files })
  await said(root)
  await said(root)
  expect(existsSync(join(root, LAST))).toBe(true)
  return root
}

/** Whether a build took the short way: what it would have drawn is not drawn. */
async function isShort(root: string, options: Omit<BuildOptions, 'cwd' | 'onEvent'> = {}): Promise<boolean> {
  const noted = statSync(join(root, LAST)).ino
  const text = readFileSync(join(root, LAST), 'utf8')
  // What a short build says comes from its note, so a mark in it shows.
  writeFileSync(join(root, LAST), text.replace('"event":"account"', '"event":"account","mark":1'))
  const account = (await said(root, options)).at(-1)
  if (existsSync(join(root, LAST)) && statSync(join(root, LAST)).ino === noted) writeFileSync(join(root, LAST), text)
  return account !== undefined && 'mark' in account
}

describe('nothing changed', () => {
  test.each([{}, { frozen: true }, { offline: true }, { prune: true }])(
    'with %j: the same events and account as a whole build',
    async (options) => {
      const root = await built()
      await said(root, options)
      const short = await said(root, options)
      expect(await isShort(root, options)).toBe(true)
      rmSync(join(root, LAST))
      expect(await said(root, options)).toEqual(short)
    },
  )

  test('the first build and the one after it say the same, but for what was translated', async () => {
    const root = temporaryProject(FILES)
    const first = await said(root)
    expect(await isShort(root)).toBe(true)
    const second = await said(root)
    const documents = (events: readonly BuildEvent[]): readonly BuildEvent[] =>
      events.filter(({ event }) => event === 'document' || event === 'notice')
    expect(documents(second)).toEqual(documents(first))
    expect(second.at(-1)).toMatchObject({ translated: 0, recalled: 5, charactersSent: 0, cost: 0, requests: 0 })
    rmSync(join(root, LAST))
    expect(await said(root)).toEqual(second)
  })

  test('what a killed build left beside its files is cleaned up all the same', async () => {
    const root = await built()
    const left = join(root, 'output/.a.html.999999999.1.muqabil-tmp')
    writeFileSync(left, 'half')
    expect(await isShort(root)).toBe(true)
    expect(existsSync(left)).toBe(false)
  })
})

describe('a change of anything makes it a whole build', () => {
  const edit =
    (path: string) =>
    (root: string): void =>
      appendFileSync(join(root, path), '\n')
  const CHANGES: readonly (readonly [string, (root: string) => void])[] = [
    ['a source', edit('input/a.txt')],
    [
      'a source of the same length',
      (root) => writeFileSync(join(root, 'input/a.txt'), FILES['input/a.txt'].replace('نعم', 'معن')),
    ],
    ['a new source', (root) => writeFileSync(join(root, 'input/d.txt'), 'نص جديد.')],
    ['a source that is gone', (root) => rmSync(join(root, 'input/a.txt'))],
    ['a source of another name', (root) => renameSync(join(root, 'input/a.txt'), join(root, 'input/e.txt'))],
    ['a file that is not read', (root) => writeFileSync(join(root, 'input/x.doc'), '')],
    ['a record', edit('translations/a.txt.en.xlf')],
    ['a record that is gone', (root) => rmSync(join(root, 'translations/a.txt.en.xlf'))],
    ['a record of nothing', (root) => writeFileSync(join(root, 'translations/z.txt.en.xlf'), '<')],
    ['an edition', edit('output/a.html')],
    ['an edition that is gone', (root) => rmSync(join(root, 'output/b/c.epub'))],
    ['the index', edit('output/index.html')],
    ['an edition of what is gone', (root) => writeFileSync(join(root, 'output/gone.md'), '---\n')],
    [
      'the configuration',
      (root) =>
        writeFileSync(
          join(root, 'muqabil.config.json'),
          '{"provider":"./p.mjs","paper":"letter","fonts":"system","formats":["html","markdown","epub"]}',
        ),
    ],
    ['the glossary', (root) => writeFileSync(join(root, 'glossary.csv'), 'source,target\nقهوة,coffee\n')],
    [
      'what was noted: cut short',
      (root) => writeFileSync(join(root, LAST), readFileSync(join(root, LAST), 'utf8').slice(0, 200)),
    ],
    [
      'what was noted: of another form',
      (root) =>
        writeFileSync(join(root, LAST), readFileSync(join(root, LAST), 'utf8').replace('"version":3', '"version":4')),
    ],
    ['a link in the input', (root) => symlinkSync('/etc/hostname', join(root, 'input/link'))],
  ]
  test.each(CHANGES)('%s', async (name, change) => {
    const root = await built(
      name === 'the glossary'
        ? {
            'muqabil.config.json': '{"provider":"./p.mjs","glossary":"glossary.csv"}',
            'glossary.csv': 'source,target\n',
          }
        : {},
    )
    const before = readFileSync(join(root, 'output/b/c.md'), 'utf8')
    change(root)
    expect(await isShort(root)).toBe(false)
    expect(readFileSync(join(root, 'output/b/c.md'), 'utf8')).toBe(before)
  })

  test.each([
    { files: ['input/a.txt'] },
    { frozen: true },
    { prune: true },
    { provider: 'pseudo' },
  ] satisfies readonly BuildOptions[])('other options: %j', async (options) => {
    const root = await built()
    expect(await isShort(root, options)).toBe(false)
  })
})

describe('is not noted', () => {
  test('with rows missing', async () => {
    const root = temporaryProject(FILES)
    await said(root, { offline: true })
    expect(existsSync(join(root, LAST))).toBe(false)
  })

  test('with a source refused', async () => {
    const root = temporaryProject(FILES)
    writeFileSync(join(root, 'input/old.txt'), Buffer.from([0xc7, 0xe1, 0xe4]))
    expect((await said(root)).at(-1)).toMatchObject({ refused: 1 })
    expect(existsSync(join(root, LAST))).toBe(false)
  })

  test('when a source or a record changes while the build runs', async () => {
    for (const path of ['input/a.txt', 'translations/a.txt.en.xlf', 'output/a.md']) {
      const root = temporaryProject(FILES)
      await build({
        cwd: root,
        environment: {},
        // The last event before the account: everything of this document is written.
        onEvent: (event) => {
          if (event.event === 'document' && event.file === 'input/b/c.md') appendFileSync(join(root, path), '\n')
        },
      })
      expect(existsSync(join(root, LAST)), path).toBe(false)
    }
  })

  test('where it cannot be written, and the build is done all the same', async () => {
    const root = temporaryProject(FILES)
    mkdirSync(join(root, LAST, 'in the way'), { recursive: true })
    expect((await said(root)).at(-1)).toMatchObject({ translated: 5, failed: 0 })
    expect(existsSync(join(root, 'output/a.html'))).toBe(true)
  })
})

test('the command says the same both times', async () => {
  const root = await built()
  const short = await muqabil(root, ['build', '--json'])
  rmSync(join(root, LAST))
  const whole = await muqabil(root, ['build', '--json'])
  const plain = (text: string): string => text.replace(/"seconds":[\d.e-]+/g, '"seconds":0')
  expect(plain(short.stdout)).toBe(plain(whole.stdout))
  expect(short).toMatchObject({ status: 0, stderr: whole.stderr })
})
