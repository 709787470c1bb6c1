/** Workers on one queue: each document once, one budget, and nothing lost or paid twice when one is killed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTranslationServer } from '../servers/google.ts'
import { PROGRAMS, startReal, type PostgresServer } from '../servers/postgres.ts'
import { runHere } from '../run-here.ts'
import { muqabil, temporaryProject } from '../temporary-project.ts'

const WORDS = ['قَهْوَةٌ', 'مدينة', 'سوق', 'كتاب', 'بحر', 'جبل', 'ليل', 'نهار']

/** Sentences that no other document has, and one that all have. */
function text(index: number): string {
  const own = WORDS.map((word, each) => `قال ${word} رقم ${index * 10 + each} «نعم» في Node.js.`)
  return `# عنوان ${index}\n\n${own.join('\n\n')}\n\nهذه الجملة في كل نص.\n`
}

function project(memory: string, endpoint: string, documents: number): string {
  return temporaryProject({
    ...Object.fromEntries(Array.from({ length: documents }, (_, index) => [`input/${index}.md`, text(index)])),
    'muqabil.config.json': JSON.stringify({ memory, provider: { name: 'google', api: 'v2', endpoint } }),
  })
}

describe.runIf(PROGRAMS !== undefined)('PostgreSQL', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startReal()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query('DROP SCHEMA IF EXISTS muqabil CASCADE; DROP SCHEMA IF EXISTS muqabil_jobs CASCADE')
    await client.end()
  })

  test('each document is built once by whichever worker is free; nothing is sent twice; status tells', async () => {
    const google = await startTranslationServer()
    try {
      const root = project(server.url, google.url, 8)
      expect((await runHere(root, ['submit'])).stdout).toBe('8 documents submitted.\n')
      expect((await runHere(root, ['submit', 'input/1.md'])).stdout).toBe('0 documents submitted, 1 waited already.\n')
      const workers = await Promise.all([muqabil(root, ['work', '--once']), muqabil(root, ['work', '--once'])])
      expect(workers.map(({ status }) => status)).toEqual([0, 0])
      const built = workers.flatMap(({ stdout }) => [...stdout.matchAll(/^input\/(\d)\.md: complete$/gm)])
      expect(built.map(([, index]) => index).toSorted()).toEqual([...'01234567'])
      expect(Math.max(...google.meter.texts.values())).toBeLessThanOrEqual(2) // the common sentence may be under way twice
      for (let index = 0; index < 8; index++) expect(existsSync(join(root, `output/${index}.html`))).toBe(true)
      expect((await runHere(root, ['status'])).stdout).toMatch(
        /^muqabil: 0 waiting, 0 at work, 8 done, [\d,]+ characters sent/,
      )
      // All of it is known: a build writes the index and sends nothing.
      const sent = google.meter.characters
      expect(await runHere(root, ['build', '--frozen'])).toMatchObject({ status: 0 })
      expect(google.meter.characters).toBe(sent)
    } finally {
      await google.close()
    }
  })

  test('all workers have one budget; what has no room in it says so', async () => {
    const google = await startTranslationServer()
    try {
      const root = project(server.url, google.url, 6)
      const planned = JSON.parse((await runHere(root, ['plan', '--json', 'input/0.md'])).stdout.trim()) as {
        readonly characters: number
      }
      const most = Math.floor(planned.characters * 2.5)
      await runHere(root, ['submit', '--max-chars', String(most)])
      const workers = await Promise.all([muqabil(root, ['work', '--once']), muqabil(root, ['work', '--once'])])
      expect(workers.map(({ stdout }) => stdout).join('')).toMatch(/not built \(budget: there is no room/)
      expect(google.meter.characters).toBeLessThanOrEqual(most)
      expect(google.meter.characters).toBeGreaterThan(planned.characters)
      const status = (await runHere(root, ['status'])).stdout
      expect(status).toContain(`of ${most} characters`)
      expect(status).toContain('not built (budget: there is no room')
      // Once it was submitted again, and built, there is nothing more to be said of it.
      await runHere(root, ['submit', '--max-chars', '100000'])
      expect(await muqabil(root, ['work', '--once'])).toMatchObject({ status: 0 })
      expect((await runHere(root, ['status'])).stdout).not.toContain('not built')
    } finally {
      await google.close()
    }
  })

  test('a document that is not built is not counted as built, and is no success; money has its currency', async () => {
    const google = await startTranslationServer()
    try {
      const root = project(server.url, google.url, 2)
      const provider = { name: 'google', api: 'v2', endpoint: google.url, pricePerMillion: 18, currency: 'EUR' }
      writeFileSync(join(root, 'muqabil.config.json'), JSON.stringify({ memory: server.url, provider }))
      writeFileSync(join(root, 'input/1.md'), Buffer.from([0xd9, 0x87, 0xff, 0xfe, 0xc7]))
      await runHere(root, ['submit', '--max-cost', '5'])
      const worked = await muqabil(root, ['work', '--once'])
      expect(worked.status).toBe(1)
      expect(worked.stdout).toMatch(/^1 document built, 1 not built, [\d,]+ characters sent, [\d.]+ EUR\.$/m)
      expect((await runHere(root, ['status'])).stdout).toMatch(/: [\d.]+ EUR of 5\.00 EUR\.$/m)
    } finally {
      await google.close()
    }
  }, 120_000)

  test('a document that was deleted since it was submitted is done at once, and says why', async () => {
    const google = await startTranslationServer()
    try {
      const root = project(server.url, google.url, 2)
      await runHere(root, ['submit'])
      rmSync(join(root, 'input/1.md'))
      const worked = await muqabil(root, ['work', '--once'])
      expect(worked.stderr).not.toContain('tried in vain')
      expect(worked.stdout).toContain(
        'input/1.md: not built (gone: there is no such source any more)\n1 document built, 1 not built,',
      )
      expect(worked.status).toBe(1)
      expect((await runHere(root, ['status'])).stdout).toContain('\ninput/1.md: not built (gone')
    } finally {
      await google.close()
    }
  }, 120_000)

  test('what was tried in vain is given up, each document once and with the last reason, until it is done', async () => {
    const google = await startTranslationServer()
    try {
      const root = project(server.url, google.url, 2)
      mkdirSync(join(root, 'output/1.html'), { recursive: true })
      const client = new pg.Client({ connectionString: server.url })
      await client.connect()
      for (let times = 1; times <= 2; times++) {
        await runHere(root, ['submit', 'input/1.md'])
        await client.query('UPDATE muqabil_jobs.job SET retry_limit = 0')
        expect((await muqabil(root, ['work', '--once'])).status).toBe(1)
      }
      await client.end()
      const givenUp = /^input\/1\.md: given up \(output\/1\.html: Unexpected folder where a file should be, .*\)$/gm
      expect((await runHere(root, ['status'])).stdout.match(givenUp)).toHaveLength(1)
      rmSync(join(root, 'output/1.html'), { recursive: true })
      await runHere(root, ['submit', 'input/1.md'])
      expect((await muqabil(root, ['work', '--once'])).status).toBe(0)
      expect((await runHere(root, ['status'])).stdout).not.toContain('given up')
      expect(Math.max(...google.meter.texts.values())).toBe(1)
    } finally {
      await google.close()
    }
  }, 120_000)

  test('an answer that was billed and lost leaves no document incomplete while the budget has room', async () => {
    const google = await startTranslationServer({ faults: (request) => (request === 0 ? { kind: 'lost' } : undefined) })
    try {
      const root = project(server.url, google.url, 1)
      await runHere(root, ['submit', '--max-chars', '100000'])
      expect(await muqabil(root, ['work', '--once'])).toMatchObject({ status: 0 })
      expect((await runHere(root, ['status'])).stdout).toContain(`${google.meter.characters} of 100000 characters`)
    } finally {
      await google.close()
    }
  }, 120_000)

  test('what a try in vain has sent counts too', async () => {
    const full = { kind: 'status', http: 403, message: 'Daily Limit Exceeded', reason: 'dailyLimitExceeded' } as const
    const google = await startTranslationServer({ faults: (request) => (request === 3 ? full : undefined) })
    try {
      const root = project(server.url, google.url, 1)
      const provider = { name: 'google', api: 'v2', endpoint: google.url, batchCharacters: 50, concurrency: 1 }
      writeFileSync(join(root, 'muqabil.config.json'), JSON.stringify({ memory: server.url, provider }))
      await runHere(root, ['submit'])
      const { stdout, stderr } = await muqabil(root, ['work', '--once'])
      expect(stderr).toContain('tried in vain')
      expect(stdout).toContain(`1 document built, 1 tried in vain, ${google.meter.characters} characters sent, `)
    } finally {
      await google.close()
    }
  }, 120_000)

  test('a worker that is killed loses and doubles nothing; one that is told to stop ends in order', async () => {
    const google = await startTranslationServer({ latency: 150 })
    const running = new Set<ChildProcess>()
    const start = (root: string): ChildProcess => {
      const child = spawn(process.execPath, [join(process.cwd(), 'bin/muqabil.mjs'), 'work', '--once'], { cwd: root })
      running.add(child)
      child.once('exit', () => running.delete(child))
      return child
    }
    try {
      const root = project(server.url, google.url, 5)
      await runHere(root, ['submit'])
      const victim = start(root)
      const before = google.meter.requests
      for (let tries = 0; google.meter.requests === before && tries < 200; tries++) await wait(50)
      victim.kill('SIGKILL')
      const stopped = start(root)
      await wait(1500)
      stopped.kill('SIGTERM')
      await new Promise((done) => stopped.once('exit', done))
      expect([0, 1, 130]).toContain(stopped.exitCode)
      expect(await muqabil(root, ['work', '--once'])).toMatchObject({ status: 0 })
      for (let index = 0; index < 5; index++)
        expect(readFileSync(join(root, `translations/${index}.md.en.xlf`), 'utf8').match(/<target/g)).toHaveLength(10)
      // What was in flight at the kill, and no more, may have been sent twice.
      const twice = [...google.meter.texts.values()].filter((times) => times > 1).length
      expect(twice).toBeLessThanOrEqual(12)
    } finally {
      for (const child of running) child.kill('SIGKILL')
      await google.close()
    }
  })
})

test.runIf(PROGRAMS !== undefined)(
  'a worker whose database goes away says so',
  async () => {
    const [server, google] = [await startReal(), await startTranslationServer()]
    const worker = await (async () => {
      const root = project(server.url, google.url, 1)
      await runHere(root, ['submit'])
      return spawn(process.execPath, [join(process.cwd(), 'bin/muqabil.mjs'), 'work'], { cwd: root })
    })()
    try {
      let said = ''
      worker.stderr.on('data', (data: Buffer) => (said += data.toString()))
      const ended = once(worker, 'close')
      await once(worker.stdout, 'data') // it has built the document, and waits for another one
      await server.stop()
      expect(await ended).toEqual([2, null])
      expect(said).toContain('[memory-unreachable]')
    } finally {
      worker.kill('SIGKILL')
      await google.close()
    }
  },
  120_000,
)

test('a queue needs a memory that machines share', async () => {
  const root = temporaryProject({ 'input/a.md': 'نص\n' })
  for (const command of ['submit', 'work'])
    expect(await runHere(root, [command])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('queue without a memory that machines share') as string,
    })
})
