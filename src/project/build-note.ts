/** The note of the last complete build: what it was made of, byte for byte, and what it said. Safe to delete; only contents are believed. */
import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { hashFile } from '../files/hash-file.ts'
import { projectPath } from '../files/project-path.ts'
import { removeStaleTemporaries, writeFileAtomic } from '../files/write-atomic.ts'
import { compareCodePoints } from '../text/collate.ts'
import type { Account, BuildEvent } from './events.ts'
import { programVersion } from './version.ts'

const FILE = '.muqabil/last-build.json'
/** Of the file's own form. */
const VERSION = 3

/** SHA-256 by path in the project. */
export type Files = Readonly<Record<string, string>>

export interface BuildNote {
  /** Of program, configuration and options. */
  readonly key: string
  /** For a look that reads no configuration; absent where only a configuration that is read can tell. */
  readonly unread?: Unread
  readonly files: Files
  /** The folder of the editions, and of the names in it a hash: what comes there may be an edition of what is gone. */
  readonly output: { readonly folder: string; readonly names: string }
  readonly said: readonly BuildEvent[]
  readonly account: Account
}

/** What of a configuration must be known to tell that nothing has changed. */
export interface Unread {
  /** Of program, flags, and the bytes of the configuration and of all that it names, as `unreadKey` gives it. */
  readonly key: string
  /** Of sources and records. */
  readonly folders: readonly string[]
  /** Files that the configuration names. */
  readonly named: readonly string[]
}

export function readNote(root: string): BuildNote | undefined {
  try {
    const note = JSON.parse(readFileSync(join(root, FILE), 'utf8')) as BuildNote & { readonly version: number } // written by ours; another form is not the same key
    const isWhole = [note.files, note.output, note.said].every((part) => typeof part === 'object')
    return note.version === VERSION && isWhole ? note : undefined
  } catch {
    return undefined
  }
}

export function writeNote(root: string, note: BuildNote): void {
  try {
    writeFileAtomic(join(root, projectPath(root, FILE)), `${JSON.stringify({ version: VERSION, ...note })}\n`, FILE)
  } catch {
    return // the build is done: where this cannot be noted, the next one does all of it again
  }
}

/** A look at everything: the note of the last build, and the files as they are now. */
export interface Look {
  readonly note: BuildNote | undefined
  /** Undefined where that cannot be said. */
  readonly files: Files | undefined
  /** Whether the note says the same of them. */
  readonly isSame: boolean
}

/** @param folders Of sources and records. */
export function lookAround(root: string, folders: readonly string[], note = readNote(root)): Look {
  const files = hashesOf(root, folders, Object.keys(note?.files ?? {}))
  const isSame = note !== undefined && areSame(files, note.files) && namesIn(root, note.output.folder) === note.output.names // prettier-ignore
  return { note, files, isSame }
}

let kept: (Look & { readonly root: string; readonly folders: readonly string[] }) | undefined

/** Keeps a look that found something to do for the build that follows in this process. */
export function keepLook(root: string, folders: readonly string[], look: Look): void {
  kept = { root, folders, ...look }
}

/** The look that was kept, once: things go on. */
export function takeLook(root: string, folders: readonly string[]): Look {
  const look = kept
  kept = undefined
  const isOf = look?.root === root && look.folders.join('\n') === folders.join('\n')
  return isOf ? look : lookAround(root, folders)
}

/** A build that was killed since may have left something beside what it did not come to write. */
export function cleanUpAfter(root: string, { files }: BuildNote): void {
  const folders = new Set(Object.keys(files).map((path) => dirname(join(root, path))))
  for (const folder of folders) removeStaleTemporaries(folder)
}

function areSame(before: Files | undefined, now: Files): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now)
}

let ours: readonly unknown[] | undefined

/** Which program this is: a checkout's sources change without its version. */
export function program(): readonly unknown[] {
  return (ours ??= lookAtProgram())
}

function lookAtProgram(): readonly unknown[] {
  const home = join(import.meta.dirname, '..', '..')
  const installed = ['node_modules/.package-lock.json', '../.package-lock.json'].map((path) => hashOf(join(home, path)))
  const sources = filesIn(home, 'src').map((path) => {
    const { size, mtimeMs } = statSync(`${home}/${path}`) // joining a thousand paths takes longer than asking for them
    return [path, size, mtimeMs]
  })
  return [programVersion(), process.version, installed, sources]
}

/** Of every file in the folders, and of `others` that are there; undefined where that cannot be said. */
function hashesOf(root: string, folders: readonly string[], others: readonly string[]): Files | undefined {
  try {
    const found = folders.flatMap((folder) => filesIn(root, folder.replace(/\/+$/, '')))
    const paths = [...new Set([...found, ...others])].toSorted(compareCodePoints)
    return Object.fromEntries(
      paths.flatMap((path) => {
        const now = hashOf(join(root, path))
        return now === undefined ? [] : [[path, now] as const]
      }),
    )
  } catch {
    return undefined
  }
}

/** @throws where a link leads away: what is behind it can change unseen. */
function filesIn(root: string, folder: string): readonly string[] {
  return existsSync(join(root, folder)) ? filesBeneath(root, folder) : []
}

function filesBeneath(root: string, folder: string): readonly string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return filesBeneath(root, path)
    if (!entry.isFile()) throw new Error(path)
    return [path]
  })
}

/** A hash of the names of all that lies in a folder; hidden ones are no editions. */
export function namesIn(root: string, folder: string): string {
  const all = existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    : []
  const names = all.filter((name) => !/(?:^|[\\/])\./.test(name)).toSorted(compareCodePoints)
  return hash('sha256', names.join('\0'))
}

/** Paths of all files in the folders; undefined where that cannot be said. */
export function filesBelow(root: string, folders: readonly string[]): readonly string[] | undefined {
  try {
    return folders.flatMap((folder) => filesIn(root, folder.replace(/\/+$/, '')))
  } catch {
    return undefined
  }
}

export function hashOf(path: string): string | undefined {
  try {
    return hashFile(path)
  } catch {
    return undefined
  }
}
