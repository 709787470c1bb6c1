/** One program at a time makes a memory, changes its tables or sets it aside. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { MemoryFile } from './memory-file.ts'

/**
 * What `work` gives, done while no other process or thread does the same for this file. The lock is
 * SQLite's own on an empty file beside the memory: the system takes it back when its holder dies, and
 * waits for it as long as for the memory.
 *
 * @throws An error of SQLite: BUSY after `busyMilliseconds`.
 */
export function whileAlone<T>({ sqlite, path, busyMilliseconds }: MemoryFile, work: () => T): T {
  mkdirSync(dirname(path), { recursive: true })
  using lock = new sqlite.DatabaseSync(`${path}.lock`, { timeout: busyMilliseconds })
  lock.exec('BEGIN EXCLUSIVE') // ends when the lock is closed
  return work()
}
