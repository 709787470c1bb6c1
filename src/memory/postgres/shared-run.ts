/** The runs of all machines: which of them live, what each has under way, and what it has spent. */
import { randomUUID } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Spent } from '../query.ts'
import type { Database } from './database.ts'

/** A run says so often that it lives; one that has not for `DEAD_SECONDS` is gone. */
const BEAT_MILLISECONDS = 5_000
export const DEAD_SECONDS = 30

/** By the clock of the database, the only one that all machines have. */
const DEAD = 'beat < clock_timestamp() - make_interval(secs => $1)'

/** One run among the others; it stands in the table as soon as it sends something: one which only reads leaves nothing. */
export class SharedRun implements Disposable {
  readonly #database: Database
  readonly #deadSeconds: number
  readonly #run = randomUUID()
  readonly #beat: NodeJS.Timeout
  #isKnown = false

  /** @param deadSeconds How long a run may be silent before it counts as gone. */
  constructor(database: Database, deadSeconds: number) {
    this.#database = database
    this.#deadSeconds = deadSeconds
    this.#beat = setInterval(() => void this.#say().catch(() => undefined), BEAT_MILLISECONDS)
    this.#beat.unref()
  }

  /** Notes a request that is about to be sent. @returns A ticket for `settle`. */
  async begin(characters: number, cost: number): Promise<number> {
    await this.#register()
    const [row] = await this.#database.ask<{ readonly id: string }>(
      'INSERT INTO muqabil.in_flight (run, characters, cost) VALUES ($1, $2, $3) RETURNING id',
      [this.#run, characters, cost],
    )
    return Number(row?.id)
  }

  /** Requests came to an end, and the run has spent so much until now. */
  async settle(client: PoolClient, tickets: readonly number[], spent: Spent | undefined): Promise<void> {
    if (tickets.length > 0) await client.query('DELETE FROM muqabil.in_flight WHERE id = ANY($1)', [tickets])
    if (spent)
      await client.query(
        'UPDATE muqabil.runs SET characters = $2, cost = $3, beat = clock_timestamp() WHERE run = $1',
        [this.#run, spent.characters, spent.cost],
      )
  }

  /** What runs that are gone had spent, requests under way at their most. */
  async spentBefore(): Promise<Spent> {
    const [row] = await this.#database.ask<{ readonly characters: string | null; readonly cost: number | null }>(
      `SELECT sum(characters)::text AS characters, sum(cost) AS cost FROM (
         SELECT characters, cost FROM muqabil.runs WHERE ${DEAD}
         UNION ALL
         SELECT characters, cost FROM muqabil.in_flight WHERE run NOT IN (SELECT run FROM muqabil.runs WHERE NOT ${DEAD})
       ) AS gone`,
      [this.#deadSeconds],
    )
    return { characters: Number(row?.characters ?? 0), cost: Number(row?.cost ?? 0) }
  }

  /** Counts what runs that are gone had under way as spent. @returns Its characters; told once. */
  async unsettled(): Promise<number> {
    return this.#database.transaction(async (client) => {
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

  /** Its budget is over, and that of those it went on for. */
  async finish(): Promise<void> {
    await this.#database.ask(`DELETE FROM muqabil.runs WHERE run = $2 OR ${DEAD}`, [this.#deadSeconds, this.#run])
    this.#isKnown = false
  }

  [Symbol.dispose](): void {
    clearInterval(this.#beat)
  }

  async #register(): Promise<void> {
    if (this.#isKnown) return
    await this.#database.ask('INSERT INTO muqabil.runs (run) VALUES ($1) ON CONFLICT DO NOTHING', [this.#run])
    this.#isKnown = true
  }

  /** That it lives. */
  async #say(): Promise<void> {
    if (this.#isKnown)
      await this.#database.ask('UPDATE muqabil.runs SET beat = clock_timestamp() WHERE run = $1', [this.#run])
  }
}
