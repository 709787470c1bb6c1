/** The memory that many machines share: PostgreSQL, with what a run asked for before it in a passing memory. */
import { hash, randomUUID } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { distance } from 'fastest-levenshtein'
import { decodeContent, plainText, type Content } from '../../bitext/content.ts'
import { normalizeKey } from '../../text/normalize-key.ts'
import type { FindOptions, SimilarPair } from '../fuzzy/similar-sentences.ts'
import { answersOfRecord, keyOf, rowOfAnswer, type Answer } from '../answers.ts'
import type { Lesson } from '../lesson.ts'
import { Memory, type Query, type Recalled, type Spent } from '../memory.ts'
import type { RunMemory } from '../run-memory.ts'
import type { Counted } from '../sources.ts'
import { checksumOf, factsOf, rowOfFacts, type Facts, type Row } from '../tables.ts'
import { paceRow, type PaceRow } from './pace-row.ts'
import { asMemoryError, connect, inTransaction, withoutSecret, type PostgresPlace } from './connect.ts'

/** Questions and answers in one statement. */
const BATCH = 1000
/** A run says so often that it lives; one that has not for `DEAD_SECONDS` is gone. */
const BEAT_MILLISECONDS = 5_000
const DEAD_SECONDS = 30
/** For each pair that is wanted, so many are compared letter by letter: trigrams rank otherwise. */
const CANDIDATES = 10

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
  readonly #pool: Pool
  /** Ranks answers exactly as a memory in a file does. */
  readonly #front: Memory
  readonly #options: SharedOptions
  readonly #run = randomUUID()
  readonly #beat: NodeJS.Timeout
  #isKnown = false

  constructor(pool: Pool, front: Memory, options: SharedOptions) {
    this.#pool = pool
    this.#front = front
    this.#options = options
    this.#beat = setInterval(() => void this.#say().catch(() => undefined), BEAT_MILLISECONDS)
    this.#beat.unref()
  }

  /** Its address, for messages. */
  get shown(): string {
    return withoutSecret(this.#options.url)
  }

  /** The pace of a provider, which is kept in the same database. */
  paceOf<State extends object>(provider: string): PaceRow<State> {
    return paceRow(this.#pool, provider, this.#options.url)
  }

  async lookUp(
    sources: readonly Content[],
    { sourceLanguage, targetLanguage }: Pick<Query, 'sourceLanguage' | 'targetLanguage'>,
  ): Promise<void> {
    const questions = [...new Set(sources.map(keyOf))].map((text) =>
      questionOf({ text, sourceLanguage, targetLanguage }),
    )
    for (const some of inBatches(questions)) {
      const { rows } = await this.#ask<{ readonly facts: string; readonly checksum: string }>(
        'SELECT facts, checksum FROM muqabil.answers WHERE question = ANY($1) ORDER BY id',
        [some],
      )
      // An answer that is not what was written is passed over, as if it were not there.
      const whole = rows.map(({ facts, checksum }) => ({ row: rowOfFacts(JSON.parse(facts) as Facts), checksum }))
      this.#front.take(whole.filter(({ row, checksum }) => checksumOf(row) === checksum).map(({ row }) => row))
    }
  }

  recall(query: Query): Recalled | undefined {
    return this.#front.recall(query)
  }

  async commit(answers: readonly Answer[], tickets: readonly number[] = [], spent?: Spent): Promise<void> {
    const rows = answers.map(rowOfAnswer).filter((row) => row !== undefined)
    if (rows.length === 0 && tickets.length === 0) return
    await this.#transaction(async (client) => {
      await put(client, rows)
      if (tickets.length > 0) await client.query('DELETE FROM muqabil.in_flight WHERE id = ANY($1)', [tickets])
      if (spent)
        await client.query(
          'UPDATE muqabil.runs SET characters = $2, cost = $3, beat = clock_timestamp() WHERE run = $1',
          [this.#run, spent.characters, spent.cost],
        )
    })
    this.#front.take(rows)
  }

  async learn(lessons: readonly Lesson[]): Promise<void> {
    const all = new Map(lessons.map(({ hash: each, record }) => [each, record]))
    const known = new Set<string>()
    for (const some of inBatches([...all.keys()])) {
      const { rows } = await this.#ask<{ readonly hash: string }>(
        'SELECT hash FROM muqabil.learnt WHERE hash = ANY($1)',
        [some],
      )
      for (const each of rows) known.add(each.hash)
    }
    for (const [each, record] of all) {
      const lesson = known.has(each) ? undefined : record()
      if (lesson === undefined) continue
      const rows = answersOfRecord(lesson)
        .map(rowOfAnswer)
        .filter((row) => row !== undefined)
      await this.#transaction(async (client) => {
        await put(client, rows)
        await client.query('INSERT INTO muqabil.learnt VALUES ($1) ON CONFLICT DO NOTHING', [each])
      })
    }
  }

  /** Whether the server finds similar sentences. */
  async hasTrigrams(): Promise<boolean> {
    const { rows } = await this.#ask<{ readonly made: string | null }>(
      `SELECT to_regclass('muqabil.questions_by_trigrams')::text AS made`,
      [],
    )
    return rows[0]?.made != null
  }

  /** For each sentence the pairs that are most like it, the most similar first; only where there are trigrams. */
  async findSimilar(
    sources: readonly Content[],
    { limit, atLeast }: FindOptions,
    languages: Pick<Query, 'sourceLanguage' | 'targetLanguage'>,
  ): Promise<readonly (readonly SimilarPair[])[]> {
    const { sourceLanguage, targetLanguage } = languages
    const found: (readonly SimilarPair[])[] = []
    for (const source of sources) {
      const words = wordsOf(source)
      const { rows } = await this.#ask<{ readonly text: string; readonly words: string }>(
        `SELECT words, (SELECT facts::json->>0 FROM muqabil.answers WHERE answers.question = near.question LIMIT 1) AS text
         FROM (
           SELECT question, words FROM muqabil.questions
           WHERE words % $1 AND source_language = $2 AND target_language = $3
           ORDER BY similarity(words, $1) DESC, words COLLATE "C" LIMIT $4
         ) AS near`,
        [words, sourceLanguage, targetLanguage, limit * CANDIDATES],
      )
      const near = rows
        .map((row) => ({
          ...row,
          similarity: 1 - distance(words, row.words) / Math.max(words.length, row.words.length, 1),
        }))
        .filter(({ text, similarity }) => text !== null && similarity >= atLeast)
        .toSorted((a, b) => b.similarity - a.similarity)
        .slice(0, limit)
      const pairs = near.map(({ text, similarity }) => ({ source: decodeContent(text), similarity }))
      await this.lookUp(
        pairs.map((pair) => pair.source),
        languages,
      )
      found.push(
        pairs.flatMap((pair): readonly SimilarPair[] => {
          const answer = this.#front.recall({ source: pair.source, ...languages })
          return answer === undefined ? [] : [{ ...pair, target: answer.target, provenance: answer.origin }]
        }),
      )
    }
    return found
  }

  /** What it knows of these languages, and the bytes that all of it takes. */
  async count({
    sourceLanguage,
    targetLanguage,
  }: Pick<Query, 'sourceLanguage' | 'targetLanguage'>): Promise<Counted & { readonly bytes: number }> {
    const { rows } = await this.#ask<{ readonly [Name in keyof Counted | 'bytes']: number }>(
      `SELECT count(DISTINCT question)::int AS sentences,
              (count(*) FILTER (WHERE facts::json->>4 = 'person'))::int AS person,
              (count(*) FILTER (WHERE facts::json->>4 = 'imported'))::int AS imported,
              (count(*) FILTER (WHERE facts::json->>4 = 'machine'))::int AS machine,
              (pg_total_relation_size('muqabil.answers') + pg_total_relation_size('muqabil.questions'))::float8 AS bytes
       FROM muqabil.answers JOIN muqabil.questions USING (question)
       WHERE source_language = $1 AND target_language = $2`,
      [sourceLanguage, targetLanguage],
    )
    return rows[0] ?? { sentences: 0, person: 0, imported: 0, machine: 0, bytes: 0 }
  }

  async begin(characters: number, cost = 0): Promise<number> {
    await this.#register()
    const { rows } = await this.#ask<{ readonly id: string }>(
      'INSERT INTO muqabil.in_flight (run, characters, cost) VALUES ($1, $2, $3) RETURNING id',
      [this.#run, characters, cost],
    )
    return Number(rows[0]?.id)
  }

  async spentBefore(): Promise<Spent> {
    const { rows } = await this.#ask<{ readonly characters: string | null; readonly cost: number | null }>(
      `SELECT sum(characters)::text AS characters, sum(cost) AS cost FROM (
         SELECT characters, cost FROM muqabil.runs WHERE ${DEAD}
         UNION ALL
         SELECT characters, cost FROM muqabil.in_flight WHERE run NOT IN (SELECT run FROM muqabil.runs WHERE NOT ${DEAD})
       ) AS gone`,
      [this.#deadSeconds],
    )
    return { characters: Number(rows[0]?.characters ?? 0), cost: Number(rows[0]?.cost ?? 0) }
  }

  async unsettled(): Promise<number> {
    return this.#transaction(async (client) => {
      const { rows } = await client.query<{ readonly run: string; readonly characters: string; readonly cost: number }>(
        `DELETE FROM muqabil.in_flight WHERE run NOT IN (SELECT run FROM muqabil.runs WHERE NOT ${DEAD})
         RETURNING run, characters, cost`,
        [this.#deadSeconds],
      )
      for (const { run, characters, cost } of rows)
        await client.query('UPDATE muqabil.runs SET characters = characters + $2, cost = cost + $3 WHERE run = $1', [
          run,
          characters,
          cost,
        ])
      return rows.reduce((sum, { characters }) => sum + Number(characters), 0)
    })
  }

  async finish(): Promise<void> {
    await this.#ask(`DELETE FROM muqabil.runs WHERE run = $2 OR ${DEAD}`, [this.#deadSeconds, this.#run])
    this.#isKnown = false
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#beat)
    this.#front.close()
    await this.#pool.end()
  }

  get #deadSeconds(): number {
    return this.#options.deadSeconds ?? DEAD_SECONDS
  }

  /** A run stands in the table as soon as it sends something: one which only reads leaves nothing behind. */
  async #register(): Promise<void> {
    if (this.#isKnown) return
    await this.#ask('INSERT INTO muqabil.runs (run) VALUES ($1) ON CONFLICT DO NOTHING', [this.#run])
    this.#isKnown = true
  }

  /** That it lives. */
  async #say(): Promise<void> {
    if (this.#isKnown) await this.#ask('UPDATE muqabil.runs SET beat = clock_timestamp() WHERE run = $1', [this.#run])
  }

  async #ask<Found extends object>(text: string, values: unknown[]): Promise<{ readonly rows: Found[] }> {
    try {
      return await this.#pool.query<Found>(text, values)
    } catch (error) {
      throw asMemoryError(error, this.#options.url)
    }
  }

  async #transaction<Value>(work: (client: PoolClient) => Promise<Value>): Promise<Value> {
    try {
      return await inTransaction(this.#pool, work)
    } catch (error) {
      throw asMemoryError(error, this.#options.url)
    }
  }
}

