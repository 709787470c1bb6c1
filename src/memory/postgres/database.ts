/** Questions to the database that machines share; what goes wrong there is told in our words. */
import type { Pool, PoolClient } from 'pg'
import { asMemoryError, inTransaction } from './connect.ts'

export class Database implements AsyncDisposable {
  readonly #pool: Pool
  readonly #url: string

  constructor(pool: Pool, url: string) {
    this.#pool = pool
    this.#url = url
  }

  /** @throws {MuqabilError} `memory-unreachable`. */
  async ask<Found extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Found[]> {
    try {
      return (await this.#pool.query<Found>(text, [...values])).rows
    } catch (error) {
      throw asMemoryError(error, this.#url)
    }
  }

  /** Committed when it resolves, or nothing of it. @throws {MuqabilError} `memory-unreachable`. */
  async transaction<Value>(work: (client: PoolClient) => Promise<Value>): Promise<Value> {
    try {
      return await inTransaction(this.#pool, work)
    } catch (error) {
      throw asMemoryError(error, this.#url)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end()
  }
}
