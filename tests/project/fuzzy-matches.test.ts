/** Similar sentences in whole runs: what people and programs are shown, what language models are given, and what a build files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startChatServer } from '../servers/chat.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const CSV =
  'source,target\nشرب أهل المدينة القهوة في القرن السادس عشر.,The townsfolk drank coffee in the 16th century.\n'
const TEXT = 'شَرِبَ أهلُ **المدينةِ** الشايَ في القرن السادس عشر.\n\nلا شيء يشبه هذه الجملة في الذاكرة كلها.\n'

interface Task {
  readonly source: string
  readonly matches?: readonly { readonly target: string; readonly similarity: number; readonly provenance: object }[]
}

const lines = (stdout: string): readonly Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const tasksOf = async (root: string): Promise<readonly Task[]> => {
  const ran = await muqabil(root, ['tasks', '--json'])
  expect(ran).toMatchObject({ status: 0, stderr: '' })
  return lines(ran.stdout).filter(({ event }) => event === 'task') as unknown as readonly Task[]
}

describe('tasks show what is like them', () => {
  test('from an imported memory, with whose words it is; nothing where nothing is', async () => {
    const root = temporaryProject({ 'input/a.md': TEXT, 'm.csv': CSV, 'muqabil.config.json': '{}' })
    await muqabil(root, ['memory', 'import', 'm.csv'])
    const [first, second] = await tasksOf(root)
    expect(first?.matches).toEqual([
      {
        source: 'شرب أهل المدينة القهوة في القرن السادس عشر.',
        target: 'The townsfolk drank coffee in the 16th century.',
        similarity: 0.906,
        provenance: { kind: 'imported', name: 'm.csv' },
      },
    ])
    expect(second).not.toHaveProperty('matches')
  })

  test('from the records of a project without a memory, which gets none by it; not the own pair, but the one before a change', async () => {
    const root = temporaryProject({ 'input/a.md': 'جلس الشيخ في المقهى القديم.\n', 'muqabil.config.json': '{}' })
    await muqabil(root, ['export', '--format', 'csv', '--out', 'out.csv'])
    const rows = readFileSync(join(root, 'out.csv'), 'utf8').split('\r\n')
    const at = (rows[0] ?? '').split(',').indexOf('target')
    const cells = (rows[1] ?? '').split(',')
    cells[at] = 'The sheikh sat in the old café.'
    writeFileSync(join(root, 'in.csv'), [rows[0], cells.join(',')].join('\r\n'))
    expect(await muqabil(root, ['import', 'in.csv'])).toMatchObject({ status: 0 })
    expect(await tasksOf(root)).toEqual([])
    writeFileSync(join(root, 'input/a.md'), 'جلس الشيخ في المقهى الجديد.\n')
    const [stale] = await tasksOf(root)
    expect(stale).toMatchObject({
      why: 'stale',
      matches: [{ target: 'The sheikh sat in the old café.', provenance: { kind: 'person' } }],
    })
    expect(existsSync(join(root, '.muqabil/memory.db'))).toBe(false)
  })

  test('a memory that cannot be read keeps nobody from them', async () => {
    const root = temporaryProject({ 'input/a.md': TEXT, 'muqabil.config.json': '{}' })
    mkdirSync(join(root, '.muqabil/memory.db'), { recursive: true })
    const ran = await muqabil(root, ['tasks', '--json'])
    expect(ran.status).toBe(0)
    expect(lines(ran.stdout).map(({ event }) => event)).toEqual(['notice', 'task', 'task'])
    // People are not shown any, and need not wait for them.
    expect(await muqabil(root, ['tasks'])).toMatchObject({ status: 0, stderr: '' })
  })

  test('of very many, each with its own', async () => {
    const word = (at: number): string => String(at + 1000).replace(/\d/g, (digit) => 'بتثجحخدرزس'.charAt(Number(digit)))
    const sentence = (at: number): string => `${word(at)} ${word(at * 7)} ${word(at * 11)} شرب القهوة`
    const numbers = Array.from({ length: 250 }, (_, at) => at)
    const root = temporaryProject({
      'input/a.md': numbers.map((at) => `${sentence(at)} هنا.`).join('\n\n'),
      'm.csv': `source,target\n${numbers.map((at) => `${sentence(at)}.,Number ${at}.`).join('\n')}\n`,
      'muqabil.config.json': '{}',
    })
    await muqabil(root, ['memory', 'import', 'm.csv'])
    const tasks = await tasksOf(root)
    expect(tasks.map(({ matches }) => matches?.[0])).toMatchObject(numbers.map((at) => ({ target: `Number ${at}.` })))
  })
})

describe('language models', () => {
  const started = async (): ReturnType<typeof startChatServer> => {
    const server = await startChatServer()
    onTestFinished(() => server.close())
    return server
  }
  const project = (endpoint: string, more: object): string =>
    temporaryProject({
      'input/a.md': TEXT,
      'm.csv': CSV,
      'muqabil.config.json': JSON.stringify({ provider: { name: 'openai', model: 'stand-in', endpoint }, ...more }),
    })
  const requestIn = (text: string): { readonly examples?: unknown } => {
    const body = JSON.parse(text) as {
      readonly messages: readonly { readonly role: string; readonly content: string }[]
    }
    return JSON.parse(body.messages.find(({ role }) => role === 'user')?.content ?? '') as {
      readonly examples?: unknown
    }
  }

  test('are given examples where that is asked for: as planned, and never as the translation', async () => {
    const server = await started()
    const root = project(server.url, { fuzzyMatches: true })
    await muqabil(root, ['memory', 'import', 'm.csv'])
    const planned = lines((await muqabil(root, ['plan', '--json'])).stdout).at(-1)
    const ran = await muqabil(root, ['build', '--json'])
    const account = lines(ran.stdout).at(-1)
    expect(account).toMatchObject({
      translated: 2,
      recalled: 0,
      charactersSent: planned?.characters,
      requests: planned?.requests,
    })
    const posts = server.calls.filter(({ method }) => method === 'POST')
    expect(posts.map(({ text }) => requestIn(text).examples)).toEqual([
      [
        {
          source: 'شرب أهل المدينة القهوة في القرن السادس عشر.',
          target: 'The townsfolk drank coffee in the 16th century.',
        },
      ],
    ])
    expect(posts[0]?.text).toContain('sentences like these that were translated before')
    const record = readFileSync(join(root, 'translations/a.md.en.xlf'), 'utf8')
    expect(record).toContain('prompt:2')
    expect(record).not.toContain('The townsfolk drank coffee')
  })

  test.each([{}, { fuzzyMatches: true, prompt: 1 }])('are given none otherwise: %j', async ({ prompt, ...more }) => {
    const server = await started()
    const root = project(server.url, more)
    if (prompt !== undefined)
      writeFileSync(
        join(root, 'muqabil.config.json'),
        JSON.stringify({ ...more, provider: { name: 'openai', model: 'stand-in', endpoint: server.url, prompt } }),
      )
    await muqabil(root, ['memory', 'import', 'm.csv'])
    await muqabil(root, ['build'])
    for (const { text } of server.calls.filter(({ method }) => method === 'POST'))
      expect(requestIn(text)).not.toHaveProperty('examples')
    expect(readFileSync(join(root, 'translations/a.md.en.xlf'), 'utf8')).toContain('prompt:1')
  })
})

describe('a build files what it has learnt', () => {
  const CHANGED = 'كلام جديد كل الجدة عن المقهى القديم في وسط المدينة.\n'
  const started = async (): Promise<{ readonly root: string; readonly index: string }> => {
    const server = await startChatServer()
    onTestFinished(() => server.close())
    const root = temporaryProject({
      'input/a.md': TEXT,
      'muqabil.config.json': JSON.stringify({ provider: { name: 'openai', model: 'stand-in', endpoint: server.url } }),
    })
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    return { root, index: join(root, '.muqabil/memory.fuzzy/ar-en') }
  }
  const status = async (root: string): Promise<unknown> =>
    lines((await muqabil(root, ['memory', 'status', '--json'])).stdout).at(-1)

  test('and nothing where nothing has changed', async () => {
    const { root, index } = await started()
    expect(await status(root)).toMatchObject({ sentences: 2, machine: 2, index: { texts: 2 } })
    const before = readdirSync(index).map((file) => [file, statSync(join(index, file)).mtimeMs])
    await muqabil(root, ['build'])
    expect(readdirSync(index).map((file) => [file, statSync(join(index, file)).mtimeMs])).toEqual(before)
    writeFileSync(join(root, 'input/b.md'), CHANGED)
    await muqabil(root, ['build'])
    expect(await status(root)).toMatchObject({ sentences: 3, index: { texts: 3 } })
  })

  test('an index that is damaged, or cannot be written, does not keep it from being done', async () => {
    const { root, index } = await started()
    for (const file of readdirSync(index)) if (/segment|json/.test(file)) writeFileSync(join(index, file), 'no')
    writeFileSync(join(root, 'input/b.md'), CHANGED)
    expect(await muqabil(root, ['build'])).toMatchObject({
      status: 0,
      stderr: expect.not.stringContaining('imilar') as string,
    })
    expect(await status(root)).toMatchObject({ index: { texts: 3 } })
    const other = temporaryProject({
      'input/a.md': TEXT,
      'muqabil.config.json': readFileSync(join(root, 'muqabil.config.json')),
      '.muqabil/memory.fuzzy': 'a file',
    })
    const ran = await muqabil(other, ['build'])
    expect(ran.status).toBe(0)
    expect(ran.stderr).toContain('Similar sentences are not found: ')
  })
})
