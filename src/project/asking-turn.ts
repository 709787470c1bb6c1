/** One build of a project at a time asks a provider. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fateOf, loadSqlite } from '../memory/sqlite.ts'
import type { Project } from './project.ts'
import { realClock } from './real-clock.ts'

const FILE = '.muqabil/asking.lock'
const EVERY_MILLISECONDS = 200

export interface TurnOptions {
  /** Another build has the turn; called once. */
  readonly onWait: () => void
  /** Aborted: it is waited no longer. */
  readonly signal: AbortSignal | undefined
}

/**
 * Resolves when no other build of this project asks, until it is disposed of: what both lack would be paid for twice, and
 * each would take the whole quota. The lock is SQLite's own on an empty file, which the system takes back when its
 * holder dies. A folder that cannot be written has none.
 */
export async function takeTurn({ root }: Pick<Project, 'root'>, { onWait, signal }: TurnOptions): Promise<Disposable> {
  const { DatabaseSync } = await loadSqlite()
  const path = join(root, FILE)
  for (let isWaiting = false; signal?.aborted !== true; isWaiting = true) {
    try {
      mkdirSync(dirname(path), { recursive: true })
      const lock = new DatabaseSync(path, { timeout: 0 })
      try {
        lock.exec('BEGIN EXCLUSIVE') // ends when the lock is closed
        return lock
      } catch (error) {
        lock.close()
        throw error
      }
    } catch (error) {
      if (fateOf(error) !== 'locked') return NO_LOCK
    }
    if (!isWaiting) onWait()
    await realClock.sleep(EVERY_MILLISECONDS, signal).catch(() => undefined)
  }
  return NO_LOCK
}

const NO_LOCK: Disposable = { [Symbol.dispose]: () => undefined }
