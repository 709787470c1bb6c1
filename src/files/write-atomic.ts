/** Writing a file so that a reader finds the old one or the new one, whole, whatever happens in between. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { MuqabilError } from '../errors.ts'
import { isAlive } from './is-alive.ts'
import { systemProblem } from './system-problem.ts'

let counter = 0

/** `.name.<process id>.<n>.muqabil-tmp` */
const TEMPORARY = /^\..*\.(\d+)\.\d+\.muqabil-tmp$/s

/**
 * Writes to a temporary file beside the place, flushes it to the disk, and renames it. A file
 * that holds these bytes already is left alone, its time of change included. Folders are made.
 *
 * @param shown The path as messages name it, relative to the project.
 * @throws {MuqabilError} `file-unwritable`; the old file is untouched then.
 */
export function writeFileAtomic(path: string, content: string | Uint8Array, shown: string): 'written' | 'unchanged' {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  if (holds(path, bytes)) return 'unchanged'
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path).slice(0, 40)}.${process.pid}.${counter++}.muqabil-tmp`)
  try {
    mkdirSync(folder, { recursive: true })
    writeDurably(temporary, bytes)
    renameSync(temporary, path)
    syncFolder(folder)
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary)
    throw new MuqabilError('file-unwritable', { problem: systemProblem(error) }, { file: shown }, { cause: error })
  }
  return 'written'
}

/** Removes what killed processes left in a folder: only our temporary files, and only of processes that are gone. */
export function removeStaleTemporaries(folder: string): void {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return
  }
  for (const name of names) {
    const owner = TEMPORARY.exec(name)?.[1]
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(folder, name), { force: true })
  }
}

function holds(path: string, bytes: Uint8Array): boolean {
  try {
    return Buffer.compare(readFileSync(path), bytes) === 0
  } catch {
    return false
  }
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx', 0o666)
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The rename itself is only safe on the disk once its folder is. Windows cannot open folders and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
