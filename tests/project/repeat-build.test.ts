/** A build that is answered by bytes alone says what one that reads everything says, and any other byte makes it read. */
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import type { BuildEvent } from '../../src/project/events.ts'
import { sinceLastBuild } from '../../src/project/last-build.ts'
import { openProject } from '../../src/project/project.ts'
import { repeatBuild } from '../../src/project/repeat-build.ts'
import { runHere } from '../run-here.ts'
import { muqabil, temporaryProject } from '../temporary-project.ts'

const CONFIG = '{"provider":"./p.mjs","formats":["markdown"],"glossary":"terms.csv"}'
const FILES = {
  'input/a.txt': 'عنوان\n\nقال الرجلُ «نعم» في ٣:٣٠. ثم عاد إلى Node.js.\n\nاترك تعليقاً\n',
  'input/b/c.md': '# فصل\n\n- بند **مهم**\n',
  'input/note.pdf': 'not read',
  'terms.csv': 'source,target\n',
  'p.mjs': `export default { name: 'own', limits: { characters: 5000, elements: 100 },
    translate: ({ texts }) => Promise.resolve(texts.map((text) => (text.match(/<[^>]*>|\\{[^}]*\\}/g) ?? []).join('A word of it.') || 'A sentence of English.')) }`,
  'muqabil.config.json': CONFIG,
}
const NOTE = '.muqabil/last-build.json'

async function built(files: Readonly<Record<string, string>> = {}, args: readonly string[] = []): Promise<string> {
  const root = temporaryProject({ ...FILES, ...files })
  expect(await runHere(root, ['build', ...args])).toMatchObject({ status: 0 })
  return root
}

async function repeated(root: string, flags: Parameters<typeof repeatBuild>[1] = {}): Promise<readonly BuildEvent[]> {
  const events: BuildEvent[] = []
  const account = await repeatBuild(root, flags, () => (event) => events.push(event))
  expect(account).toEqual(events.at(-1))
  return events
}

const plain = (text: string): string => text.replaceAll(/"seconds":[\d.e-]+/g, '"seconds":0')
const lines = (events: readonly BuildEvent[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('')

test('what it says is what a build says that reads all, as events and as the command', async () => {
  const root = await built()
  const short = await repeated(root)
  const again = await muqabil(root, ['build', '--json'])
  const { unread, ...rest } = JSON.parse(readFileSync(join(root, NOTE), 'utf8')) as { readonly unread: object }
  expect(unread).toMatchObject({ folders: ['input', 'translations'], named: ['terms.csv', 'brief.md'] })
  // Without that the configuration is read, and without the note everything.
  writeFileSync(join(root, NOTE), JSON.stringify(rest))
  const read = await muqabil(root, ['build', '--json'])
  rmSync(join(root, NOTE))
  const whole = await muqabil(root, ['build', '--json'])
  for (const other of [again.stdout, read.stdout, whole.stdout]) expect(plain(other)).toBe(plain(lines(short)))
  expect([again.stderr, read.stderr]).toEqual([whole.stderr, whole.stderr])
})

test.each([{ frozen: true }, { offline: true }, { prune: true }])('%j has an answer of its own', async (flags) => {
  const root = await built()
  expect(await repeated(root, flags)).toEqual([])
  await runHere(root, ['build', ...Object.keys(flags).map((flag) => `--${flag}`)])
  expect(await repeated(root, flags)).not.toEqual([])
  expect(await repeated(root)).toEqual([])
})

describe('any other byte makes it read', () => {
  const edit =
    (path: string, text = '\n') =>
    (root: string): void =>
      appendFileSync(join(root, path), text)
  const CHANGES: readonly (readonly [string, (root: string) => void])[] = [
    ['a source', edit('input/a.txt')],
    ['a new source', edit('input/d.txt', 'نص')],
    ['a source that is gone', (root) => rmSync(join(root, 'input/a.txt'))],
    ['a record', edit('translations/a.txt.en.xlf')],
    ['an edition', edit('output/a.md')],
    ['an edition of what is gone', edit('output/gone.md')],
    ['the manifest', edit('output/.muqabil.json')],
    ['the configuration', edit('muqabil.config.json')],
    ['a second configuration', edit('muqabil.config.mjs', 'export default {}')],
    ['the environment’s file', edit('.env', 'X=1')],
    ['the glossary', edit('terms.csv')],
    ['a brief', edit('brief.md')],
    ['no configuration', (root) => rmSync(join(root, 'muqabil.config.json'))],
    ['a link in the input', (root) => symlinkSync('/etc/hostname', join(root, 'input/link'))],
    ['no note', (root) => rmSync(join(root, NOTE))],
    ['half a note', (root) => writeFileSync(join(root, NOTE), readFileSync(join(root, NOTE), 'utf8').slice(0, 300))],
  ]
  test.each(CHANGES)('%s', async (_, change) => {
    const root = await built()
    change(root)
    expect(await repeated(root)).toEqual([])
  })
})

describe('bytes do not tell', () => {
  test('who translates where the configuration does not say, and what a program says', async () => {
    const key = { GOOGLE_API_KEY: 'x' }
    const root = temporaryProject({ 'input/a.txt': '2024\n', 'muqabil.config.json': '{"formats":["markdown"]}' })
    expect(await runHere(root, ['build'], key)).toMatchObject({ status: 0 })
    expect(await repeated(root)).toEqual([])
    rmSync(join(root, 'muqabil.config.json'))
    const program = "export default { provider: 'pseudo', formats: ['markdown'], fonts: 'system' }"
    writeFileSync(join(root, 'muqabil.config.mjs'), program)
    expect(await runHere(root, ['build'])).toMatchObject({ status: 0 })
    expect(await repeated(root)).toEqual([])
  })

  test.each([[['--max-chars', '5000']], [['input/a.txt']], [['--config', 'muqabil.config.json']], [['-C', '.']]])(
    'what a build says that was told %j',
    async (args) => expect(await repeated(await built({}, args))).toEqual([]),
  )

  test('of a configuration that changed while it was read', async () => {
    const root = await built()
    const here = process.cwd()
    try {
      process.chdir(root)
      const project = await openProject({})
      rmSync(join(root, NOTE))
      mkdirSync(join(root, 'elsewhere'))
      const since = sinceLastBuild(project, {}, 'other bytes')
      const account = { refused: 0, failed: 0, untranslated: 0, stale: 0 } as never // all that is asked of it
      since.note({ said: [], made: new Map(), account, untouched: new Set(), finished: new Map() })
      expect(readFileSync(join(root, NOTE), 'utf8')).not.toContain('"unread"')
    } finally {
      process.chdir(here)
    }
  })
})
