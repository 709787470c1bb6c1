/** Exit statuses of runs of every kind, and what --json says of them; the first of each status as a process. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import { startTranslationServer, type TranslationServer } from '../servers/google.ts'
import { runHere } from '../run-here.ts'
import { muqabil, temporaryProject } from '../temporary-project.ts'

const FATES = ['recalled', 'translated', 'human', 'carried', 'failed', 'untranslated'] as const
const TEXT = 'عنوان النص\n\nالجملة الأولى من النص. والجملة الثانية بعدها.\n\n2024\n\nالفقرة الأخيرة 12.\n'
const OLD = Uint8Array.from([0xc7, 0xe1, 0xda, 0xd1, 0xc8, 0xed, 0xc9])
const CONFLICT = '<?xml version="1.0"?>\n<<<<<<< ours\n<a/>\n=======\n<b/>\n>>>>>>> theirs\n'
const FURNITURE = 'اترك تعليقاً\n\nزر الذهاب إلى الأعلى\n'

let server: TranslationServer
let dry: TranslationServer
beforeAll(async () => {
  server = await startTranslationServer()
  dry = await startTranslationServer({
    faults: () => ({
      kind: 'status',
      http: 403,
      grpc: 7,
      message: 'Daily Limit Exceeded',
      reason: 'dailyLimitExceeded',
    }),
  })
})
afterAll(async () => {
  await server.close()
  await dry.close()
})

/** A provider of one's own whose answers are what `body` says. */
const own = (body: string): string =>
  `export default { name: 'own', limits: { characters: 500, elements: 1 }, translate: async ({ texts }) => { ${body} } }`

interface Row {
  readonly name: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly config?: object
  /** What was done in the project before: a first build, or more. */
  readonly before?: (root: string) => Promise<void> | void
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly status: number
  /** Of the account. */
  readonly account?: Readonly<Record<string, number | string>>
  readonly code?: string
  /** Whether there is an edition of input/a.txt afterwards; it is expected unless this is false. */
  readonly built?: boolean
}

const first = async (root: string): Promise<void> => {
  await build({ cwd: root, environment: {} })
}
/** After a first build a person corrects the sentence about the end. */
const corrected = async (root: string): Promise<void> => {
  await first(root)
  const file = join(root, 'translations/a.txt.en.xlf')
  const record = readFileSync(file, 'utf8')
  const target = [...record.matchAll(/<target>([^<]*12[^<]*)<\/target>/g)].at(-1)?.[1] ?? ''
  writeFileSync(file, record.replace(`<target>${target}</target>`, '<target>The last paragraph, 12.</target>'))
}
const stale = async (root: string): Promise<void> => {
  await corrected(root)
  writeFileSync(join(root, 'input/a.txt'), TEXT.replace('الأخيرة 12', 'الأخيرة رقم 12'))
}

/** The addresses are known once the servers run. */
const google = (server: 'SERVER' | 'DRY' = 'SERVER'): object => ({
  provider: { name: 'google', api: 'v2', endpoint: server },
})
const PSEUDO = { provider: 'pseudo' }

