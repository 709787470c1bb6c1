/** What all workers of a queue may spend together: a row that is reserved from before a document is sent. */
import { connect, type PostgresPlace } from './connect.ts'
import { Database } from './database.ts'

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
  readonly #database: Database
  readonly #queue: string

  private constructor(database: Database, queue: string) {
    this.#database = database
    this.#queue = queue
  }

  /** @throws {MuqabilError} as `connect`; `memory-unreachable` from every method. */
  static async open(place: PostgresPlace, queue: string): Promise<SharedBudget> {
    return new SharedBudget(new Database(await connect(place), place.url), queue)
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
    await this.#database[Symbol.asyncDispose]()
  }

  async #ask(text: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[]> {
    return this.#database.ask(text, [this.#queue, ...values])
  }
}
