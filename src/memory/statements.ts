/** What is asked of a memory's tables, prepared once. */
import process from 'node:process'
import type { DatabaseSync } from 'node:sqlite'
import { createJournal, type Journal } from './journal.ts'
import type { Spent } from './query.ts'
import { createRecall } from './recall.ts'
import { createSources, type Sources } from './sources.ts'
import { putInto, type Raw, type Row } from './tables.ts'

/** Whose run it is. */
export interface Owner {
  readonly process: number
  readonly run: string
}

interface InFlight extends Owner, Spent {
  readonly id: number
}

/** What is asked of a memory's tables. */
export interface Statements {
  readonly put: (row: Row) => void
  readonly journal: Journal
  readonly sources: Sources
  readonly recall: ReturnType<typeof createRecall>
  readonly isLearnt: (hash: string) => boolean
  readonly setLearnt: (hash: string) => void
  readonly begin: (characters: number, cost: number) => number
  readonly settle: (request: number) => void
  readonly inFlight: () => readonly InFlight[]
  readonly spend: (spent: Spent, owner?: Owner) => void
  readonly spending: () => readonly (Owner & Spent)[]
  readonly forget: (run: string) => void
  readonly version: () => number
}

/** @param run The one that notes what it begins and spends. */
export function prepare(database: DatabaseSync, run: string): Statements {
  const learnt = database.prepare('SELECT 1 FROM learnt WHERE hash = ?')
  const learn = database.prepare('INSERT OR IGNORE INTO learnt (hash) VALUES (?)')
  const begin = database.prepare('INSERT INTO in_flight (process, run, characters, cost) VALUES (?, ?, ?, ?)')
  const settle = database.prepare('DELETE FROM in_flight WHERE id = ?')
  const inFlight = database.prepare('SELECT id, process, run, characters, cost FROM in_flight')
  const spend = database.prepare('INSERT OR REPLACE INTO spending (run, process, characters, cost) VALUES (?, ?, ?, ?)')
  const spending = database.prepare('SELECT run, process, characters, cost FROM spending')
  const forget = database.prepare('DELETE FROM spending WHERE run = ?')
  const version = database.prepare('PRAGMA data_version')
  return {
    put: putInto(database),
    journal: createJournal(database),
    sources: createSources(database),
    recall: createRecall(database),
    isLearnt: (each) => learnt.get(each) !== undefined,
    setLearnt: (each) => void learn.run(each),
    begin(characters, cost) {
      // A kill loses nothing that was written. Only a power cut could, a note and no answer: so it is not waited for.
      database.exec('PRAGMA synchronous = NORMAL')
      try {
        return Number(begin.run(process.pid, run, characters, cost).lastInsertRowid)
      } finally {
        database.exec('PRAGMA synchronous = FULL')
      }
    },
    settle: (request) => void settle.run(request),
    inFlight: () => inFlight.all().map((raw) => ({ ...spentOf(raw), id: Number(raw.id) })),
    spend: ({ characters, cost }, owner = { run, process: process.pid }) =>
      void spend.run(owner.run, owner.process, characters, cost),
    spending: () => spending.all().map(spentOf),
    forget: (each) => void forget.run(each),
    version: () => Number(version.get()?.data_version),
  }
}

function spentOf(raw: Raw): Owner & Spent {
  return {
    process: Number(raw.process),
    run: String(raw.run),
    characters: Number(raw.characters),
    cost: Number(raw.cost),
  }
}
