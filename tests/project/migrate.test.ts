/** `muqabil migrate` as a user runs it: shows, does, loses nothing; a build after it bills what was split and no more. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { RULES_VERSION } from '../../src/segment/rules-version.ts'
import { migrationLine, recutLines } from '../../src/cli/commands/migrate.ts'
import { startTranslationServer, type TranslationServer } from '../servers/google.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const STAYS = 'وقف الرجل عند الباب طويلاً.'
const FIRST = 'زار مهند.'
const SECOND = 'سعيد المدينةَ القديمة.'
const TEXT = `النص الأول\n\n${STAYS} ${FIRST} ${SECOND}\n\nفقرة أخرى لا تتغير. وجملة ثانية فيها Node.js.\n`
const RECORD = 'translations/a.txt.en.xlf'

let server: TranslationServer
beforeAll(async () => {
  server = await startTranslationServer()
})
afterAll(() => server.close())
beforeEach(() => {
  Object.assign(server.meter, { requests: 0, characters: 0, texts: new Map() })
})

function config(overrides: object): string {
  const provider = { name: 'google', api: 'rest', project: 'p', endpoint: server.url }
  return JSON.stringify({ provider, fonts: 'system', ...overrides })
}

/** A project that was built by other settings than it has now. */
async function built(before: object, now: object): Promise<string> {
  const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': config(before) })
  expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
  writeFileSync(join(root, 'muqabil.config.json'), config(now))
  Object.assign(server.meter, { requests: 0, characters: 0, texts: new Map() })
  return root
}

const record = (root: string): string => readFileSync(join(root, RECORD), 'utf8')
const events = (stdout: string): readonly Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('a new abbreviation', () => {
  const now = { abbreviations: ['مهند'] }

  test('changes nothing by itself: a build sends nothing and keeps every cut', async () => {
    const root = await built({}, now)
    const before = record(root)
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    expect([server.meter.requests, record(root)]).toEqual([0, before])
  })

  test('is shown by migrate, which writes nothing; done by --write, once; then a build bills the one sentence', async () => {
    const root = await built({}, now)
    const before = record(root)
    const shown = await muqabil(root, ['migrate', '--json'])
    expect(shown.status).toBe(0)
    const [row, account] = events(shown.stdout)
    expect(row).toMatchObject({
      event: 'recut',
      file: 'input/a.txt',
      rules: RULES_VERSION,
      before: [STAYS, FIRST, SECOND],
      after: [STAYS, `${FIRST} ${SECOND}`],
    })
    const counts = { units: 1, documents: 1, kept: 1, stale: 1, untranslated: 0, waiting: 1, refused: 0 }
    expect(account).toEqual({ event: 'migration', ...counts, written: false })
    expect(record(root)).toBe(before)

    const done = await muqabil(root, ['migrate', '--write', '--json'])
    expect(events(done.stdout).at(-1)).toEqual({ event: 'migration', ...counts, written: true })
    const after = record(root)
    expect(after).not.toBe(before)
    const again = await muqabil(root, ['migrate', '--write'])
    expect(again).toMatchObject({ status: 0, stdout: "Today's rules cut nothing otherwise.\n" })
    expect([server.meter.requests, record(root)]).toEqual([0, after])

    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    expect([...server.meter.texts.keys()]).toEqual([`${FIRST} ${SECOND}`])
  })
})

test("a person's translation of what is split stays, stale, beside what it was of; nobody is asked for it again", async () => {
  const root = await built({ segmentation: 'paragraph' }, {})
  const words = 'A man stood at the door; someone came to town.'
  const source = `<source>${STAYS} ${FIRST} ${SECOND}</source>`
  const edited = record(root).replace(new RegExp(`(${source}\\s*<target>)[^<]*`), `$1${words}`)
  expect(edited).toContain(words)
  writeFileSync(join(root, RECORD), edited)
  expect(await muqabil(root, ['migrate', '--write'])).toMatchObject({ status: 0 })
  expect(record(root)).toContain(words)
  expect(server.meter.requests).toBe(0)
  expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
  const after = record(root)
  expect(after).toContain(words)
  expect(after).toContain('muqabil:stale')
  // The part that was most like the whole has the person's words, and is not sent; the machine's paragraph is, by its sentences.
  expect([...server.meter.texts.keys()].toSorted()).toEqual(
    [FIRST, SECOND, 'فقرة أخرى لا تتغير.', 'وجملة ثانية فيها Node.js.'].toSorted(),
  )
})

test('a record that cannot be read is refused, the others are shown', async () => {
  const root = await built({}, { abbreviations: ['مهند'] })
  writeFileSync(join(root, 'input/b.txt'), TEXT)
  writeFileSync(join(root, 'translations/b.txt.en.xlf'), 'not a record')
  const { status, stdout, stderr } = await muqabil(root, ['migrate'])
  expect(status).toBe(2)
  expect(stderr).toContain('translations/b.txt.en.xlf')
  expect(stdout).toMatch(/^input\/a\.txt, p-\w+: 3 segments → 2\n/)
  expect(stdout).toContain(
    "Today's rules would cut 1 row of 1 document otherwise: 1 segment as before, 1 with a translation that is stale, 1 translation of parts that are gone, kept in the record. Run muqabil migrate --write to do it.",
  )
})

test('a row shows its codes as tags and nothing of it commands a terminal', () => {
  const row = { event: 'recut', file: 'input/a\u001B.txt', unit: 'u-1', rules: RULES_VERSION } as const
  expect(recutLines({ ...row, before: ['a &lt;b <1>c</1>.', 'd'], after: ['a &lt;b <1>c</1>. d\u001B[2J'] })).toEqual([
    'input/a<U+001B>.txt, u-1: 2 segments → 1',
    '  − a <b <1>c</1>.',
    '  − d',
    '  + a <b <1>c</1>. d<U+001B>[2J',
  ])
})

test('the line of what was done', () => {
  const done = {
    event: 'migration',
    units: 2,
    documents: 1,
    kept: 3,
    stale: 1,
    untranslated: 2,
    waiting: 0,
    written: true,
    refused: 0,
  } as const
  expect(migrationLine(done)).toBe(
    'Cut 2 rows of 1 document anew: 3 segments as before, 1 with a translation that is stale, 2 without one. Run muqabil build.',
  )
})
