/** Where a memory lies, and how it is opened. */
import type { Sqlite } from './sqlite.ts'

export interface MemoryFile {
  readonly sqlite: Sqlite
  /** The file; ':memory:', or '' for one that spills to the disk, is nobody's afterwards. */
  readonly path: string
  /** The path as messages name it. */
  readonly shown: string
  /** How long another program may hold the file before this one gives up. */
  readonly busyMilliseconds: number
}

/** Whether the memory goes with the end of its use. */
export function isPassing(path: string): boolean {
  return path === ':memory:' || path === ''
}
