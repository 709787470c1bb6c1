/** What the last build left of each document, so that one that is as it was need not be opened. Safe to delete; only contents are believed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectPath } from '../files/project-path.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { sha256Hex } from '../text/hash.ts'
import type { Files } from './build-note.ts'
import type { FinishedDocument } from './finished-document.ts'

const FILE = '.muqabil/documents.json'
/** Of the file's own form. */
const VERSION = 1

export interface Settled {
  /** The documents of a file, if it, their records and their editions are as they were left; undefined: it must be opened. */
  readonly of: (file: string) => readonly FinishedDocument[] | undefined
}

export const NOTHING_SETTLED: Settled = { of: () => undefined }

/** A source with all documents in it, each complete. */
interface Entry {
  readonly file: string
  /** Of the contents of source, records and editions. */
  readonly hash: string
  readonly documents: readonly FinishedDocument[]
}

/** @param key Of program, configuration and options. @param hashNow SHA-256 of a file as it is now. */
export function readSettled(root: string, key: string, hashNow: (path: string) => string | undefined): Settled {
  const entries = new Map(entriesOf(root, key).map((entry) => [entry.file, entry]))
  return {
    of(file) {
      const entry = entries.get(file)
      return entry !== undefined && entry.hash === hashOfEntry(entry, hashNow) ? entry.documents : undefined
    },
  }
}

/**
 * Notes what is complete, and only what nobody has changed meanwhile.
 *
 * @param finished Documents by the file that they are read from.
 */
export function writeSettled(
  root: string,
  key: string,
  {
    finished,
    files,
    isAsSeen,
  }: {
    readonly finished: ReadonlyMap<string, readonly FinishedDocument[]>
    readonly files: Files
    readonly isAsSeen: (path: string) => boolean
  },
): void {
  const entries = [...finished].flatMap(([file, documents]): readonly Entry[] => {
    const entry = { file, documents: documents.map(asKnown) }
    if (!documents.every(isComplete) || !pathsOf(entry).every(isAsSeen)) return []
    return [{ ...entry, hash: hashOfEntry(entry, (path) => files[path]) }]
  })
  const text = `${JSON.stringify({ version: VERSION, key, documents: entries })}\n`
  try {
    writeFileAtomic(join(root, projectPath(root, FILE)), text, FILE)
  } catch {
    return // the build is done: where this cannot be noted, the next one does all of it again
  }
}

function entriesOf(root: string, key: string): readonly Entry[] {
  try {
    const read = JSON.parse(readFileSync(join(root, FILE), 'utf8')) as {
      readonly version: number
      readonly key: string
      readonly documents: readonly Entry[]
    } // written by ours; another form is not the same key
    return read.version === VERSION && read.key === key ? read.documents : []
  } catch {
    return []
  }
}

function isComplete({ tally: { fates, stale } }: FinishedDocument): boolean {
  return fates.failed + fates.untranslated + stale === 0
}

/** What was translated is known the next time. */
function asKnown(document: FinishedDocument): FinishedDocument {
  const { fates } = document.tally
  const known = { ...fates, translated: 0, recalled: fates.recalled + fates.translated }
  return { ...document, tally: { ...document.tally, fates: known } }
}

function pathsOf({ file, documents }: Pick<Entry, 'file' | 'documents'>): readonly string[] {
  return [file, ...documents.flatMap(({ record, outputs }) => [record, ...outputs])]
}

function hashOfEntry(entry: Pick<Entry, 'file' | 'documents'>, hash: (path: string) => string | undefined): string {
  return sha256Hex(JSON.stringify(pathsOf(entry).map((path) => [path, hash(path) ?? null])))
}
