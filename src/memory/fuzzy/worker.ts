/** A thread that looks for similar sentences, so that nobody waits for it who has something else to do. */
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { Content } from '../../bitext/content.ts'
import { MuqabilError } from '../../errors.ts'
import { Memory } from '../memory.ts'
import { asMuqabilError } from '../open-database.ts'
import type { Languages } from '../sources.ts'
import { loadSqlite } from '../sqlite.ts'
import { whileAlone } from '../while-alone.ts'
import { SimilarSentences, type FindOptions, type SimilarPair } from './similar-sentences.ts'

/** What the thread is started with. */
export interface Place extends Languages {
  /** The memory's file, and the folder of the index. */
  readonly path: string
  readonly folder: string
  /** The memory as messages name it. */
  readonly shown: string
}

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

const BUSY_MILLISECONDS = 60_000

const place = workerData as Place // as the thread's owner sends it
const started = start()
started.catch(() => undefined) // told by whatever is asked

parentPort?.on('message', (request: Request) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply))
})

async function start(): Promise<SimilarSentences> {
  const { path, folder, shown, sourceLanguage, targetLanguage } = place
  const sqlite = await loadSqlite()
  const memory = await Memory.open(path, { shown })
  const lock = { sqlite, path: join(folder, 'index'), shown, busyMilliseconds: BUSY_MILLISECONDS }
  const languages = { sourceLanguage, targetLanguage }
  return new SimilarSentences({ memory, folder, languages, alone: (work) => whileAlone(lock, work) })
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
