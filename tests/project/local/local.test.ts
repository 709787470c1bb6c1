/** A project without a key: a model is fetched, a build translates with it, and everything agrees with itself. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { makeModel } from '../../providers/local/make-model.ts'
import { installModel, SMALL } from '../../providers/local/small-model.ts'
import { inLatin } from '../../providers/local/make-vocabulary.ts'
import { startModels, type ModelServer } from '../../servers/models.ts'
import { runHere as muqabil } from '../../run-here.ts'
import { temporaryProject, type Ran } from '../../temporary-project.ts'

const TEXT = `# القَهْوَةُ

قال د. أحمد: «نعم **بالتأكيد** عند الساعة ٣:٣٠ في [Node.js](https://nodejs.org)». ثم خرج، ولم يَعُد!

- كتـــاب "جديد" من ١٢ فصلاً؛ وفيه AT&T و*لندن*.
- هل عاد؟ نعم.
`

const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const config = (settings: object): string =>
  JSON.stringify({ provider: { name: 'local', models: 'models', ...settings }, fonts: 'system' })

interface Account {
  readonly segments: number
  readonly translated: number
  readonly failed: number
  readonly charactersSent: number
  readonly cost: number
}

function accountOf({ stdout }: Ran): Account {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Account // as --json ends
}

/** Everything that a build wrote, but its memory. */
function written(root: string): Readonly<Record<string, string>> {
  const files = ['output', 'translations'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  return Object.fromEntries(files.toSorted().map((file) => [file, readFileSync(join(root, file), 'utf8')]))
}

test('from an empty folder to an edition: model get, build, frozen build', async () => {
  const server = await startModels()
  servers.push(server)
  const root = temporaryProject({ 'input/qahwa.md': TEXT, 'muqabil.config.json': '{"fonts":"system"}' })
  const environment = { MUQABIL_MODELS: 'models', MUQABIL_MODEL_REGISTRY: server.registry }
  const refused = await muqabil(root, ['build'], environment)
  expect(refused.status).toBe(2)
  expect(refused.stderr).toMatch(
    /run "muqabil model get ar-en" to translate on this machine without a key, or put the key of a service into \.env, as in "echo \w+_KEY=… >> \.env"/,
  )
  expect(server.asked).toEqual([]) // no build fetches
  expect(await muqabil(root, ['model', 'get', '--yes'], environment)).toMatchObject({ status: 0 })
  const asked = server.asked.length
  expect((await muqabil(root, ['plan'], environment)).stdout).toMatch(
    /^A build would translate \d segments on this machine, and send nothing\.\n$/,
  )
  const built = await muqabil(root, ['build'], environment)
  expect(built).toMatchObject({ status: 0 })
  expect(built.stderr).toContain(
    'Translating with local (ar-en.tiny): a model for these languages is on this machine, and no provider is named.',
  )
  const page = readFileSync(join(root, 'output/qahwa.md'), 'utf8')
  expect(page).toContain('"nEm **baltAkyd** End alsaEe 3:30 fy [Node.js](<https://nodejs.org>)". Cm Xrj')
  const before = written(root)
  expect(await muqabil(root, ['build', '--frozen'], environment)).toMatchObject({ status: 0 })
  // The made model writes Arabic in Latin letters: what the checks say of its English is right.
  const checked = await muqabil(root, ['check', '--json'], environment)
  expect(checked.stdout).not.toMatch(/"ruleId":"(?:outdated|missing|stale|codes)"/)
  expect(written(root)).toEqual(before)
  expect(server.asked).toHaveLength(asked)
})

test('the same bytes with one worker and with two, and with a gap filled later', async () => {
  const build = async (more: object): Promise<Readonly<Record<string, string>>> => {
    const root = temporaryProject({
      'input/qahwa.md': TEXT,
      'input/b.txt': 'نص آخر.\n\nوفيه كلام كثير.\n',
      'muqabil.config.json': config(more),
    })
    installModel(join(root, 'models'))
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    return written(root)
  }
  const one = await build({ concurrency: 1 })
  expect(await build({ concurrency: 2, batchCharacters: 20 })).toEqual(one)
  const root = temporaryProject({
    'input/qahwa.md': TEXT.slice(0, TEXT.indexOf('- هل')),
    'input/b.txt': 'نص آخر.\n\nوفيه كلام كثير.\n',
    'muqabil.config.json': config({}),
  })
  installModel(join(root, 'models'))
  expect((await muqabil(root, ['build'])).status).toBe(0)
  writeFileSync(join(root, 'input/qahwa.md'), TEXT)
  expect(accountOf(await muqabil(root, ['build', '--json'])).translated).toBeLessThan(4)
  const filled = written(root)
  for (const file of Object.keys(one).filter((each) => each.startsWith('output'))) expect(filled[file]).toBe(one[file])
})

describe('provenance', () => {
  test('in the record: architecture, engine, hashes; another model is asked anew, the same one is not', async () => {
    const root = temporaryProject({ 'input/a.txt': 'قهوة.\n\nشاي.\n', 'muqabil.config.json': config({}) })
    const folder = installModel(join(root, 'models'))
    const first = accountOf(await muqabil(root, ['build', '--json']))
    expect(first).toMatchObject({ translated: 2, charactersSent: 0, cost: 0 })
    const [, record = ''] = Object.entries(written(root)).find(([file]) => file.endsWith('.xlf')) ?? []
    expect(record).toContain('ar-en.tiny')
    expect(record).toMatch(/bergamot:\d+\.\d+\.\d+ model:[0-9a-f]{12} shortlist:[0-9a-f]{12} vocabulary:[0-9a-f]{12}/)
    rmSync(join(root, 'translations'), { recursive: true })
    expect(accountOf(await muqabil(root, ['build', '--json']))).toMatchObject({ translated: 0 })
    rmSync(join(root, 'translations'), { recursive: true })
    rmSync(folder, { recursive: true })
    installModel(join(root, 'models'), makeModel({ ...SMALL, seed: 3 }))
    expect(accountOf(await muqabil(root, ['build', '--json'])).translated).toBe(2)
  })
})

describe('what goes wrong', () => {
  test('a row that the engine has no memory for stays visibly missing, the others are built', async () => {
    const long = 'كلمة طويلة جدا '.repeat(1_250).trim()
    const root = temporaryProject({
      'input/a.txt': `قهوة.\n\n${long}\n\nشاي.\n`,
      'muqabil.config.json': JSON.stringify({
        segmentation: 'paragraph',
        provider: { name: 'local', models: 'models', memoryMegabytes: 280, concurrency: 2 },
      }),
    })
    installModel(join(root, 'models'))
    const ran = await muqabil(root, ['build', '--json'])
    expect(ran.status).toBe(1)
    expect(accountOf(ran)).toMatchObject({ segments: 3, translated: 2, failed: 1 })
    expect(ran.stdout).toContain('there is not enough memory for this')
    const page = readFileSync(join(root, 'output/a.html'), 'utf8')
    expect(page).toContain('Not translated')
    for (const text of ['قهوة.', 'شاي.']) expect(page).toContain(inLatin(text))
  })

  test('a damaged model is said with its file before anything is written; a service that is named does not look for one', async () => {
    const root = temporaryProject({ 'input/a.txt': 'قهوة.\n' })
    const folder = installModel(join(root, 'models'))
    writeFileSync(join(folder, 'model.bin'), 'short')
    const ran = await muqabil(root, ['build'], { MUQABIL_MODELS: 'models' })
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain('/model.bin: Unexpected file of 5 bytes')
    expect(readdirSync(root)).not.toContain('output')
    const environment = { MUQABIL_MODELS: 'models', DEEPL_AUTH_KEY: 'x:fx' }
    expect((await muqabil(root, ['plan', '--provider', 'deepl'], environment)).status).toBe(0)
    expect((await muqabil(root, ['build'], environment)).stderr).toContain('/model.bin: Unexpected file of 5 bytes')
  })

  test('providers says what it needs, and that it is asked when its model is here', async () => {
    const root = temporaryProject({})
    expect((await muqabil(root, ['providers'])).stdout).toContain(
      'no key is in the environment, and no model is on this machine',
    )
    installModel(join(root, 'models'))
    const listed = (await muqabil(root, ['providers'], { MUQABIL_MODELS: 'models' })).stdout
    expect(listed).toMatch(
      /A build asks, in this order:\n {2}1\. local: ready\n[^]*model ar-en\.tiny\.[0-9a-f]{8} in .*models, for \d+ workers?/,
    )
  })
})
