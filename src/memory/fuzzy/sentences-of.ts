/** The similar sentences of a memory, where their index lies. */
import { join } from 'node:path'
import type { Memory } from '../memory.ts'
import type { Languages } from '../sources.ts'
import { loadSqlite } from '../sqlite.ts'
import { whileAlone } from '../while-alone.ts'
import { SimilarSentences } from './similar-sentences.ts'

/** A memory's file and its index. */
export interface Place extends Languages {
  readonly path: string
  /** Of the index. */
  readonly folder: string
  /** The memory as messages name it. */
  readonly shown: string
}

const BUSY_MILLISECONDS = 60_000

/** @throws An error of SQLite or of the system. */
export async function sentencesOf(memory: Memory, place: Place): Promise<SimilarSentences> {
  const { folder, shown, sourceLanguage, targetLanguage } = place
  const lock = { sqlite: await loadSqlite(), path: join(folder, 'index'), shown, busyMilliseconds: BUSY_MILLISECONDS }
  const languages = { sourceLanguage, targetLanguage }
  return new SimilarSentences({ memory, folder, languages, alone: (work) => whileAlone(lock, work) })
}
