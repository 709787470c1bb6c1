/** Writing a file so that a reader finds the old one or the new one, whole, whatever happens in between. */
import * as nodeFs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { MuqabilError } from '../errors.ts'
import { isAlive } from './is-alive.ts'
import { systemProblem } from './system-problem.ts'

/** The calls that writing consists of, in their order: a test lets the n-th of them fail. */
export type FileOperations = Pick<
  typeof nodeFs,
  | 'closeSync'
  | 'fchmodSync'
  | 'fsyncSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readFileSync'
  | 'renameSync'
  | 'rmSync'
  | 'statSync'
  | 'writeSync'
>

export interface AtomicOptions {
  readonly files?: FileOperations
  /** Takes the place of flushing: who is told of a file flushes it before he says that it is there. Until then a power cut may leave it empty. */
  readonly flushLater?: (file: { readonly path: string; readonly shown: string }) => void
}

let counter = 0
/** Of this process, not yet renamed. */
const underWay = new Set<string>()

/** `.name.<process id>.<n>.muqabil-tmp` */
const TEMPORARY = /^\..*\.(\d+)\.\d+\.muqabil-tmp$/s
/** Code points of the name in a temporary one: at 4 bytes each the whole stays under 255. */
const NAME_POINTS = 40
/** Another machine or container that shares the folder can take our temporary file for a dead process's. */
const MOST_ATTEMPTS = 3
const PERMISSIONS = 0o777

/**
 * Writes to a temporary file beside the place, flushes it to the disk, and renames it. A file
 * that holds these bytes already is left alone, its time of change included. Folders are made.
 * A file that is replaced hands on its permissions; a link is replaced, never written through.
 *
 * @param shown The path as messages name it, relative to the project.
 * @throws {MuqabilError} `file-unwritable`; what is there then is the old file or the new one, whole.
 */
export function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  shown: string,
  { files = nodeFs, flushLater }: AtomicOptions = {},
): 'written' | 'unchanged' {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  if (holds(path, bytes, files)) return 'unchanged'
  try {
    files.mkdirSync(dirname(path), { recursive: true })
    let attempts = 1
    while (!replace(path, bytes, { files, isFlushed: flushLater === undefined })) {
      if (attempts++ === MOST_ATTEMPTS) throw new Error('a temporary file that is taken away again and again')
    }
    if (flushLater) flushLater({ path, shown })
    else syncFolder(dirname(path), files)
  } catch (error) {
    throw new MuqabilError('file-unwritable', { problem: systemProblem(error) }, { file: shown }, { cause: error })
  }
  return 'written'
}

/** Removes what killed processes left in a folder: only our temporary files, and only those nobody is writing. */
export function removeStaleTemporaries(folder: string): void {
  let names: string[]
  try {
    names = nodeFs.readdirSync(folder)
  } catch {
    return
  }
  for (const name of names) {
    const owner = TEMPORARY.exec(name)?.[1]
    if (owner === undefined || underWay.has(join(folder, name))) continue
    // In a container every run can have the same process id: ours, but not under way, is a dead one's.
    if (Number(owner) === process.pid || !isAlive(Number(owner))) remove(join(folder, name), nodeFs)
  }
}

/** False: somebody took the temporary file away before it could be renamed. */
function replace(
  path: string,
  bytes: Uint8Array,
  { files, isFlushed }: { readonly files: FileOperations; readonly isFlushed: boolean },
): boolean {
  const temporary = open(path, files)
  underWay.add(temporary.path)
  try {
    keepPermissions(temporary.handle, path, files)
    writeWhole(temporary.handle, bytes, { files, isFlushed })
    files.renameSync(temporary.path, path)
    return true
  } catch (error) {
    remove(temporary.path, files)
    if (isCode(error, 'ENOENT')) return false
    throw error
  } finally {
    underWay.delete(temporary.path)
  }
}

/** A temporary file of a name that nobody has, a dead process of our id included. */
function open(path: string, files: FileOperations): { readonly path: string; readonly handle: number } {
  for (;;) {
    const name = `.${[...basename(path)].slice(0, NAME_POINTS).join('')}.${process.pid}.${counter++}.muqabil-tmp`
    const temporary = join(dirname(path), name)
    try {
      return { path: temporary, handle: files.openSync(temporary, 'wx', 0o666) }
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    }
  }
}

/** Only a regular file of this size is read: a pipe in its place would be waited for without end. */
function holds(path: string, bytes: Uint8Array, { readFileSync, statSync }: FileOperations): boolean {
  try {
    const stat = statSync(path)
    return stat.isFile() && stat.size === bytes.length && Buffer.compare(readFileSync(path), bytes) === 0
  } catch {
    return false
  }
}

/** Handed on as far as the file system knows permissions. */
function keepPermissions(file: number, path: string, { fchmodSync, statSync }: FileOperations): void {
  try {
    const stat = statSync(path)
    if (stat.isFile()) fchmodSync(file, stat.mode & PERMISSIONS)
  } catch {
    return
  }
}

function writeWhole(
  file: number,
  bytes: Uint8Array,
  {
    files: { closeSync, fsyncSync, writeSync },
    isFlushed,
  }: { readonly files: FileOperations; readonly isFlushed: boolean },
): void {
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
    if (isFlushed) fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The rename itself is only safe on the disk once its folder is. Windows cannot open folders and does not need it. */
export function syncFolder(
  folder: string,
  { closeSync, fsyncSync, openSync }: Pick<FileOperations, 'closeSync' | 'fsyncSync' | 'openSync'> = nodeFs,
): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } catch (error) {
    // Some network file systems know no flushing of a folder.
    if (!isCode(error, 'EINVAL') && !isCode(error, 'ENOTSUP')) throw error
  } finally {
    closeSync(handle)
  }
}

/** What cannot be removed now is stale for the next run; the error that led here is the one to tell. */
function remove(path: string, { rmSync }: Pick<FileOperations, 'rmSync'>): void {
  try {
    rmSync(path, { force: true })
  } catch {
    return
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