const ROWS: readonly Row[] = [
  {
    name: 'all translated',
    config: google(),
    args: ['build'],
    status: 0,
    account: { translated: 4, carried: 1, segments: 5, failed: 0 },
  },
  {
    name: 'nothing to do',
    config: google(),
    before: first,
    args: ['build'],
    status: 0,
    account: { recalled: 4, carried: 1, charactersSent: 0 },
  },
  {
    name: 'frozen and complete',
    config: google(),
    before: first,
    args: ['build', '--frozen'],
    status: 0,
    account: { recalled: 4, requests: 0 },
  },
  { name: 'pseudo', config: PSEUDO, args: ['build'], status: 0, account: { translated: 4, charactersSent: 0 } },
  {
    name: 'pseudo, frozen afterwards',
    config: PSEUDO,
    before: first,
    args: ['build', '--frozen'],
    status: 1,
    account: { untranslated: 4 },
  },
  {
    name: 'offline with rows missing',
    config: google(),
    args: ['build', '--offline'],
    status: 1,
    account: { untranslated: 4, carried: 1 },
  },
  {
    name: 'frozen with rows missing',
    config: google(),
    args: ['build', '--frozen'],
    status: 1,
    account: { untranslated: 4 },
  },
  {
    name: 'the budget is reached',
    config: google(),
    args: ['build', '--max-chars', '30'],
    status: 1,
    account: { stopped: 'budget' },
  },
  {
    name: 'the quota of the day is used up',
    config: google('DRY'),
    args: ['build'],
    status: 1,
    account: { stopped: 'quota-day', untranslated: 4, translated: 0 },
  },
  {
    name: 'an outage',
    files: { 'p.mjs': own("throw new Error('no')") },
    config: { provider: { name: './p.mjs', concurrency: 1 } },
    args: ['build'],
    status: 1,
    account: { stopped: 'outage' },
  },
  {
    name: 'an answer that may not stand',
    files: { 'p.mjs': own("return texts.map((text) => text.includes('عنوان') ? text : 'A sentence of 12 words.')") },
    config: { provider: './p.mjs' },
    args: ['build'],
    status: 1,
    account: { failed: 1, translated: 3, carried: 1 },
  },
  {
    name: "a person's row",
    config: google(),
    before: corrected,
    args: ['build'],
    status: 0,
    account: { human: 1, recalled: 3 },
  },
  {
    name: "a person's stale row",
    config: google(),
    before: stale,
    args: ['build'],
    status: 0,
    account: { human: 1, stale: 1, untranslated: 0 },
  },
  {
    name: "a person's stale row, frozen",
    config: google(),
    before: stale,
    args: ['build', '--frozen'],
    status: 1,
    account: { human: 1, stale: 1 },
  },
  {
    name: 'empty and furniture only beside a text',
    files: { 'input/b.txt': FURNITURE, 'input/c.md': ' \n' },
    config: PSEUDO,
    args: ['build'],
    status: 0,
    account: { documents: 3, leftOut: 2 },
  },
  {
    name: 'furniture only',
    files: { 'input/a.txt': FURNITURE },
    config: PSEUDO,
    args: ['build'],
    status: 0,
    account: { segments: 0 },
    built: false,
  },
  {
    name: 'a source in an old encoding beside a text',
    files: { 'input/old.txt': OLD },
    config: PSEUDO,
    args: ['build'],
    status: 2,
    account: { refused: 1, translated: 4 },
  },
  {
    name: 'the same, not asked for',
    files: { 'input/old.txt': OLD },
    config: PSEUDO,
    args: ['build', 'input/a.txt'],
    status: 0,
    account: { refused: 0, documents: 1 },
  },
  {
    name: 'a record in conflict beside a text',
    files: { 'input/b.txt': 'نص.\n', 'translations/b.txt.en.xlf': CONFLICT },
    config: PSEUDO,
    args: ['build'],
    status: 2,
    account: { refused: 1, documents: 1 },
  },
  {
    name: 'refused and missing',
    files: { 'input/old.txt': OLD },
    config: PSEUDO,
    args: ['build', '--offline'],
    status: 2,
    account: { refused: 1, untranslated: 4 },
  },
  {
    name: 'refused, and the budget is reached',
    files: { 'input/old.txt': OLD },
    config: google(),
    args: ['build', '--max-chars', '0'],
    status: 2,
    account: { refused: 1, stopped: 'budget' },
  },
  {
    name: 'refused, frozen and complete',
    files: { 'input/old.txt': OLD },
    config: google(),
    before: first,
    args: ['build', '--frozen'],
    status: 2,
    account: { refused: 1, untranslated: 0 },
  },
  {
    name: 'all sources refused',
    files: { 'input/a.txt': OLD },
    config: PSEUDO,
    args: ['build'],
    status: 2,
    account: { refused: 1, documents: 0 },
    built: false,
  },
  { name: 'no provider', args: ['build'], status: 2, code: 'no-provider', built: false },
  {
    name: 'no credentials',
    config: { provider: 'google' },
    args: ['build'],
    environment: { HOME: '/nonexistent', METADATA_SERVER_DETECTION: 'none', CLOUDSDK_CONFIG: '/nonexistent' },
    status: 2,
    code: 'google-credentials',
    built: false,
  },
  {
    name: 'no provider, but nothing missing',
    before: async (root) => {
      await build({ cwd: root, environment: {}, config: { provider: './p.mjs' } })
    },
    files: { 'p.mjs': own("return texts.map(() => 'A sentence of 12 words.')") },
    args: ['build'],
    status: 0,
    account: { recalled: 4 },
  },
  {
    name: 'no input folder',
    before: (root) => rmSync(join(root, 'input'), { recursive: true }),
    args: ['build'],
    status: 2,
    code: 'input-missing',
    built: false,
  },
  {
    name: 'a wrong setting',
    config: { formts: [] },
    args: ['build'],
    status: 2,
    code: 'config-unknown-key',
    built: false,
  },
  {
    name: 'an output that cannot be written',
    before: (root) => void mkdirSync(join(root, 'output/a.html'), { recursive: true }),
    config: PSEUDO,
    args: ['build'],
    status: 2,
    code: 'file-unwritable',
    built: false,
  },
  {
    name: 'a memory that cannot be used',
    before: (root) => void mkdirSync(join(root, '.muqabil/memory.db'), { recursive: true }),
    config: google(),
    args: ['build'],
    status: 2,
    code: 'memory-unusable',
    built: false,
  },
  {
    name: 'the same with nothing missing',
    before: async (root) => {
      await first(root)
      rmSync(join(root, '.muqabil'), { recursive: true })
      mkdirSync(join(root, '.muqabil/memory.db'), { recursive: true })
    },
    config: google(),
    args: ['build'],
    status: 0,
    account: { recalled: 4 },
  },
  {
    name: 'a bug of ours',
    config: PSEUDO,
    args: ['build'],
    environment: {
      NODE_OPTIONS: `--import "data:text/javascript,performance.now=()=>{throw new TypeError('of%20ours')}"`,
    },
    status: 70,
    code: 'bug',
    built: false,
  },
  { name: 'plan', config: google(), args: ['plan'], status: 0, built: false },
  {
    name: 'plan, a source refused',
    files: { 'input/old.txt': OLD },
    config: google(),
    args: ['plan'],
    status: 2,
    built: false,
  },
  { name: 'plan without a provider', args: ['plan'], status: 0, built: false },
  { name: 'check, clean', config: google(), before: first, args: ['check'], status: 0 },
  { name: 'check, rows missing', args: ['check'], status: 1, built: false },
  { name: 'check, stale', config: google(), before: stale, args: ['check'], status: 1 },
  {
    name: 'check, a source refused',
    files: { 'input/old.txt': OLD },
    config: google(),
    before: first,
    args: ['check'],
    status: 1,
  },
  {
    name: 'check, an edition changed',
    config: google(),
    before: async (root) => {
      await first(root)
      writeFileSync(join(root, 'output/a.md'), 'changed')
    },
    args: ['check'],
    status: 1,
  },
  { name: 'check, warnings only', config: google(), before: numberLost, args: ['check'], status: 0 },
  {
    name: 'check, warnings count',
    config: google(),
    before: numberLost,
    args: ['check', '--fail-on', 'warning'],
    status: 1,
  },
  { name: 'inspect', args: ['inspect', 'input/a.txt'], status: 0, built: false },
  {
    name: 'inspect what cannot be read',
    files: { 'input/a.txt': OLD },
    args: ['inspect', 'input/a.txt'],
    status: 2,
    code: 'not-utf8',
    built: false,
  },
]

