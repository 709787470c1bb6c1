/** Builds of several machines on one memory: nothing is sent twice, and all keep one pace. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIRST_STATE, type PaceState } from '../../src/translate/shared-pace.ts'
import { sharedPacer } from '../../src/project/shared-pacer.ts'
import { realClock } from '../../src/project/real-clock.ts'
import { openShared } from '../../src/memory/postgres/shared-memory.ts'
import { startTranslationServer } from '../servers/google.ts'
import { PROGRAMS, startReal, type PostgresServer } from '../servers/postgres.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

// PGlite has one session, however many connections: transactions beside each other would wait for ever.
describe.runIf(PROGRAMS !== undefined)('PostgreSQL', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startReal()
  })
  afterAll(() => server.stop())

  test('what one machine paid for another has, without a request; plan knows it too', async () => {
    const google = await startTranslationServer()
    try {
      const project = (name: string): string =>
        temporaryProject({
          [`input/${name}.md`]: '# قَهْوَةٌ\n\nقال **سعيد**: «كم ثمنها؟ ٣٠ ريالًا أو 30؟». ثم مضى إلى Node.js.\n',
          'muqabil.config.json': JSON.stringify({
            memory: server.url,
            provider: { name: 'google', api: 'v2', endpoint: google.url },
          }),
        })
      const first = project('a')
      expect(await muqabil(first, ['build'])).toMatchObject({ status: 0 })
      const sent = google.meter.characters
      expect(sent).toBeGreaterThan(0)
      const second = project('b')
      const planned = await muqabil(second, ['plan', '--json'])
      expect(planned.stdout).toContain('"characters":0')
      expect(await muqabil(second, ['build'])).toMatchObject({ status: 0 })
      expect(google.meter.characters).toBe(sent)
    } finally {
      await google.close()
    }
  })

  test('several processes have one pace', async () => {
    const memories = await Promise.all([1, 2, 3].map(() => openShared({ url: server.url })))
    try {
      const times: number[] = []
      const pacers = memories.map((memory) =>
        sharedPacer(memory.paceOf<PaceState>('test'), { requestsPerMinute: 3_000 }, realClock),
      )
      await Promise.all(
        pacers.map(async (pacer) => {
          for (let index = 0; index < 25; index++) {
            await pacer.take({ characters: 10 })
            times.push(realClock.now())
          }
        }),
      )
      times.sort((a, b) => a - b)
      // 15 may go at once, the other 60 at 49 a second.
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1_100)
      const row = memories[0]?.paceOf<PaceState>('test')
      const { state } = (await row?.change(FIRST_STATE, (each) => ({ state: each }))) ?? {}
      expect(state?.lanes.requests.passed).toBeGreaterThan(0)
      expect(FIRST_STATE.lanes.requests.passed).toBe(0)
      // A row of a version that knew of no line.
      await row?.change(FIRST_STATE, ({ line: _line, ...older }) => ({ state: older as PaceState }))
      await pacers[0]?.take({ characters: 10 })
    } finally {
      for (const memory of memories) await memory[Symbol.asyncDispose]()
    }
  })
})

test('without a server nothing is sent and nothing is written; its password is in no message', async () => {
  const root = temporaryProject({
    'input/a.md': 'نص\n',
    'muqabil.config.json': JSON.stringify({ memory: 'postgres://me:s3cret@127.0.0.1:1/texts', provider: 'pseudo' }),
  })
  const ran = await muqabil(root, ['build'])
  expect(ran.status).toBe(2)
  expect(ran.stderr).toContain('postgres://me:…@127.0.0.1:1/texts')
  expect(ran.stdout + ran.stderr).not.toContain('s3cret')
})
