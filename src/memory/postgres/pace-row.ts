/** A row of the shared database that one process at a time changes. */
import type { Database } from './database.ts'

export interface PaceRow<State extends object> {
  /**
   * Reads the state, and writes what `next` makes of it, in one transaction: nobody else changes it meanwhile.
   *
   * @param first The state before the first change.
   * @param next `now` is the database's clock, in milliseconds.
   */
  change<Result extends { readonly state: State }>(
    first: State,
    next: (state: State, now: number) => Result,
  ): Promise<Result>
  read(): Promise<State | undefined>
}

/** @param name Whose pace: the provider. */
export function paceRow<State extends object>(database: Database, name: string): PaceRow<State> {
  return {
    async change(first, next) {
      return database.transaction(async (client) => {
        await client.query('INSERT INTO muqabil.pace VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, first])
        const { rows } = await client.query<{ readonly state: State; readonly now: number }>(
          `SELECT state, extract(epoch FROM clock_timestamp())::float8 * 1000 AS now
           FROM (SELECT state FROM muqabil.pace WHERE name = $1 FOR UPDATE) AS locked`,
          [name],
        )
        const result = next(rows[0]?.state ?? first, Number(rows[0]?.now))
        await client.query('UPDATE muqabil.pace SET state = $2 WHERE name = $1', [name, result.state])
        return result
      })
    },
    async read() {
      const [row] = await database.ask<{ readonly state: State }>('SELECT state FROM muqabil.pace WHERE name = $1', [
        name,
      ])
      return row?.state
    },
  }
}
