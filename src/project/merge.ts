/** What `muqabil merge` does as git's merge driver: one record out of three files. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { markConflicts } from '../bitext/merge/mark-conflicts.ts'
import { mergeRecords } from '../bitext/merge/merge-records.ts'
import { parseRecord } from '../bitext/read-record.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import { serializeRecord } from '../bitext/write-record.ts'
import { MuqabilError } from '../errors.ts'
import { configureGit, mergeLines } from '../files/git.ts'
import { readText } from '../files/read-text.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { setGitAttributes } from './git-attributes.ts'
import { loadConfig } from './load-config.ts'

export interface MergeFiles {
  /** As git hands them over: %O, %A and %B. The result is written over `ours`. */
  readonly base: string
  readonly ours: string
  readonly theirs: string
  /** Path of the record, as messages name it: %P. */
  readonly path?: string
}

export interface Merged {
  /** 'unit/segment' in which two people's words differ; both stand in the file, between git's marks. */
  readonly conflicts: readonly string[]
  /** Why the three were merged line by line: one of them is no record that can be read. */
  readonly problem?: MuqabilError
}

/** @throws {MuqabilError} `file-unreadable`, `file-unwritable`, `git-missing`. */
export function mergeFiles(files: MergeFiles): Merged {
  const { ours, path = files.ours } = files
  try {
    const three = { base: readBase(files.base, path), ours: read(ours, path), theirs: read(files.theirs, path) }
    const mine = mergeRecords(three, 'ours')
    const text = serializeRecord(mine.record)
    const isSettled = mine.conflicts.length === 0
    const result = isSettled ? text : markConflicts(text, serializeRecord(mergeRecords(three, 'theirs').record))
    writeFileAtomic(resolve(ours), result, path)
    return { conflicts: mine.conflicts }
  } catch (error) {
    if (!(error instanceof MuqabilError) || error.code.startsWith('file-')) throw error
    const left = mergeLines(files)
    return { conflicts: left === 0 ? [] : [path], problem: error }
  }
}

/** An empty one: both sides have made the record. */
function readBase(file: string, path: string): DocumentRecord | undefined {
  return readText(resolve(file), path) === '' ? undefined : read(file, path)
}

function read(file: string, path: string): DocumentRecord {
  return parseRecord(readText(resolve(file), path), { file: path })
}

/**
 * What git does where the program left no marks, since it is not there any more: else git would show a conflict whose
 * file has our side alone, and whoever settles it loses the other.
 */
const BY_LINES = "{ ! grep -q '^<<<<<<< ' %A && git merge-file -L ours -L base -L theirs %A %O %B; }"

/**
 * Tells git of this clone to merge records by this program, and the project to have them merged so.
 *
 * @returns Whether .gitattributes was changed.
 */
export async function installMerge(cwd: string | undefined): Promise<boolean> {
  const root = resolve(cwd ?? process.cwd())
  if (!existsSync(root)) throw new MuqabilError('folder-missing', {}, { file: cwd ?? root })
  const { config } = await loadConfig(root)
  const program = [process.execPath, resolve(import.meta.dirname, '../../bin/muqabil.mjs')]
  const quoted = program.map((each) => `'${each.replaceAll("'", "'\\''")}'`).join(' ')
  configureGit(root, 'merge.muqabil.name', 'records of muqabil, by segment')
  configureGit(root, 'merge.muqabil.driver', `${quoted} merge %O %A %B %P || ${BY_LINES}`)
  return setGitAttributes(root, config).made
}
