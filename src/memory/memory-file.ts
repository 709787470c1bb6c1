/** Where a memory lies, and how it is opened. */
import type { Sqlite } from './sqlite.ts'

export interface MemoryFile {
  readonly sqlite: Sqlite
  /** The file, or ':memory:'. */
  readonly path: string
  /** The path as messages name it. */
  readonly shown: string
  /** How long another program may hold the file before this one gives up. */
  readonly busyMilliseconds: number
}
