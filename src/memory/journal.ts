/** Answers as they came, a row a commit: quick to make durable, and filed where they can be found later. */
import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { DamagedError, factsOf, rowOfFacts, type Facts, type Row } from './tables.ts'

export interface Journal {
  /** To be called in a transaction. */
  append(rows: readonly Row[]): void
  /** Whether there is anything to file. */
  readonly isEmpty: boolean
  /**
   * Files everything, in the order it came; to be called in a transaction.
   *
   * @throws {DamagedError} What is there is not what was written.
   */
  file(put: (row: Row) => void): void
}

export function createJournal(database: DatabaseSync): Journal {
  const append = database.prepare('INSERT INTO journal (answers, checksum) VALUES (?, ?)')
  const some = database.prepare('SELECT 1 FROM journal LIMIT 1')
  const first = database.prepare('SELECT id, answers, checksum FROM journal ORDER BY id LIMIT 1')
  const remove = database.prepare('DELETE FROM journal WHERE id = ?')
  return {
    append(rows) {
      const answers = JSON.stringify(rows.map(factsOf))
      append.run(answers, checksumOf(answers))
    },
    get isEmpty() {
      return some.get() === undefined
    },
    file(put) {
      for (let entry = first.get(); entry !== undefined; entry = first.get()) {
        const rows = rowsIn(entry)
        if (rows === undefined) throw new DamagedError('journal')
        rows.forEach(put)
        remove.run(Number(entry.id))
      }
    },
  }
}

/** What a damaged file's journal still says, entry by entry until it cannot be read any further. */
export function* readableEntries(database: DatabaseSync): Generator<readonly Row[]> {
  try {
    for (const entry of database.prepare('SELECT answers, checksum FROM journal ORDER BY id').iterate()) {
      const rows = rowsIn(entry)
      if (rows !== undefined) yield rows
    }
  } catch {
    return // the damage begins here, or the file is of a version without a journal
  }
}

function rowsIn({ answers, checksum }: Readonly<Record<string, unknown>>): readonly Row[] | undefined {
  const text = String(answers)
  return checksumOf(text) === checksum ? (JSON.parse(text) as readonly Facts[]).map(rowOfFacts) : undefined
}

function checksumOf(text: string): string {
  return hash('sha256', text).slice(0, 16)
}
