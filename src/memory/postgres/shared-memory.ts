/** The memory that many machines share: PostgreSQL, with what a run asked for before it in a passing memory. */
import type { Pool } from 'pg'
import type { Content } from '../../bitext/content.ts'
import type { FindOptions, SimilarPair } from '../fuzzy/similar-sentences.ts'
import { rowOfAnswer, type Answer } from '../answers.ts'
import type { Lesson } from '../lesson.ts'
import { Memory, type Query, type Recalled, type Spent } from '../memory.ts'
import type { RunMemory } from '../run-memory.ts'
import { connect, withoutSecret, type PostgresPlace } from './connect.ts'
import { Database } from './database.ts'
import { findSimilar, hasTrigrams } from './find-similar.ts'
import { paceRow, type PaceRow } from './pace-row.ts'
import { countAnswers, learnRecords, putAnswers, readAnswers } from './shared-answers.ts'
import type { CountedAnswers, Languages } from './shared-answers.ts'
import { DEAD_SECONDS, SharedRun } from './shared-run.ts'

export interface SharedOptions extends PostgresPlace {
  /** How long a run may be silent before it counts as gone; 30 by default. */
  readonly deadSeconds?: number
}

/**
 * Opens it, and makes its tables where there are none.
 *
 * @throws {MuqabilError} `memory-peer`, `memory-unreachable`, `memory-newer`; `memory-unreachable` from every method.
 */
export async function openShared(options: SharedOptions): Promise<SharedMemory> {
  const pool = await connect(options)
  return new SharedMemory(pool, await Memory.open(':memory:'), options)
}

export class SharedMemory implements RunMemory {
  readonly isShared = true
  readonly notice = undefined
  /** Its address, for messages. */
  readonly shown: string
  readonly #database: Database
  /** Ranks answers exactly as a memory in a file does. */
  readonly #front: Memory
  readonly #run: SharedRun

  constructor(pool: Pool, front: Memory, { url, deadSeconds = DEAD_SECONDS }: SharedOptions) {
    this.shown = withoutSecret(url)
    this.#database = new Database(pool, url)
    this.#front = front
    this.#run = new SharedRun(this.#database, deadSeconds)
  }

  /** The pace of a provider, which is kept in the same database. */
  paceOf<State extends object>(provider: string): PaceRow<State> {
    return paceRow(this.#database, provider)
  }

  async lookUp(sources: readonly Content[], languages: Languages): Promise<void> {
    this.#front.take(await readAnswers(this.#database, sources, languages))
  }

  recall(query: Query): Recalled | undefined {
    return this.#front.recall(query)
  }

  async commit(answers: readonly Answer[], tickets: readonly number[] = [], spent?: Spent): Promise<void> {
    const rows = answers.map(rowOfAnswer).filter((row) => row !== undefined)
    if (rows.length === 0 && tickets.length === 0) return
    await this.#database.transaction(async (client) => {
      await putAnswers(client, rows)
      await this.#run.settle(client, tickets, spent)
    })
    this.#front.take(rows)
  }

  async learn(lessons: readonly Lesson[]): Promise<void> {
    return learnRecords(this.#database, lessons)
  }

  /** Whether the server finds similar sentences. */
  async hasTrigrams(): Promise<boolean> {
    return hasTrigrams(this.#database)
  }

  /** For each sentence the pairs that are most like it, the most similar first; only where there are trigrams. */
  async findSimilar(
    sources: readonly Content[],
    options: FindOptions,
    languages: Languages,
  ): Promise<readonly (readonly SimilarPair[])[]> {
    const found: (readonly SimilarPair[])[] = []
    for (const source of sources) {
      const near = await findSimilar(this.#database, source, { ...options, ...languages })
      await this.lookUp(
        near.map((each) => each.source),
        languages,
      )
      found.push(
        near.flatMap((each): readonly SimilarPair[] => {
          const answer = this.#front.recall({ source: each.source, ...languages })
          return answer === undefined ? [] : [{ ...each, target: answer.target, provenance: answer.origin }]
        }),
      )
    }
    return found
  }

  /** What it knows of these languages, and the bytes that all of it takes. */
  async count(languages: Languages): Promise<CountedAnswers> {
    return countAnswers(this.#database, languages)
  }

  async begin(characters: number, cost = 0): Promise<number> {
    return this.#run.begin(characters, cost)
  }

  async spentBefore(): Promise<Spent> {
    return this.#run.spentBefore()
  }

  async unsettled(): Promise<number> {
    return this.#run.unsettled()
  }

  async finish(): Promise<void> {
    return this.#run.finish()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#run[Symbol.dispose]()
    this.#front.close()
    await this.#database[Symbol.asyncDispose]()
  }
}
