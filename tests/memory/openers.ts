/** Opens memories in many threads, all at the same moment, and tells what came of it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

const THREAD = `
import { parentPort, workerData } from 'node:worker_threads'
import sqlite from 'node:sqlite'
const { openDatabase } = await import(workerData.module)
const turn = new Int32Array(workerData.turn)
for (const [round, path] of workerData.paths.entries()) {
  parentPort.postMessage('waiting')
  Atomics.wait(turn, 0, round)
  try {
    const { database, notice } = openDatabase({ sqlite, path, shown: 'memory.db', busyMilliseconds: 20000 })
    database.exec("INSERT INTO learnt VALUES (hex(randomblob(16)))")
    database.close()
    parentPort.postMessage('opened: ' + (notice ?? ''))
  } catch (error) {
    parentPort.postMessage('failed: ' + error.message + ' ' + error.cause?.message)
  }
}
`

/**
 * What each of `threads` said of each of `rounds` memories: 'opened: ' and the notice, or 'failed: ' and
 * why. `prepare` is given a memory's path beforehand.
 */
export async function openAtOnce(
  threads: number,
  rounds: number,
  prepare: (path: string) => void = () => undefined,
): Promise<{
  readonly said: readonly string[]
  readonly paths: readonly string[]
  readonly [Symbol.dispose]: () => void
}> {
  const root = mkdtempSync(join(tmpdir(), 'muqabil-openers-'))
  const paths = Array.from({ length: rounds }, (_, round) => join(root, String(round), 'memory.db'))
  for (const path of paths) {
    mkdirSync(join(path, '..'))
    prepare(path)
  }
  const turn = new SharedArrayBuffer(4)
  const module = new URL('../../src/memory/open-database.ts', import.meta.url).href
  const said: string[] = []
  let waiting = 0
  const hear = (message: string): void => {
    if (message !== 'waiting') said.push(message)
    else if (++waiting % threads === 0) {
      Atomics.add(new Int32Array(turn), 0, 1)
      Atomics.notify(new Int32Array(turn), 0)
    }
  }
  const start = (): Promise<void> =>
    new Promise((done, fail) => {
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`), {
        workerData: { module, turn, paths },
      })
      worker
        .on('message', hear)
        .on('error', fail)
        .on('exit', () => done())
    })
  await Promise.all(Array.from({ length: threads }, start))
  return { said, paths, [Symbol.dispose]: () => rmSync(root, { recursive: true }) }
}
