/** Kills builds at random moments, a hundred times, and counts what the server billed. Run: node scripts/kill-trial.ts [kills] */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { startTranslationServer } from '../tests/servers/google.ts'

const KILLS = Number(process.argv[2] ?? 100)
const [BATCH, WORKERS, LATENCY] = [200, 3, 120]
const root = mkdtempSync(join(tmpdir(), 'muqabil-kills-'))
const server = await startTranslationServer({ latency: LATENCY })
let seed = 7
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647

async function build(killAfter?: number): Promise<number | null> {
  const child = spawn(process.execPath, [resolve('bin/muqabil.mjs'), 'build'], { cwd: root, stdio: 'ignore' })
  const ended = new Promise<number | null>((done) => child.on('close', done))
  if (killAfter !== undefined) {
    await Promise.race([ended, wait(killAfter)])
    child.kill('SIGKILL')
  }
  return ended
}

try {
  mkdirSync(join(root, 'input'))
  const sentences = Array.from(
    { length: 2400 },
    (_, index) => `الجملة رقم ${index} من نص طويل فيه كلمات كثيرة ومعنى ${index * 7} مختلف.`,
  )
  writeFileSync(join(root, 'input/a.txt'), sentences.join('\n\n'))
  writeFileSync(
    join(root, 'muqabil.config.json'),
    JSON.stringify({
      fonts: 'system',
      provider: {
        name: 'google',
        api: 'rest',
        project: 'p',
        endpoint: server.url,
        batchCharacters: BATCH,
        concurrency: WORKERS,
      },
    }),
  )
  const whole = sentences.reduce((sum, text) => sum + [...text].length, 0)
  let kills = 0
  while (kills < KILLS && (await build(600 + random() * 1400)) !== 0) kills++
  const status = await build()
  const record = readFileSync(join(root, 'translations/a.txt.en.xlf'), 'utf8')
  const [missing, allowed] = [
    sentences.length - (record.match(/<target>/g)?.length ?? 0),
    whole + kills * BATCH * WORKERS,
  ]
  process.stdout.write(
    `${kills} kills, last status ${status}; ${missing} rows missing; billed ${server.meter.characters} characters of ${whole} (at most ${allowed} allowed)\n`,
  )
  process.exitCode = status === 0 && missing === 0 && server.meter.characters <= allowed ? 0 : 1
} finally {
  await server.close()
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
