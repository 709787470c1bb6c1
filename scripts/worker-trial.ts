/**
 * Three workers on one queue and one quota, one of them killed at a random moment, again and again: all must be there
 * in the end, and what was billed twice must not be more than what was under way at the kills.
 * Run: node scripts/worker-trial.ts [kills, 30 by default]. Needs PostgreSQL's programs.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { startTranslationServer } from '../tests/servers/google.ts'
import { startReal } from '../tests/servers/postgres.ts'

const KILLS = Number(process.argv[2] ?? 30)
const [WORKERS, DOCUMENTS, ROWS, LATENCY] = [3, 120, 60, 100]
/**
 * A minute, by the service and by ours: the whole takes about five. A request is a hundredth of it; at Google's it would
 * be half of that.
 */
const QUOTA = 120_000
const root = mkdtempSync(join(tmpdir(), 'muqabil-workers-'))
const database = await startReal()
const server = await startTranslationServer({
  latency: LATENCY,
  quota: { characters: QUOTA, windowMilliseconds: 60_000, tellsDelay: true },
})
let seed = 11
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647

function run(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [resolve('bin/muqabil.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
const ended = (child: ChildProcess): Promise<number | null> => new Promise((done) => child.on('close', done))

try {
  mkdirSync(join(root, 'input'))
  for (let document = 0; document < DOCUMENTS; document++) {
    const rows = Array.from(
      { length: ROWS },
      (_, row) => `الجملة ${row} من النص رقم ${document}، وفيها كلمات كثيرة ومعنى ${row * 7 + document} مختلف عن غيره.`,
    )
    writeFileSync(join(root, `input/${String(document).padStart(3, '0')}.txt`), rows.join('\n\n'))
  }
  const provider = { name: 'google', api: 'v2', endpoint: server.url, charactersPerMinute: QUOTA, concurrency: 4 }
  writeFileSync(
    join(root, 'muqabil.config.json'),
    JSON.stringify({ memory: database.url, formats: ['markdown'], provider }),
  )
  if ((await ended(run('submit'))) !== 0) throw new Error('submit failed')
  const start = performance.now()
  const workers: ChildProcess[] = Array.from({ length: WORKERS }, () => run('work', '--once'))
  const statuses = workers.map(ended)
  for (let kill = 0; kill < KILLS; kill++) {
    await wait(1_000 + random() * 4_000)
    const victim = Math.floor(random() * WORKERS)
    workers[victim]?.kill('SIGKILL')
    await statuses[victim]
    workers[victim] = run('work', '--once')
    statuses[victim] = ended(workers[victim])
  }
  const seconds = (): number => (performance.now() - start) / 1000
  const killed = { seconds: seconds(), characters: server.meter.characters }
  await Promise.all(statuses)
  const span = seconds()
  const texts = [...server.meter.texts.entries()]
  const least = (texts.reduce((sum, [text]) => sum + Array.from(text).length, 0) / QUOTA) * 60
  const twice = texts.filter(([, times]) => times > 1).length
  const whole = Array.from({ length: DOCUMENTS }, (_, document) =>
    readFileSync(join(root, `translations/${String(document).padStart(3, '0')}.txt.en.xlf`), 'utf8'),
  ).every((record) => (record.match(/<target/g)?.length ?? 0) === ROWS)
  console.log(
    [
      `${KILLS} kills, ${DOCUMENTS} documents, ${DOCUMENTS * ROWS} segments: ${whole ? 'all complete' : 'INCOMPLETE'}`,
      `billed twice: ${twice} texts, ${(twice / Math.max(1, KILLS)).toFixed(1)} a kill`,
      `refused for the quota: ${server.meter.rejected}`,
      `passed of the quota while there were kills: ${((killed.characters / QUOTA / killed.seconds) * 60).toFixed(2)}`,
      `span ${span.toFixed(0)} s, ${(span / least).toFixed(2)} of the ${least.toFixed(0)} s that the quota needs`,
    ].join('\n'),
  )
  if (!whole) process.exitCode = 1
} finally {
  await server.close()
  await database.stop()
  rmSync(root, { recursive: true, force: true })
}