/** By the clock of the database, the only one that all machines have. */
const DEAD = 'beat < clock_timestamp() - make_interval(secs => $1)'

/** SHA-256 of the text with its languages: texts are longer than an index takes. */
function questionOf({
  text,
  sourceLanguage,
  targetLanguage,
}: Pick<Row, 'text' | 'sourceLanguage' | 'targetLanguage'>): Buffer {
  return hash('sha256', JSON.stringify([text, sourceLanguage, targetLanguage]), 'buffer')
}

async function put(client: PoolClient, rows: readonly Row[]): Promise<void> {
  for (const some of inBatches(rows)) {
    await client.query(
      `INSERT INTO muqabil.questions (question, source_language, target_language, words)
       SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
      [
        some.map(questionOf),
        some.map(({ sourceLanguage }) => sourceLanguage),
        some.map(({ targetLanguage }) => targetLanguage),
        some.map(({ text }) => wordsOf(decodeContent(text))),
      ],
    )
    await client.query(
      `INSERT INTO muqabil.answers (question, facts, checksum)
       SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
      [some.map(questionOf), some.map((row) => JSON.stringify(factsOf(row))), some.map(checksumOf)],
    )
  }
}

/** As similarity is measured; PostgreSQL's texts hold everything but U+0000. */
function wordsOf(source: Content): string {
  return normalizeKey(plainText(source)).replaceAll('\0', '')
}

function inBatches<Each>(all: readonly Each[]): readonly (readonly Each[])[] {
  const count = Math.ceil(all.length / BATCH)
  return Array.from({ length: count }, (_, index) => all.slice(index * BATCH, (index + 1) * BATCH))
}
