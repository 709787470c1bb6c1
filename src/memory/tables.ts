/** The tables of the memory, and bringing a file to them. */
import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { fateOf } from './sqlite.ts'

/** In `user_version`. */
const SCHEMA_VERSION = 4
/** In `application_id`: 'mqbl'. */
const APPLICATION = 0x6d71_626c

/** A sentence is stored once; the answers to it point there, so that the indexes stay small. */
const TABLES = `
  CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL, source_language TEXT NOT NULL, target_language TEXT NOT NULL,
    UNIQUE (text, source_language, target_language)
  ) STRICT;
  CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL, target TEXT NOT NULL,
    origin TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL, variant TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL,
    checksum TEXT NOT NULL,
    UNIQUE (source, before, after, origin, provider, model, variant, target)
  ) STRICT;
  CREATE INDEX answers_by_origin ON answers (source, origin);
  CREATE INDEX answers_by_provider ON answers (source, origin, provider, model, variant);
  CREATE TABLE journal (id INTEGER PRIMARY KEY, answers TEXT NOT NULL, checksum TEXT NOT NULL) STRICT;
  CREATE TABLE learnt (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE in_flight (
    id INTEGER PRIMARY KEY, process INTEGER NOT NULL, run TEXT NOT NULL, characters INTEGER NOT NULL, cost REAL NOT NULL
  ) STRICT;
  CREATE TABLE spending (
    run TEXT PRIMARY KEY, process INTEGER NOT NULL, characters INTEGER NOT NULL, cost REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${SCHEMA_VERSION};
`

/** One answer as its tables have it; absent facts are empty texts. */
export interface Row {
  readonly text: string
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly target: string
  readonly origin: string
  readonly provider: string
  readonly model: string
  readonly variant: string
  readonly before: string
  readonly after: string
}

/**
 * Fingerprint of all that an answer says: SQLite itself would give a flipped bit of a text, or a
 * row that a damaged index leads to, as if nothing were wrong.
 */
export function checksumOf(row: Row): string {
  return hash('sha256', JSON.stringify(factsOf(row))).slice(0, 16)
}

/** A row without the names of its facts, in the order that its checksum and the journal have them. */
export type Facts = readonly [string, string, string, string, string, string, string, string, string, string]

export function factsOf(row: Row): Facts {
  const { text, sourceLanguage, targetLanguage, target, origin, provider, model, variant, before, after } = row
  return [text, sourceLanguage, targetLanguage, target, origin, provider, model, variant, before, after]
}

export function rowOfFacts(facts: Facts): Row {
  const [text, sourceLanguage, targetLanguage, target, origin, provider, model, variant, before, after] = facts
  return { text, sourceLanguage, targetLanguage, target, origin, provider, model, variant, before, after }
}

export class NewerError extends Error {}
export class ForeignError extends Error {}
/** Our tables, but not as we make them: SQLite itself finds nothing wrong in a flipped letter of a column's name. */
export class DamagedError extends Error {}

/**
 * Whether the tables are there as this version makes them.
 *
 * @throws As {@link prepareTables}.
 */
export function hasTables(database: DatabaseSync): boolean {
  database.exec('BEGIN') // else tables that another process makes meanwhile are seen without their version
  try {
    return stateOf(database) === 'present'
  } finally {
    rollBack(database)
  }
}

/**
 * Makes the tables, or brings those of an older version to the present one.
 *
 * @param busyMilliseconds How long to wait for others to let the file become one that readers and a writer share.
 * @throws {NewerError} The file is a newer program's. @throws {ForeignError} It is another program's
 *   database. @throws {DamagedError}, or an error of SQLite.
 */
export function prepareTables(database: DatabaseSync, busyMilliseconds: number): void {
  const isMade = hasTables(database)
  settings(database, busyMilliseconds)
  if (isMade) return
  database.exec('BEGIN IMMEDIATE')
  try {
    const state = stateOf(database) // another process may have been faster
    if (state === 'empty') database.exec(TABLES)
    if (state === 'first') upgradeFirst(database)
    if (state === 'second') addTables(database, ['in_flight', 'spending', 'journal'])
    if (state === 'third') addTables(database, ['journal'])
    database.exec('COMMIT')
  } catch (error) {
    rollBack(database)
    throw error
  }
}

/** Ends a transaction that failed; the error that led here is the one to tell, not that a torn file cannot go back. */
export function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    return
  }
}

