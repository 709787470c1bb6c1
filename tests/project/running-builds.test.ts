/** `muqabil status` beside a build that runs: what it says is what the build is at, and a killed one is not taken for a running one. */
import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { BuildEvent, RunningBuild } from '../../src/project/events.ts'
import { startProgress } from '../../src/project/progress.ts'
import { startMuqabil, temporaryProject } from '../temporary-project.ts'
import { runHere } from '../run-here.ts'

/** Slow enough to be asked about. */
const PROVIDER = `export default { name: 'slow', concurrency: 1, limits: { characters: 5000, elements: 1 },
  translate: async ({ texts }) => { await new Promise((done) => setTimeout(done, 300)); return texts.map(() => 'A sentence of English.') } }`

function project(): string {
  const texts = Array.from({ length: 8 }, (_, index) => [`input/${index}.txt`, `الجملة رقم ${index} هنا.\n`])
  return temporaryProject({
    ...Object.fromEntries(texts),
    'p.mjs': PROVIDER,
    'muqabil.config.json': '{"provider":"./p.mjs","formats":["markdown"]}',
  })
}

function started(root: string): {
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly status: number | null }>
} {
  const child = startMuqabil(root, ['build'])
  child.stdout?.resume()
  child.stderr?.resume()
  return { child, ended: new Promise((done) => child.on('close', (status: number | null) => done({ status }))) }
}

async function running(root: string): Promise<readonly RunningBuild[]> {
  const { status, stdout } = await runHere(root, ['status', '--json'])
  expect(status).toBe(0)
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RunningBuild)
}

async function firstReport(root: string): Promise<RunningBuild> {
  for (let turn = 0; turn < 200; turn++) {
    const [build] = await running(root)
    if (build) return build
    await wait(50)
  }
  throw new Error('no build has said anything')
}

test('progress says once a service was asked whose price is not known', () => {
  const told: BuildEvent[] = []
  const progress = startProgress((event) => void told.push(event))
  const provider = { name: 'm', limits: { characters: 1, elements: 1 }, translate: () => Promise.resolve([]) }
  progress.sent(provider, 5)
  progress.answered(1, 0)
  progress.sent({ ...provider, unpriced: true }, 5)
  progress.answered(1, 0)
  expect(told.map((event) => 'unpriced' in event)).toEqual([false, true])
})

const NOBODY = 'No build is running here.\n'

test('it says how many documents are written and segments answered, and nothing when the build is over', async () => {
  const root = project()
  expect((await runHere(root, ['status'])).stdout).toBe(NOBODY)
  const build = started(root)
  const report = await firstReport(root)
  expect(report).toMatchObject({
    event: 'running',
    process: build.child.pid,
    documents: 8,
    provider: 'slow',
    asked: { total: 8 },
    currency: 'USD',
  })
  expect(report.asked?.done).toBeGreaterThan(0)
  expect(report.asked?.done).toBeLessThan(8)
  expect(Math.abs(report.written - (report.asked?.done ?? 0))).toBeLessThanOrEqual(1)
  expect((await runHere(root, ['status'])).stdout).toMatch(
    /^Building for \d+ s \(process \d+\): \d+ of 8 documents; slow has answered \d+ of 8 segments, \d+ characters sent, 0\.00 USD\n$/,
  )
  expect(await build.ended).toMatchObject({ status: 0 })
  expect((await runHere(root, ['status'])).stdout).toBe(NOBODY)
  expect(readdirSync(join(root, '.muqabil/running'))).toEqual([])
})

test('a build that was killed is not running, and the next one clears its report away', async () => {
  const root = project()
  const killed = started(root)
  await firstReport(root)
  killed.child.kill('SIGKILL')
  await killed.ended
  expect((await runHere(root, ['status'])).stdout).toBe(NOBODY)
  expect(existsSync(join(root, `.muqabil/running/${killed.child.pid}.json`))).toBe(true)
  expect(await started(root).ended).toMatchObject({ status: 0 })
  expect(readdirSync(join(root, '.muqabil/running'))).toEqual([])
})
