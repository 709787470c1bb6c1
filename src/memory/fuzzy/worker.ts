/** A thread that looks for similar sentences, so that nobody waits for it who has something else to do. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Content } from '../../bitext/content.ts'
import { MuqabilError } from '../../errors.ts'
import { Memory } from '../memory.ts'
import { asMuqabilError } from '../open-database.ts'
import { sentencesOf, type Place } from './sentences-of.ts'
import type { FindOptions, SimilarPair, SimilarSentences } from './similar-sentences.ts'

export type Request =
  | { readonly kind: 'sync' }
  | { readonly kind: 'find'; readonly sources: readonly Content[]; readonly options: FindOptions }
  | { readonly kind: 'size' }

export type Reply =
  | { readonly kind: 'synced'; readonly added: number }
  | { readonly kind: 'found'; readonly found: readonly (readonly SimilarPair[])[] }
  | { readonly kind: 'size'; readonly texts: number; readonly bytes: number; readonly segments: number }
  /** `problem` fits after "Unexpected". */
  | { readonly kind: 'failed'; readonly problem: string }

const place = workerData as Place // as the thread's owner sends it
const started = start()
started.catch(() => undefined) // told by whatever is asked

parentPort?.on('message', (request: Request) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply))
})

async function start(): Promise<SimilarSentences> {
  return sentencesOf(await Memory.open(place.path, { shown: place.shown }), place)
}

async function answer(request: Request): Promise<Reply> {
  try {
    const similar = await started
    switch (request.kind) {
      case 'sync':
        return { kind: 'synced', added: similar.sync() }
      case 'find':
        return { kind: 'found', found: request.sources.map((source) => similar.find(source, request.options)) }
      case 'size':
        return { kind: 'size', ...similar.size }
    }
  } catch (error) {
    const known = asMuqabilError(error, place)
    if (!(known instanceof MuqabilError)) throw error // a bug ends the thread as one
    return { kind: 'failed', problem: known.is('memory-unusable') ? known.facts.problem : known.message }
  }
}
