/** Similar sentences, asked for from another thread. */
import { Worker } from 'node:worker_threads'
import type { Content } from '../../bitext/content.ts'
import { MuqabilError } from '../../errors.ts'
import type { FindOptions, SimilarPair } from './similar-sentences.ts'
import type { Place } from './sentences-of.ts'
import type { Reply, Request } from './worker.ts'

export type { Place } from './sentences-of.ts'
export type { SimilarPair } from './similar-sentences.ts'

/** Requests are answered in their order. Every method throws `MuqabilError` `memory-unusable` where it cannot be done. */
export interface Similar {
  /** Takes up what the memory has learnt since. @returns How many sentences that were. */
  sync(): Promise<number>
  /** For each sentence the pairs that are most like it, the most similar first. */
  find(sources: readonly Content[], options: FindOptions): Promise<readonly (readonly SimilarPair[])[]>
  size(): Promise<{ readonly texts: number; readonly bytes: number; readonly segments: number }>
  close(): Promise<void>
}

interface Waiting {
  readonly done: (reply: Reply) => void
  readonly fail: (error: unknown) => void
}

/** As packed it is JavaScript: the compiler rewrites imports, not addresses. */
const CODE = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)
/** What an index is made with lies outside of the engine's heap; a small one keeps the whole small. */
const YOUNG_MEGABYTES = 6

/** Starts the thread; a failure to open is told by the first request. */
export function openSimilar(place: Place): Similar {
  const worker = new Worker(CODE, {
    workerData: place,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  })
  const waiting: Waiting[] = []
  let broken: unknown
  const end = (error: unknown): void => {
    broken ??= error
    for (const { fail } of waiting.splice(0)) fail(broken)
  }
  const unusable = (problem: string): MuqabilError =>
    new MuqabilError('memory-unusable', { problem }, { file: place.shown })
  worker.on('message', (reply: Reply) => {
    waiting.shift()?.done(reply)
    if (waiting.length === 0) worker.unref()
  })
  worker.on('error', end)
  worker.on('exit', (code) => end(new Error(`the thread of similar sentences ended with ${code}`)))
  worker.unref() // one that nobody waits for keeps no program alive
  const ask = async (request: Request): Promise<Reply> => {
    const reply = await new Promise<Reply>((done, fail) => {
      if (broken !== undefined) return fail(broken)
      waiting.push({ done, fail })
      worker.ref()
      worker.postMessage(request)
    })
    if (reply.kind === 'failed') throw unusable(reply.problem)
    return reply
  }
  return {
    async sync() {
      const reply = await ask({ kind: 'sync' })
      return reply.kind === 'synced' ? reply.added : 0
    },
    async find(sources, options) {
      const reply = await ask({ kind: 'find', sources, options })
      return reply.kind === 'found' ? reply.found : []
    },
    async size() {
      const reply = await ask({ kind: 'size' })
      return reply.kind === 'size' ? reply : { texts: 0, bytes: 0, segments: 0 }
    },
    async close() {
      await worker.terminate()
    },
  }
}