/** A person's words without the number, built again: a warning, and nothing else. */
async function numberLost(root: string): Promise<void> {
  await corrected(root)
  const file = join(root, 'translations/a.txt.en.xlf')
  writeFileSync(file, readFileSync(file, 'utf8').replace('The last paragraph, 12.', 'The last paragraph.'))
  await first(root)
}

describe('statuses', () => {
  test.each(ROWS)('$name: $status', async (row) => {
    const { name, files = {}, config = {}, before, args, environment = {}, status, account, code, built = true } = row
    const settings = JSON.stringify({ fonts: 'system', ...config })
      .replace('"DRY"', JSON.stringify(dry.url))
      .replace('"SERVER"', JSON.stringify(server.url))
    const root = temporaryProject({ 'input/a.txt': TEXT, 'muqabil.config.json': settings, ...files })
    await before?.(root)
    const isFirst = ROWS.find((each) => each.status === status) === row
    const ran = await (isFirst || environment.NODE_OPTIONS ? muqabil : runHere)(root, [...args, '--json'], environment)
    expect(ran.status, `${name}\n${ran.stderr}${ran.stdout}`).toBe(status)
    const events =
      ran.stdout === ''
        ? []
        : ran.stdout
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as Record<string, unknown>)
    const last = events.at(-1) ?? {}
    if (account !== undefined) expect(last, name).toMatchObject({ event: 'account', ...account })
    if (code !== undefined) expect(last, name).toMatchObject({ event: 'error', code })
    // The account is the last of a run, once, and adds up.
    const accounts = events.filter(({ event }) => event === 'account')
    expect(accounts).toHaveLength(['build', 'check'].includes(args[0] ?? '') && code === undefined ? 1 : 0)
    for (const each of accounts) {
      const sum = FATES.reduce((total, fate) => total + Number(each[fate]), 0)
      expect(sum).toBe(each.segments)
      expect(Number(each.stale)).toBeLessThanOrEqual(Number(each.human))
    }
    expect(events.every(({ event }) => typeof event === 'string')).toBe(true)
    expect(ran.stderr).not.toMatch(/^\s+at /m)
    const edition = statSync(join(root, 'output/a.html'), { throwIfNoEntry: false })
    expect(edition?.isFile() === true).toBe(built)
  })
})
