/** SQLite as it comes with Node, and its failures in words a person knows. */
import process from 'node:process'
import { systemProblem } from '../files/system-problem.ts'

export type Sqlite = typeof import('node:sqlite')

let loaded: Promise<Sqlite> | undefined

/** Loads `node:sqlite`. Node 22 warns of its being experimental on every run; only that warning is taken out. */
export function loadSqlite(): Promise<Sqlite> {
  return (loaded ??= load())
}

async function load(): Promise<Sqlite> {
  const emit = process.emitWarning
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]): void => {
    if (!/SQLite is an experimental feature/.test(String(warning))) Reflect.apply(emit, process, [warning, ...rest])
  }) as typeof process.emitWarning // the overloads of emitWarning have no common type
  try {
    return await import('node:sqlite')
  } finally {
    process.emitWarning = emit
  }
}

/** What a failure means: another program holds the file; its bytes are no memory; or it cannot be read or written. */
export type Fate = 'locked' | 'damaged' | 'unusable'

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const [ERROR, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB] = [1, 5, 6, 8, 10, 11, 13, 14, 26]

const WORDS: Readonly<Record<number, string>> = {
  [READONLY]: 'memory that may not be written',
  [IOERR]: 'failure to read or write the memory',
  [FULL]: 'full disk',
  [CANTOPEN]: 'memory that cannot be opened',
}

/** Of everything that is not SQLite's own error: 'unusable'. */
export function fateOf(error: unknown): Fate {
  const code = codeOf(error)
  if (code === BUSY || code === LOCKED) return 'locked'
  // ERROR: our statements are right, so the file is not; such as one whose format number was flipped.
  return code === ERROR || code === CORRUPT || code === NOTADB ? 'damaged' : 'unusable'
}

/** Fits after "Unexpected". */
export function sqliteProblem(error: unknown): string {
  return WORDS[codeOf(error)] ?? systemProblem(error)
}

function codeOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0
}
