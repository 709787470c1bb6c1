/** The records of a project: where they lie, which is whose, reading and writing them. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isRecordOf } from '../bitext/match-renamed.ts'
import { parseRecord, readRecord } from '../bitext/read-record.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { MuqabilError, quote } from '../errors.ts'
import { projectPath, type ProjectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import { compareCodePoints } from '../text/collate.ts'
import { fileOf } from './chapters.ts'
import type { Written } from './drafts.ts'
import { handOver, type Handover, type Orphan } from './hand-over.ts'
import type { Project } from './project.ts'

export interface Records {
  /** By path of the source. */
  readonly bySource: ReadonlyMap<string, DocumentRecord>
  /** Texts of those that are to the letter as they would be written again, by path of the source. */
  readonly asWritten: ReadonlyMap<string, Written>
  /** SHA-256 of the files as they were read, by path of the source; those that a renamed source took over are not there yet. */
  readonly read: ReadonlyMap<string, string>
  /** Sources whose record cannot be read: they are refused, the record stays untouched. */
  readonly refused: ReadonlyMap<string, MuqabilError>
  /** Records that other documents took over. */
  readonly takenOver: readonly Handover[]
  /** Records whose source is gone: kept. */
  readonly orphans: readonly Orphan[]
  /** Why records of no source cannot be read: a renamed source's translations may be in them. */
  readonly unreadable: readonly MuqabilError[]
}

/** `translations/<path of the source in the input folder>.<target>.xlf` */
export function recordPath({ config }: Project, source: string): string {
  return `${config.translations}/${source.slice(config.input.replace(/\/+$/, '').length + 1)}.${config.targetLanguage}.xlf`
}

/** Reads what is known of the documents; sources that were renamed or changed in format find their rows again. */
export function readRecords(
  project: Project,
  documents: readonly SourceDocument[],
  allSources: readonly string[],
  alone: boolean,
): Records {
  const bySource = new Map<string, DocumentRecord>()
  const asWritten = new Map<string, Written>()
  const read = new Map<string, string>()
  const refused = new Map<string, MuqabilError>()
  const missing: SourceDocument[] = []
  for (const document of documents) {
    try {
      const file = projectPath(project.root, recordPath(project, document.path))
      if (existsSync(join(project.root, file))) {
        const text = readText(join(project.root, file), file)
        const { record, isAsWritten } = recordIn(text, project, file, document)
        bySource.set(document.path, record)
        read.set(document.path, hashOfText(text))
        if (isAsWritten) asWritten.set(document.path, { record, text })
      } else missing.push(document)
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      refused.set(document.path, error)
    }
  }
  // Of documents that all have their records nobody asks for those of others: an archive has a hundred thousand.
  if (alone && missing.length === 0)
    return { bySource, asWritten, read, refused, takenOver: [], orphans: [], unreadable: [] }
  const own = new Set(allSources.map((source) => recordPath(project, source)))
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
  // A book that cannot be read now has its chapters still.
  const waiting = allSources.filter((path) => !documents.some((document) => document.path === path))
  const free = orphans.filter(({ record }) => !waiting.includes(fileOf(record.source)))
  const { records, handovers } = handOver(free, missing, documents)
  for (const [path, record] of records) bySource.set(path, record)
  const taken = new Set(handovers.map(({ file }) => file))
  const left = free.filter(({ file }) => !taken.has(file))
  return { bySource, asWritten, read, refused, takenOver: handovers, orphans: left, unreadable }
}

/** Records that others took over go once all of those are written. @param written Paths of documents. */
export function removeTakenOver(project: Project, { takenOver }: Records, written: ReadonlySet<string>): void {
  for (const { file, heirs } of takenOver)
    if (heirs.every((path) => written.has(path))) rmSync(join(project.root, file), { force: true })
}

/** SHA-256 in hex digits. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The record that is in a file's text. @throws {MuqabilError} when it cannot be read, or is another source's. */
export function recordIn(
  text: string,
  { config }: Project,
  file: ProjectPath,
  document: SourceDocument,
): ReturnType<typeof readRecord> {
  const read = readRecord(text, { file })
  const { record } = read
  if (record.sourceLanguage !== document.language || record.targetLanguage !== config.targetLanguage) {
    throw new MuqabilError(
      'record-foreign',
      {
        problem: `languages ${record.sourceLanguage} and ${record.targetLanguage}`,
        expected: `${document.language} and ${config.targetLanguage}`,
      },
      { file },
    )
  }
  // A record that was moved together with its source says the old path; another source's says another text.
  if (record.source !== document.path && !isRecordOf(record, document))
    throw new MuqabilError(
      'record-foreign',
      { problem: `record of ${quote(record.source)}`, expected: `that of ${quote(document.path)}` },
      { file },
    )
  return read
}

function recordFiles({ root, config }: Project): readonly string[] {
  const folder = join(root, config.translations)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${config.translations}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith(`.${config.targetLanguage}.xlf`))
    .toSorted(compareCodePoints)
}
