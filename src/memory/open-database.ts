/** Opening the memory's file, or making it; what cannot be used is set aside, never deleted. */
import { existsSync, renameSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { MuqabilError, plural } from '../errors.ts'
import { copyAnswers } from './copy-answers.ts'
import { isPassing, type MemoryFile } from './memory-file.ts'
import { fateOf, sqliteProblem } from './sqlite.ts'
import { DamagedError, ForeignError, hasTables, NewerError, prepareTables } from './tables.ts'
import { whileAlone } from './while-alone.ts'

export interface Opened {
  readonly database: DatabaseSync
  /** Which file was opened: another one of the same name has another. */
  readonly identity: string | undefined
  /** What was set aside and why, in words. */
  readonly notice?: string
}

/**
 * Opens the file, or makes it. A damaged file, or one of a newer program, is renamed; answers
 * that can be read in a damaged one are taken over.
 *
 * @throws {MuqabilError} `memory-locked`, `memory-unusable`.
 */
export function openDatabase(file: MemoryFile): Opened {
  try {
    if (isPassing(file.path)) return open(file)
    return openMade(file) ?? whileAlone(file, () => makeOrMend(file))
  } catch (error) {
    throw asMuqabilError(error, file)
  }
}

/** Sets the file aside and begins a new one. Somebody else may have done so already. */
export function replaceDamaged(file: MemoryFile, damaged: Pick<Opened, 'database' | 'identity'>): Opened {
  damaged.database.close()
  const mend = (): Opened =>
    identityOf(file.path) === damaged.identity ? replace(file, 'damaged', 'damaged') : makeOrMend(file)
  try {
    return isPassing(file.path) ? mend() : whileAlone(file, mend)
  } catch (error) {
    throw asMuqabilError(error, file)
  }
}

/**
 * A new file in the place of one that was deleted or replaced while it was open, with what the old one holds.
 * On systems that let open files be deleted it can still be read.
 */
export function reopenDeleted(file: MemoryFile, deleted: DatabaseSync): Opened {
  const opened = openDatabase(file)
  try {
    copyAnswers(deleted, opened.database)
  } catch (error) {
    opened.database.close()
    throw error
  }
  deleted.close()
  const notice = `${file.shown}: deleted or replaced while this run used it; a new one holds what was answered.`
  return { ...opened, notice }
}

/** Our own finding, or SQLite's. */
export function isDamage(error: unknown): boolean {
  return error instanceof DamagedError || fateOf(error) === 'damaged'
}

/** Device and number of the file; undefined when it is not there, or the memory is in no file. */
export function identityOf(path: string): string | undefined {
  const stat = isPassing(path) ? undefined : statSync(path, { throwIfNoEntry: false, bigint: true })
  return stat && `${stat.dev}:${stat.ino}`
}

/** A failure of SQLite or of the system as a person meets it; a bug of ours stays one. */
export function asMuqabilError(error: unknown, { shown }: Pick<MemoryFile, 'shown'>): unknown {
  const isFailure = error instanceof Error && ('errcode' in error || 'syscall' in error)
  if (!isFailure && !(error instanceof ForeignError)) return error
  if (fateOf(error) === 'locked') return new MuqabilError('memory-locked', {}, { file: shown }, { cause: error })
  const problem = error instanceof ForeignError ? "another program's database" : sqliteProblem(error)
  return new MuqabilError('memory-unusable', { problem }, { file: shown }, { cause: error })
}

/** The usual way, which waits for nobody. Undefined when there is something to make or to mend, which one program does. */
function openMade(file: MemoryFile): Opened | undefined {
  if (!existsSync(file.path)) return undefined
  const database = connect(file)
  try {
    if (hasTables(database)) return prepared(file, database)
  } catch (error) {
    database.close()
    if (error instanceof NewerError || isDamage(error)) return undefined
    throw error
  }
  database.close()
  return undefined
}

function makeOrMend(file: MemoryFile): Opened {
  try {
    return open(file)
  } catch (error) {
    if (error instanceof NewerError) return replace(file, 'newer', 'made by a newer version of muqabil')
    if (isDamage(error)) return replace(file, 'damaged', 'damaged')
    throw error
  }
}

function open(file: MemoryFile): Opened {
  const database = connect(file)
  try {
    return prepared(file, database)
  } catch (error) {
    database.close()
    throw error
  }
}

function connect({ sqlite, path, busyMilliseconds }: MemoryFile): DatabaseSync {
  return new sqlite.DatabaseSync(path, { timeout: busyMilliseconds })
}

function prepared({ path, busyMilliseconds }: MemoryFile, database: DatabaseSync): Opened {
  prepareTables(database, busyMilliseconds)
  return { database, identity: identityOf(path) }
}

function replace(file: MemoryFile, why: 'damaged' | 'newer', words: string): Opened {
  const aside = setAside(file.path, why)
  const opened = open(file)
  const saved = why === 'damaged' ? salvage(file, aside, opened.database) : 0
  const name = `${file.shown}${aside.slice(file.path.length)}`
  const found = saved > 0 ? `, with ${plural(saved, 'answer')} that could be read in it` : ''
  return { ...opened, notice: `${file.shown}: ${words}; set aside as ${name}, and a new one is made${found}.` }
}

function salvage({ sqlite }: MemoryFile, aside: string, into: DatabaseSync): number {
  let damaged: DatabaseSync
  try {
    damaged = new sqlite.DatabaseSync(aside, { defensive: false })
    damaged.exec('PRAGMA writable_schema = ON') // else a file that was cut short is refused as a whole
  } catch {
    return 0
  }
  try {
    return copyAnswers(damaged, into)
  } finally {
    damaged.close()
  }
}

function setAside(path: string, why: 'damaged' | 'newer'): string {
  let number = 1
  while (existsSync(`${path}.${why}-${number}`)) number++
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.${why}-${number}${suffix}`)
  }
  return `${path}.${why}-${number}`
}
