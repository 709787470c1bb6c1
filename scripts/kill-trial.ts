/**
 * Kills builds at random moments, in the middle of requests and of the writing of records, and
 * counts what the server billed. Run: node scripts/kill-trial.ts [kills, 200 by default]
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { startTranslationServer } from '../tests/servers/google.ts'

const KILLS = Number(process.argv[2] ?? 200)
const [BATCH, WORKERS, LATENCY, DOCUMENTS] = [200, 3, 120, 40]
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

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:xlf|html|md)$/.test(name),
  )

/** Every file that is there is whole: a record ends in its root, a page in its own. */
function halfFiles(): readonly string[] {
  return ['translations', 'output'].flatMap((folder) => {
    try {
      return filesIn(folder).filter(
        (name) => !/(?:<\/xliff>|<\/html>|<\/table>)\n$/.test(readFileSync(join(root, folder, name), 'utf8')),
      )
    } catch {
      return [] // not made yet
    }
  })
}

try {
  mkdirSync(join(root, 'input'))
  const sentences = Array.from(
    { length: 3000 },
    (_, index) => `الجملة رقم ${index} من نص طويل فيه كلمات كثيرة ومعنى ${index * 7} مختلف.`,
  )
  const each = sentences.length / DOCUMENTS
  for (let document = 0; document < DOCUMENTS; document++) {
    const own = sentences.slice(document * each, (document + 1) * each)
    writeFileSync(join(root, `input/${String(document).padStart(2, '0')}.txt`), own.join('\n\n'))
  }
  const provider = {
    name: 'google',
    api: 'rest',
    project: 'p',
    endpoint: server.url,
    batchCharacters: BATCH,
    concurrency: WORKERS,
  }
  writeFileSync(join(root, 'muqabil.config.json'), JSON.stringify({ fonts: 'system', provider }))
  const whole = sentences.reduce((sum, text) => sum + [...text].length, 0)
  let [kills, half] = [0, 0]
  while (kills < KILLS && (await build(500 + random() * 2000)) !== 0) {
    kills++
    half += halfFiles().length
  }
  const completeBefore = kills < KILLS
  // What is left of the kills falls into runs that only write.
  for (; completeBefore && kills < KILLS; kills++) {
    rmSync(join(root, 'translations'), { recursive: true, force: true })
    await build(300 + random() * 1500)
    half += halfFiles().length
  }
  const status = await build()
  const records = filesIn('translations').map((name) => readFileSync(join(root, 'translations', name), 'utf8'))
  const missing = sentences.length - records.reduce((sum, record) => sum + (record.match(/<target>/g)?.length ?? 0), 0)
  const allowed = whole + kills * BATCH * WORKERS
  process.stdout.write(
    `${kills} kills, last status ${status}; ${missing} rows missing, ${half} half files; billed ${server.meter.characters} characters of ${whole} (at most ${allowed} allowed)\n`,
  )
  process.exitCode = status === 0 && missing === 0 && half === 0 && server.meter.characters <= allowed ? 0 : 1
} finally {
  await server.close()
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
