/** A row of the shared database that one process at a time changes. */
import type { PoolClient } from 'pg'
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
}

/** @param name Whose pace: the provider. */
export function paceRow<State extends object>(database: Database, name: string): PaceRow<State> {
  return {
    async change(first, next) {
      return database.transaction(async (client) => {
        let row = await locked<State>(client, name)
        if (row === undefined) {
          await client.query('INSERT INTO muqabil.pace VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, first])
          row = await locked<State>(client, name)
        }
        // What another version's state does not have is as it was at first.
        const result = next({ ...first, ...row?.state }, Number(row?.now))
        await client.query('UPDATE muqabil.pace SET state = $2 WHERE name = $1', [name, result.state])
        return result
      })
    },
  }
}

/** Nobody else changes it until the transaction ends; the time is that after waiting for them. */
async function locked<State>(client: PoolClient, name: string): Promise<Locked<State> | undefined> {
  const { rows } = await client.query<Locked<State>>(
    `SELECT state, extract(epoch FROM clock_timestamp())::float8 * 1000 AS now
     FROM (SELECT state FROM muqabil.pace WHERE name = $1 FOR UPDATE) AS locked`,
    [name],
  )
  return rows[0]
}

interface Locked<State> {
  readonly state: State
  readonly now: number
}
