/** What all workers of a queue may spend together: a row that is reserved from before a document is sent. */
import type { Pool } from 'pg'
import { asMemoryError, connect, type PostgresPlace } from './connect.ts'

/** Unicode code points, and money in the currency of the provider's prices. */
export interface Amount {
  readonly characters: number
  readonly cost: number
}

export interface BudgetState {
  /** Absent: any number. */
  readonly maxCharacters?: number
  readonly maxCost?: number
  /** Spent, and reserved by those who are at work. */
  readonly used: Amount
}

/** Rounding of sums must not refuse the last one. */
const HAIR = 1e-9

export class SharedBudget implements AsyncDisposable {
  readonly #pool: Pool
  readonly #queue: string
  readonly #url: string

  private constructor(pool: Pool, queue: string, url: string) {
    this.#pool = pool
    this.#queue = queue
    this.#url = url
  }

  /** @throws {MuqabilError} as `connect`; `memory-unreachable` from every method. */
  static async open(place: PostgresPlace, queue: string): Promise<SharedBudget> {
    return new SharedBudget(await connect(place), queue, place.url)
  }

  /** A new budget, of which nothing is used. */
  async set(limits: Pick<BudgetState, 'maxCharacters' | 'maxCost'>): Promise<void> {
    await this.#ask(
      `INSERT INTO muqabil.budgets (queue, max_characters, max_cost) VALUES ($1, $2, $3)
       ON CONFLICT (queue) DO UPDATE SET max_characters = $2, max_cost = $3, characters = 0, cost = 0`,
      [limits.maxCharacters ?? null, limits.maxCost ?? null],
    )
  }

  async read(): Promise<BudgetState | undefined> {
    const [row] = await this.#ask('SELECT * FROM muqabil.budgets WHERE queue = $1', [])
    if (row === undefined) return undefined
    return {
      ...(row.max_characters === null ? {} : { maxCharacters: Number(row.max_characters) }),
      ...(row.max_cost === null ? {} : { maxCost: Number(row.max_cost) }),
      used: { characters: Number(row.characters), cost: Number(row.cost) },
    }
  }

  /** Takes so much of it, all or nothing. @returns Whether there was room. */
  async reserve({ characters, cost }: Amount): Promise<boolean> {
    const rows = await this.#ask(
      `UPDATE muqabil.budgets SET characters = characters + $2::bigint, cost = cost + $3::float8
       WHERE queue = $1 AND (max_characters IS NULL OR characters + $2::bigint <= max_characters)
         AND (max_cost IS NULL OR cost + $3::float8 <= max_cost + $4::float8)
       RETURNING queue`,
      [characters, cost, HAIR],
    )
    return rows.length > 0
  }

  /** What was reserved and not spent is given back. */
  async settle(reserved: Amount, spent: Amount): Promise<void> {
    await this.#ask(
      'UPDATE muqabil.budgets SET characters = characters + $2::bigint, cost = cost + $3::float8 WHERE queue = $1',
      [spent.characters - reserved.characters, spent.cost - reserved.cost],
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end()
  }

  async #ask(text: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[]> {
    try {
      return (await this.#pool.query<Record<string, unknown>>(text, [this.#queue, ...values])).rows
    } catch (error) {
      throw asMemoryError(error, this.#url)
    }
  }
}
