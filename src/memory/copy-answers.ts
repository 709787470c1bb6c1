/** The answers of one file into another, whatever of it can be read. */
import type { DatabaseSync } from 'node:sqlite'
import { readableEntries } from './journal.ts'
import { checksumOf, putInto, rollBack, rowOf, type Raw } from './tables.ts'

/**
 * Copies the answers that can still be read, from both ends towards the damage.
 *
 * @returns How many there were.
 */
export function copyAnswers(from: DatabaseSync, to: DatabaseSync): number {
  const put = putInto(to)
  const seen = new Set<unknown>()
  let count = 0
  to.exec('BEGIN IMMEDIATE')
  try {
    for (const raw of [...readable(from, 'ASC', seen), ...readable(from, 'DESC', seen)]) put(rowOf(raw))
    for (const rows of readableEntries(from)) {
      rows.forEach(put)
      count += rows.length
    }
    to.exec('COMMIT')
  } catch (error) {
    rollBack(to)
    throw error
  }
  return seen.size + count
}

/** Rows whose checksum is right, until the file cannot be read any further or what comes is in `seen`. */
function readable(database: DatabaseSync, order: 'ASC' | 'DESC', seen: Set<unknown>): readonly Raw[] {
  const rows: Raw[] = []
  const before = new Set(seen)
  try {
    const all = database.prepare(
      `SELECT answers.*, text, source_language, target_language FROM answers CROSS JOIN sources ON sources.id = source ORDER BY answers.id ${order}`,
    )
    for (const raw of all.iterate()) {
      if (before.has(raw.id)) break
      if (checksumOf(rowOf(raw)) !== raw.checksum) continue
      rows.push(raw)
      seen.add(raw.id)
    }
  } catch {
    return rows // the damage begins here
  }
  return rows
}