/** Answers are flushed to the disk, and readers wait for no writer. */
function settings(database: DatabaseSync, busyMilliseconds: number): void {
  for (let waited = 0; ; waited += PAUSE_MILLISECONDS) {
    try {
      return database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    } catch (error) {
      // SQLite itself does not wait here: two that wait for each other's change of mode would wait for ever.
      if (fateOf(error) !== 'locked' || waited >= busyMilliseconds) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MILLISECONDS)
    }
  }
}

const PAUSE_MILLISECONDS = 10

const FIRST_TABLES = 'answers in_flight learnt'
const SECOND_TABLES = 'answers in_flight learnt sources'
const THIRD_TABLES = 'answers in_flight learnt sources spending'
const PRESENT_TABLES = 'answers in_flight journal learnt sources spending'
const DEFINITIONS = TABLES.split(';')
  .map((each) => each.trim())
  .filter((each) => each.startsWith('CREATE'))
  .toSorted()

function stateOf(database: DatabaseSync): 'empty' | 'first' | 'second' | 'third' | 'present' {
  const version = pragma(database, 'user_version')
  const isOurs = pragma(database, 'application_id') === APPLICATION
  const made = database.prepare('SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL').all()
  const tables = made
    .filter(({ type }) => type === 'table')
    .map(({ name }) => String(name))
    .toSorted()
    .join(' ')
  if (isOurs && version > SCHEMA_VERSION) throw new NewerError(`version ${version}`)
  if (tables === '' && version === 0) return 'empty'
  if (tables === FIRST_TABLES && version === 1) return 'first'
  if (isOurs && tables === SECOND_TABLES && version === 2) return 'second'
  if (isOurs && tables === THIRD_TABLES && version === 3) return 'third'
  if (!isOurs && tables !== PRESENT_TABLES) throw new ForeignError(tables)
  const isSame =
    made
      .map(({ sql }) => String(sql))
      .toSorted()
      .join() === DEFINITIONS.join()
  if (version !== SCHEMA_VERSION || !isSame) throw new DamagedError(`version ${version}`)
  return 'present'
}

/** Version 1 had the text of the source in each row, and no checksums. */
function upgradeFirst(database: DatabaseSync): void {
  database.exec(`ALTER TABLE answers RENAME TO old; DROP TABLE learnt; DROP TABLE in_flight; ${TABLES}`)
  const put = putInto(database)
  for (const row of database.prepare('SELECT * FROM old ORDER BY id').iterate())
    put(rowOf({ ...row, text: row.source, variant: '' }))
  database.exec('DROP TABLE old')
}

/** Version 2 did not know what a run had spent, and version 3 had no journal of answers. */
function addTables(database: DatabaseSync, names: readonly string[]): void {
  const news = DEFINITIONS.filter((definition) => names.some((name) => definition.startsWith(`CREATE TABLE ${name} `)))
  database.exec(`DROP TABLE IF EXISTS ${names[0]}; ${news.join('; ')}; PRAGMA user_version = ${SCHEMA_VERSION}`)
}

/** A statement for each answer that is new; one that is there already changes nothing. */
export function putInto(database: DatabaseSync): (row: Row) => void {
  const source = database.prepare(
    'INSERT OR IGNORE INTO sources (text, source_language, target_language) VALUES (?, ?, ?)',
  )
  const find = database.prepare('SELECT id FROM sources WHERE text = ? AND source_language = ? AND target_language = ?')
  const answer = database.prepare(
    `INSERT OR IGNORE INTO answers (source, target, origin, provider, model, variant, before, after, checksum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return (row) => {
    const { text, sourceLanguage, targetLanguage, target, origin, provider, model, variant, before, after } = row
    const key = [text, sourceLanguage, targetLanguage]
    const { changes, lastInsertRowid } = source.run(...key)
    const id = Number(changes === 0 ? find.get(...key)?.id : lastInsertRowid)
    answer.run(id, target, origin, provider, model, variant, before, after, checksumOf(row))
  }
}

/** A row as SQLite gives it. */
export type Raw = Readonly<Record<string, unknown>>

/** `raw` with the columns of both tables. */
export function rowOf(raw: Raw): Row {
  return {
    text: String(raw.text),
    sourceLanguage: String(raw.source_language),
    targetLanguage: String(raw.target_language),
    target: String(raw.target),
    origin: String(raw.origin),
    provider: String(raw.provider),
    model: String(raw.model),
    variant: String(raw.variant),
    before: String(raw.before),
    after: String(raw.after),
  }
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0)
}
