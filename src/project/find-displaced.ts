/** Documents whose text was another document's before: chapters whose numbers went up by one, since one was put in before them. */
import { dirname } from 'node:path/posix'
import { isRecordOf, matchRenamed } from '../bitext/match-renamed.ts'
import { withWaiting } from '../bitext/part-records.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { MuqabilError } from '../errors.ts'
import type { ProjectPath } from '../files/project-path.ts'
import { compareCodePoints } from '../text/collate.ts'
import { fileOf } from './chapters.ts'
import type { Orphan } from './hand-over.ts'
import type { Project } from './project.ts'
import { readRecordOf } from './records.ts'

export interface Displaced {
  /** By path of the document: the record of its text, with what lay in its own; where its text is new, its own alone. */
  readonly records: ReadonlyMap<string, DocumentRecord>
  /** Records without a source that became one of these, by path of the document. */
  readonly orphans: ReadonlyMap<string, Orphan>
}

export interface FindDisplacedOptions {
  /** Of every document, sorted. */
  readonly paths: readonly ProjectPath[]
  /** Paths of documents that have no record. */
  readonly missing: readonly string[]
  readonly orphans: readonly Orphan[]
  /** Paths of documents that have numbers for names, which go on with whatever is put in, taken out or moved. */
  readonly numbered: readonly string[]
  readonly read: (file: ProjectPath) => Promise<readonly SourceDocument[]>
}

interface Holder {
  readonly document: SourceDocument
  /** Its own. */
  readonly record: DocumentRecord
}

const NOBODY: Displaced = { records: new Map(), orphans: new Map() }

/**
 * Where texts went on to the next name, one name has no record, or one record no source: looked at are the documents
 * beside these, and on from them as far as the record of a name is not of the text that is there; of books every
 * chapter.
 */
export async function findDisplaced(project: Project, options: FindDisplacedOptions): Promise<Displaced> {
  const { paths, missing, orphans, numbered } = options
  const documents = new Map<string, Promise<readonly SourceDocument[]>>()
  const documentAt = async (path: ProjectPath): Promise<SourceDocument | undefined> => {
    const file = fileOf(path) as ProjectPath // of a chapter the book, which lies where its chapters do
    const reading = documents.get(file) ?? options.read(file).catch(refusedAs([]))
    documents.set(file, reading)
    return (await reading).find((document) => document.path === path)
  }
  const sound = new Set<string>(missing)
  const holders = new Map<string, Holder>()
  const walk = async (from: number, step: 1 | -1): Promise<void> => {
    for (let place = from; ; place += step) {
      const path = paths[place]
      if (path === undefined || sound.has(path) || holders.has(path)) return
      const document = await documentAt(path)
      const record = document && recordOf(project, document)
      if (document !== undefined && record !== undefined && !isRecordOf(record, document)) {
        holders.set(path, { document, record })
        continue
      }
      sound.add(path)
      // Of an archive all may be looked at; a book is read once for all of its chapters.
      if (fileOf(path) === path) documents.delete(path)
    }
  }
  for (const path of numbered) await walk(placeOf(paths, path), 1)
  for (const seed of [...missing, ...orphans.map(({ record }) => record.source)]) {
    const place = placeOf(paths, seed)
    await walk(paths[place] === seed ? place + 1 : place, 1)
    await walk(place - 1, -1)
  }
  if (holders.size === 0) return NOBODY
  const folders = new Set([...holders.keys()].map((path) => dirname(path)))
  const without: SourceDocument[] = []
  const isMissing = new Set(missing)
  for (const path of paths.filter((each) => isMissing.has(each) && folders.has(dirname(each)))) {
    const document = await documentAt(path)
    if (document) without.push(document)
  }
  const renamed = matchRenamed(
    [...orphans, ...holders.values()].map(({ record }) => record),
    [...without, ...[...holders.values()].map(({ document }) => document)],
  )
  const taken = new Set(renamed.values())
  const records = new Map<string, DocumentRecord>(renamed)
  for (const [path, { record }] of holders)
    if (renamed.has(path) || taken.has(record)) records.set(path, withWaiting(renamed.get(path), record, path))
  const ofOrphans = new Map(orphans.map((orphan) => [orphan.record, orphan]))
  const used = [...renamed].flatMap(([path, record]) => {
    const orphan = ofOrphans.get(record)
    return orphan === undefined ? [] : [[path, orphan] as const]
  })
  return { records, orphans: new Map(used) }
}

/** Where it is in the sorted paths, or would be. */
function placeOf(paths: readonly string[], path: string): number {
  let [low, high] = [0, paths.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareCodePoints(paths[middle] ?? '', path) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** undefined where there is none, and where it cannot be read, which is said when its document is opened. */
function recordOf(project: Project, document: SourceDocument): DocumentRecord | undefined {
  try {
    return readRecordOf(project, document)?.record
  } catch (error) {
    return refusedAs(undefined)(error)
  }
}

function refusedAs<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (!(error instanceof MuqabilError)) throw error
    return value
  }
}
