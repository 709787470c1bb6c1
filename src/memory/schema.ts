/** The tables of the memory, and opening them. */
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import type { DatabaseSync } from 'node:sqlite'
import { MuqabilError } from '../errors.ts'

/** In `user_version`. A file of a newer program is set aside, not changed. */
const SCHEMA_VERSION = 1
const BUSY_MILLISECONDS = 60_000

const TABLES = `
  CREATE TABLE IF NOT EXISTS answers (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL, target TEXT NOT NULL,
    source_language TEXT NOT NULL, target_language TEXT NOT NULL,
    origin TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL,
    UNIQUE (source, source_language, target_language, origin, provider, model, before, after, target)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS learnt (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS in_flight (id INTEGER PRIMARY KEY, process INTEGER NOT NULL, characters INTEGER NOT NULL) STRICT;
`

export interface Opened {
  readonly database: DatabaseSync
  /** What was set aside and why, in words. */
  readonly notice?: string
}

/**
 * Opens the file, or makes it. A damaged file, or one of a newer program, is renamed, never deleted.
 *
 * @param shown The path as messages name it.
 * @throws {MuqabilError} `memory-locked`, `memory-unusable`.
 */
export async function openDatabase(path: string, shown: string): Promise<Opened> {
  const { DatabaseSync } = await importSqlite()
  const open = (): DatabaseSync => {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const database = new DatabaseSync(path, { timeout: BUSY_MILLISECONDS })
    try {
      prepare(database)
    } catch (error) {
      database.close()
      throw error
    }
    return database
  }
  try {
    return { database: open() }
  } catch (error) {
    const fate = fateOf(error)
    if (fate === 'locked') throw new MuqabilError('memory-locked', {}, { file: shown }, { cause: error })
    if (fate === undefined || !existsSync(path))
      throw new MuqabilError('memory-unusable', { problem: messageOf(error) }, { file: shown }, { cause: error })
    const aside = setAside(path, fate)
    return {
      database: open(),
      notice: `${shown}: ${fate === 'newer' ? 'made by a newer version of muqabil' : `damaged (${messageOf(error)})`}; set aside as ${shown}${aside.slice(path.length)}, and a new one is made from the records.`,
    }
  }
}

class NewerError extends Error {}

function prepare(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (version > SCHEMA_VERSION) throw new NewerError(`schema ${version}`)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
  if (version === SCHEMA_VERSION) {
    database.prepare('SELECT source, target FROM answers LIMIT 1').get()
    return
  }
  database.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`)
}

function fateOf(error: unknown): 'locked' | 'damaged' | 'newer' | undefined {
  if (error instanceof NewerError) return 'newer'
  const code =
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0
  // SQLITE_BUSY 5, LOCKED 6, CORRUPT 11, NOTADB 26, ERROR 1 (a table is missing)
  if (code === 5 || code === 6) return 'locked'
  return code === 11 || code === 26 || code === 1 ? 'damaged' : undefined
}

function setAside(path: string, why: 'damaged' | 'newer'): string {
  let number = 1
  while (existsSync(`${path}.${why}-${number}`)) number++
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.${why}-${number}${suffix}`)
  }
  return `${path}.${why}-${number}`
}

/** Node 22 warns of SQLite's being experimental on every run; only that warning is taken out. */
async function importSqlite(): Promise<typeof import('node:sqlite')> {
  const emit = process.emitWarning
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]): void => {
    if (!/SQLite is an experimental feature/.test(String(warning))) Reflect.apply(emit, process, [warning, ...rest])
  }) as typeof process.emitWarning // the overloads of emitWarning have no common type
  try {
    return await import('node:sqlite')
  } finally {
    process.emitWarning = emit
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
