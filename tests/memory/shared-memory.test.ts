/** The memory that machines share: what one knows the others know, and nothing that was answered is lost. */
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Content } from '../../src/bitext/content.ts'
import { connect, inTransaction } from '../../src/memory/postgres/connect.ts'
import { openShared, type SharedMemory } from '../../src/memory/postgres/shared-memory.ts'
import type { Answer } from '../../src/memory/memory.ts'
import { PROGRAMS, startLite, startReal, type PostgresServer } from '../servers/postgres.ts'

const LANGUAGES = { sourceLanguage: 'ar', targetLanguage: 'en' }
const machine = { kind: 'machine', provider: 'google', model: 'nmt' } as const

function answer(source: Content, target: Content, more: Partial<Answer> = {}): Answer {
  return { source, target, ...LANGUAGES, origin: machine, ...more }
}

const servers = [
  ['PGlite', startLite],
  ...(PROGRAMS === undefined ? [] : [['PostgreSQL', startReal] as const]),
] as const

describe.each(servers)('%s', (name, start) => {
  let server: PostgresServer
  const opened: SharedMemory[] = []
  const open = async (deadSeconds?: number): Promise<SharedMemory> => {
    const memory = await openShared({ url: server.url, ...(deadSeconds === undefined ? {} : { deadSeconds }) })
    opened.push(memory)
    return memory
  }
  const query = async (text: string): Promise<readonly Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(text)).rows
    } finally {
      await client.end()
    }
  }
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())
  afterEach(async () => {
    for (const memory of opened.splice(0)) await memory[Symbol.asyncDispose]()
  })
  beforeEach(() => query('DROP SCHEMA IF EXISTS muqabil CASCADE'))

  test('what one commits another recalls, with codes, tashkeel and whatever a text can hold', async () => {
    const sources: readonly Content[] = [
      ['قَهْوَةٌ'],
      ['قال ', { kind: 'open', id: '1' }, '«نعم»', { kind: 'close', id: '1' }, ' ٢٠٢٤'],
      ['\u0000\u200F\\ " \' ﷺ 𐎀 '],
      ['ن'.repeat(20_000)],
    ]
    const first = await open()
    await first.commit(
      sources.map((source, index) => answer(source, [`answer ${index}`, { kind: 'standalone', id: '9' }])),
    )
    const second = await open()
    await second.lookUp(sources, LANGUAGES)
    expect(sources.map((source) => second.recall({ source, ...LANGUAGES })?.target)).toEqual(
      sources.map((_, index) => [`answer ${index}`, { kind: 'standalone', id: '9' }]),
    )
    // NFC is one text however it is written; another language is another question.
    expect(second.recall({ source: ['قَهْوَةٌ'], ...LANGUAGES })?.match).toBe('context')
    expect(second.recall({ source: ['قَهْوَةٌ'], ...LANGUAGES, targetLanguage: 'fr' })).toBeUndefined()
  })

  test("a person's before a machine's, the same neighbours before others, the newest last, as in a file", async () => {
    const memory = await open()
    await memory.commit([answer(['نص'], ['old']), answer(['نص'], ['new'])])
    await memory.commit([answer(['نص'], ['beside'], { before: 'a', after: 'b' })])
    const other = await open()
    await other.lookUp([['نص']], LANGUAGES)
    const asking = { source: ['نص'], ...LANGUAGES, provider: 'google', model: 'nmt' }
    expect(other.recall(asking)?.target).toEqual(['new'])
    expect(other.recall({ ...asking, before: 'a', after: 'b' })?.target).toEqual(['beside'])
    await other.commit([answer(['نص'], ['person'], { origin: { kind: 'person' } })])
    expect(other.recall(asking)?.target).toEqual(['person'])
  })

  test('an answer that was damaged is passed over; the same one twice is one', async () => {
    const memory = await open()
    await memory.commit([answer(['نص'], ['good']), answer(['نص'], ['good'])])
    expect(await query('SELECT count(*)::int AS count FROM muqabil.answers')).toEqual([{ count: 1 }])
    await query(`UPDATE muqabil.answers SET facts = replace(facts, 'good', 'evil')`)
    const other = await open()
    await other.lookUp([['نص']], LANGUAGES)
    expect(other.recall({ source: ['نص'], ...LANGUAGES })).toBeUndefined()
  })

  test('what a run that is gone had under way is told once, and counts against the budget until a run ends', async () => {
    const gone = await open()
    const answered = await gone.begin(100, 0.5)
    await gone.begin(40, 0.25)
    await gone.commit([answer(['نص'], ['text'])], [answered], { characters: 100, cost: 0.5 })
    expect(await (await open(60)).spentBefore()).toEqual({ characters: 0, cost: 0 })
    await query(`UPDATE muqabil.runs SET beat = beat - interval '2 minutes'`)
    const next = await open(60)
    expect(await next.spentBefore()).toEqual({ characters: 140, cost: 0.75 })
    expect(await next.unsettled()).toBe(40)
    expect(await next.unsettled()).toBe(0)
    expect(await next.spentBefore()).toEqual({ characters: 140, cost: 0.75 })
    await next.finish()
    expect(await next.spentBefore()).toEqual({ characters: 0, cost: 0 })
    expect(await query('SELECT 1 FROM muqabil.runs')).toEqual([])
  })

  test('similar sentences are found, the most similar first, with what a person made of them', async () => {
    const memory = await open()
    expect(await memory.hasTrigrams()).toBe(true)
    const near: Content = ['بحث وزير الخارجية الروسي مع نظيره الفرنسي جهود التسوية في سورية.']
    await memory.commit([
      answer(near, ['The Russian minister discussed it with his French counterpart.']),
      answer(near, ['A person\u2019s.'], { origin: { kind: 'person' } }),
      answer(['وبحث الوزير الروسيّ مع نظيره الفرنسي جهود التسوية في ليبيا.'], ['Further off.']),
      answer(['قَهْوَةٌ ساخنة في المدينة'], ['Hot coffee']),
    ])
    const asked: Content = ['بَحَثَ وزير الخارجية الروسي مع نظيره الألماني جهود التسوية في سورية.']
    const [found = []] = await memory.findSimilar([asked], { limit: 5, atLeast: 0.6 }, LANGUAGES)
    expect(found.map(({ target }) => target)).toEqual([['A person\u2019s.'], ['Further off.']])
    expect(found[0]?.similarity).toBeGreaterThan(0.85)
    expect(await memory.findSimilar([['شيء آخر']], { limit: 5, atLeast: 0.7 }, LANGUAGES)).toEqual([[]])
    expect(await memory.count(LANGUAGES)).toMatchObject({ sentences: 3, person: 1, machine: 3, imported: 0 })
  })

  test('tables are made once by several at once; those of a newer program are refused and stay', async () => {
    // PGlite has one session, however many connections.
    if (name === 'PGlite') for (let times = 0; times < 3; times++) await open()
    else await Promise.all([open(), open(), open()])
    expect(await query('SELECT version FROM muqabil.version')).toEqual([{ version: 1 }])
    await query('UPDATE muqabil.version SET version = 9')
    await expect(open()).rejects.toThrow(/version 9, expected version 1 or older/)
  })
})

test.runIf(PROGRAMS !== undefined)(
  'a connection that is cut between two queries is an error, and not the end of the process',
  async () => {
    const server = await startReal()
    const pool = await connect({ url: server.url })
    const other = new pg.Client({ connectionString: server.url })
    await other.connect()
    try {
      const cut = inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ readonly pid: number }>('SELECT pg_backend_pid() AS pid')
        const ended = new Promise<void>((done) => void client.once('end', () => done()))
        await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
        await ended
        return client.query('SELECT 1')
      })
      await expect(cut).rejects.toThrow()
      expect((await inTransaction(pool, async (client) => client.query('SELECT 1'))).rowCount).toBe(1)
    } finally {
      await other.end()
      await pool.end()
      await server.stop()
    }
  },
)

test('a server that is not there is named without its password', async () => {
  const opening = openShared({ url: 'postgres://me:s3cret@127.0.0.1:1/texts' })
  await expect(opening).rejects.toThrow(/postgres:\/\/me:…@127\.0\.0\.1:1\/texts: .*takes no connection/)
  await expect(opening).rejects.not.toThrow(/s3cret/)
})
