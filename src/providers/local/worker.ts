/** A thread with an engine in it: texts in, translations out. What cannot go on says why, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { Bergamot, EngineStopped, type EngineParts, type Stopped } from './engine.ts'
import type { Translated } from './join-sentences.ts'

/** What is said to the one who started it. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'translated'; readonly answers: readonly Translated[] }
  | ({ readonly kind: 'stopped' } & Stopped)

/** The first text takes the memory for all others: what is short is found before anything is asked. */
const FIRST = '.'

/** What is no word of the engine's own is a bug, and ends the thread as one. */
const guarded = (work: () => FromWorker): void => {
  try {
    parentPort?.postMessage(work())
  } catch (error) {
    if (!(error instanceof EngineStopped)) throw error
    parentPort?.postMessage({ kind: 'stopped', ...error.stopped } satisfies FromWorker)
    parentPort?.close()
  }
}

guarded(() => {
  const engine = new Bergamot(workerData as EngineParts) // as thread.ts sends it
  engine.translate(FIRST)
  parentPort?.on('message', (texts: readonly string[]) =>
    guarded(() => ({ kind: 'translated', answers: texts.map((text) => engine.translate(text)) })),
  )
  return { kind: 'ready' }
})
