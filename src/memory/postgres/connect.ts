/** Connections to a PostgreSQL that many machines share, and the tables that Muqabil keeps there. */
import type { Pool, PoolClient } from 'pg'
import { MuqabilError } from '../../errors.ts'

export interface PostgresPlace {
  /** 'postgres://user@host/database' */
  readonly url: string
  /** Where the address has none. */
  readonly password?: string | undefined
}

/** Connections of one process: the pace, the heart-beat and the answers do not wait for each other. */
const CONNECTIONS = 4
const CONNECT_MILLISECONDS = 10_000
/** Raised with the tables; a database of a newer program is refused. */
const VERSION = 1
/** Of the lock under which tables are made: 'mqbl'. */
const LOCK = 0x6d71_626c

/**
 * An answer has the hash of its question, by which it is found, and of all that it says, by which it is known to be
 * there and to be whole. Numbers of characters fit into a bigint, which a double holds exactly up to 2^53.
 */
const TABLES = `
  CREATE SCHEMA IF NOT EXISTS muqabil;
  CREATE TABLE muqabil.version (version integer NOT NULL);
  INSERT INTO muqabil.version VALUES (${VERSION});
  CREATE TABLE muqabil.answers (
    id bigserial PRIMARY KEY,
    question bytea NOT NULL,
    facts text NOT NULL,
    checksum text NOT NULL,
    UNIQUE (question, checksum)
  );
  CREATE TABLE muqabil.questions (
    question bytea PRIMARY KEY,
    source_language text NOT NULL,
    target_language text NOT NULL,
    words text NOT NULL
  );
  CREATE TABLE muqabil.learnt (hash text PRIMARY KEY);
  CREATE TABLE muqabil.runs (
    run uuid PRIMARY KEY,
    beat timestamptz NOT NULL DEFAULT clock_timestamp(),
    characters bigint NOT NULL DEFAULT 0,
    cost double precision NOT NULL DEFAULT 0
  );
  CREATE TABLE muqabil.in_flight (
    id bigserial PRIMARY KEY,
    run uuid NOT NULL,
    characters bigint NOT NULL,
    cost double precision NOT NULL
  );
  CREATE TABLE muqabil.budgets (
    queue text PRIMARY KEY,
    max_characters bigint,
    max_cost double precision,
    characters bigint NOT NULL DEFAULT 0,
    cost double precision NOT NULL DEFAULT 0
  );
  CREATE TABLE muqabil.pace (name text PRIMARY KEY, state jsonb NOT NULL);
`

/** Similar sentences are found by trigrams, where the server has them and lets us use them. */
const TRIGRAMS = [
  'CREATE EXTENSION IF NOT EXISTS pg_trgm',
  'CREATE INDEX IF NOT EXISTS questions_by_trigrams ON muqabil.questions USING gin (words gin_trgm_ops)',
]

/**
 * @returns A pool whose tables are there.
 * @throws {MuqabilError} `memory-peer` without the package `pg`, `memory-unreachable`, `memory-newer`.
 */
export async function connect({ url, password }: PostgresPlace): Promise<Pool> {
  const { Pool: Connections } = await loadPg(url)
  const pool = new Connections({
    connectionString: url,
    ...(password === undefined ? {} : { password }),
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    application_name: 'muqabil',
  })
  // A connection that breaks while it is idle is made anew by the next query, and of one that is at work the next query
  // tells; without listeners, of the pool and of each connection, it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  try {
    await inTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
      const { rows } = await client.query<{ readonly made: string | null }>(
        `SELECT to_regclass('muqabil.version')::text AS made`,
      )
      if (rows[0]?.made == null) {
        await client.query(TABLES)
        await client.query('SAVEPOINT trigrams')
        try {
          for (const statement of TRIGRAMS) await client.query(statement)
        } catch {
          await client.query('ROLLBACK TO SAVEPOINT trigrams') // then similar sentences are those of the records
        }
      }
      const found = await client.query<{ readonly version: number }>('SELECT version FROM muqabil.version')
      const version = Number(found.rows[0]?.version ?? 0)
      if (version > VERSION)
        throw new MuqabilError('memory-newer', { version, known: VERSION }, { file: withoutSecret(url) })
    })
    return pool
  } catch (error) {
    await pool.end().catch(() => undefined)
    throw asMemoryError(error, url)
  }
}

/** Committed when it resolves, or nothing of it. */
export async function inTransaction<Value>(pool: Pool, work: (client: PoolClient) => Promise<Value>): Promise<Value> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const value = await work(client)
    await client.query('COMMIT')
    return value
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('no way back')
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** What is wrong with the database in words, without the address's password. */
export function asMemoryError(error: unknown, url: string): unknown {
  if (error instanceof MuqabilError) return error
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string } // pg's errors have these
  const problem =
    SAYINGS[code ?? ''] ?? `database that says ${JSON.stringify(hideSecret(message || String(code), url))}`
  return new MuqabilError('memory-unreachable', { problem }, { file: withoutSecret(url) }, { cause: error })
}

/** @see PostgreSQL, appendix A: error codes; Node's names of system errors. */
const SAYINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'server that takes no connection',
  ENOTFOUND: 'name that no server has',
  ETIMEDOUT: 'server that does not answer',
  '28P01': 'password that the server does not take',
  '28000': 'user that the server does not let in',
  '3D000': 'database that is not there',
  '42501': 'user who may not make or use the tables',
  '53300': 'server with too many connections',
  '53100': 'full disk of the server',
}

/** For messages: the address without its password. */
export function withoutSecret(url: string): string {
  return url.replace(/(:\/\/[^/@:]*):[^@/]*@/, '$1:…@')
}

function hideSecret(message: string, url: string): string {
  const secret = /:\/\/[^/@:]*:([^@/]+)@/.exec(url)?.[1]
  return secret === undefined ? message : message.replaceAll(secret, '…').replaceAll(decodeURIComponent(secret), '…')
}

async function loadPg(url: string): Promise<typeof import('pg').default> {
  try {
    const { default: pg } = await import('pg')
    return pg
  } catch (error) {
    throw new MuqabilError('memory-peer', {}, { file: withoutSecret(url) }, { cause: error })
  }
}
