/** Which records there are beside those of the documents, and which documents have the rows of others now. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseRecord } from '../bitext/read-record.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { MuqabilError } from '../errors.ts'
import { projectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import { compareCodePoints } from '../text/collate.ts'
import { fileOf } from './chapters.ts'
import { findDisplaced } from './find-displaced.ts'
import { handOver, type Handover, type Orphan } from './hand-over.ts'
import type { Project } from './project.ts'
import { recordPath } from './records.ts'
import type { FoundSources } from './sources.ts'

/** What of the records is known before any is read for its document. */
export interface FoundRecords {
  /** By path of the document: what it has of the records of others; where there is one, it goes before its own. */
  readonly handedOver: ReadonlyMap<string, DocumentRecord>
  /** Records that other documents took over. */
  readonly takenOver: readonly Handover[]
  /** Records whose source is gone: kept. */
  readonly orphans: readonly Orphan[]
  /** Why records of no source cannot be read: a renamed source's translations may be in them. */
  readonly unreadable: readonly MuqabilError[]
}

const NO_OTHERS: FoundRecords = { handedOver: new Map(), takenOver: [], orphans: [], unreadable: [] }

/**
 * Sources that were renamed or changed in format find their rows again: those that have no record are read, where there
 * are records without a source.
 *
 * @param sources `paths`: of every source that is there.
 * @param alone The run is about few of many documents.
 */
export async function findRecords(
  project: Project,
  { paths, files, read }: Pick<FoundSources, 'paths' | 'files' | 'read'>,
  alone: boolean,
): Promise<FoundRecords> {
  const hasRecord = (path: string): boolean => existsSync(join(project.root, recordPath(project, path)))
  const ofFiles = Map.groupBy(paths, fileOf)
  const incomplete = new Set(files.filter((file) => !(ofFiles.get(file) ?? []).every(hasRecord)))
  const isOpened = new Set<string>(files)
  const numbered = paths.filter((path) => path !== fileOf(path) && isOpened.has(fileOf(path)))
  // Of documents that all have their records nobody asks for those of others: an archive has a hundred thousand.
  if (alone && incomplete.size === 0) {
    const { records } = await findDisplaced(project, { paths, missing: [], orphans: [], numbered, read })
    return { ...NO_OTHERS, handedOver: records }
  }
  const own = new Set(paths.map((source) => recordPath(project, source)))
  const orphans: Orphan[] = []
  const unreadable: MuqabilError[] = []
  for (const file of recordFiles(project).filter((each) => !own.has(each))) {
    try {
      const text = readText(join(project.root, projectPath(project.root, file)), file)
      orphans.push({ file, record: parseRecord(text, { file }) })
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      unreadable.push(error)
    }
  }
  const without = paths.filter((path) => !hasRecord(path))
  if (orphans.length === 0) {
    const displaced = await findDisplaced(project, { paths, missing: without, orphans, numbered, read })
    return { ...NO_OTHERS, handedOver: displaced.records, unreadable }
  }
  const documents: SourceDocument[] = []
  // A book that cannot be read now has its chapters still.
  const waiting = new Set<string>(paths.map(fileOf))
  for (const file of files) waiting.delete(file)
  const named = new Set(orphans.map(({ record }) => fileOf(record.source)))
  for (const file of files.filter((each) => incomplete.has(each) || named.has(each))) {
    try {
      documents.push(...(await read(file)))
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      waiting.add(file)
    }
  }
  const free = orphans.filter(({ record }) => !waiting.has(fileOf(record.source)))
  const missing = documents.filter(({ path }) => !hasRecord(path))
  const { records, handovers } = handOver(free, missing, documents)
  const taken = new Set(handovers.map(({ file }) => file))
  const left = free.filter(({ file }) => !taken.has(file))
  const displaced = await findDisplaced(project, {
    paths,
    missing: without.filter((path) => !records.has(path)),
    orphans: left,
    numbered,
    read,
  })
  const last = [...displaced.orphans].map(([path, { file, record }]) => ({
    file,
    source: record.source,
    heirs: [path],
  }))
  const gone = new Set(last.map(({ file }) => file))
  return {
    handedOver: new Map([...records, ...displaced.records]),
    takenOver: [...handovers, ...last],
    orphans: left.filter(({ file }) => !gone.has(file)),
    unreadable,
  }
}

/** Records that others took over go once all of those are written. @param written Paths of documents. */
export function removeTakenOver(
  project: Project,
  { takenOver }: Pick<FoundRecords, 'takenOver'>,
  written: ReadonlySet<string>,
): void {
  for (const { file, heirs } of takenOver)
    if (heirs.every((path) => written.has(path))) rmSync(join(project.root, file), { force: true })
}

function recordFiles({ root, config }: Project): readonly string[] {
  const folder = join(root, config.translations)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${config.translations}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith(`.${config.targetLanguage}.xlf`))
    .toSorted(compareCodePoints)
}
