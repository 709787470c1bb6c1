/** One program at a time changes the records of a project. */
import { join } from 'node:path'
import { loadSqlite, fateOf } from '../memory/sqlite.ts'
import { whileAlone } from '../memory/while-alone.ts'
import { MuqabilError } from '../errors.ts'
import type { Project } from './project.ts'

/** Beside it lies the lock, which the system takes back when its holder dies. */
const FILE = '.muqabil/records'
const LONGEST_WAIT_MILLISECONDS = 30_000

/** Does `work` while no other program does the same in this project; it must not wait for anything. */
export type WhileAlone = <T>(work: () => T) => T

/** A folder that cannot be written has no lock: there nothing can be noted, and records are whole all the same. */
export async function recordLock({ root }: Project): Promise<WhileAlone> {
  const sqlite = await loadSqlite()
  const file = { sqlite, path: join(root, FILE), busyMilliseconds: LONGEST_WAIT_MILLISECONDS, shown: FILE }
  return <T>(work: () => T): T => {
    let begun = false
    const once = (): T => {
      begun = true
      return work()
    }
    try {
      return whileAlone(file, once)
    } catch (error) {
      if (begun) throw error
      if (fateOf(error) === 'locked')
        throw new MuqabilError('records-locked', { seconds: LONGEST_WAIT_MILLISECONDS / 1000 }, {}, { cause: error })
      return work()
    }
  }
}
