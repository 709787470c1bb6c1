/** The records of a project: where they lie, which is whose, reading and writing them. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isRecordOf, matchRenamed } from '../bitext/match-renamed.ts'
import { parseRecord } from '../bitext/read-record.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { MuqabilError, quote } from '../errors.ts'
import { projectPath, type ProjectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import { compareCodePoints } from '../text/collate.ts'
import type { Project } from './project.ts'

export interface Records {
  /** By path of the source. */
  readonly bySource: ReadonlyMap<string, DocumentRecord>
  /** SHA-256 of the files as they were read, by path of the source; those that a renamed source took over are not there yet. */
  readonly read: ReadonlyMap<string, string>
  /** Sources whose record cannot be read: they are refused, the record stays untouched. */
  readonly refused: ReadonlyMap<string, MuqabilError>
  /** Records that a renamed source took over, by its new path: removed once the new one is written. */
  readonly takenOver: ReadonlyMap<string, { readonly file: string; readonly source: string }>
  /** Records whose source is gone: kept. */
  readonly orphans: readonly Orphan[]
  /** Why records of no source cannot be read: a renamed source's translations may be in them. */
  readonly unreadable: readonly MuqabilError[]
}

interface Orphan {
  readonly file: string
  readonly record: DocumentRecord
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
): Records {
  const bySource = new Map<string, DocumentRecord>()
  const read = new Map<string, string>()
  const refused = new Map<string, MuqabilError>()
  const missing: SourceDocument[] = []
  for (const document of documents) {
    try {
      const file = projectPath(project.root, recordPath(project, document.path))
      if (existsSync(join(project.root, file))) {
        const text = readText(join(project.root, file), file)
        bySource.set(document.path, recordIn(text, project, file, document))
        read.set(document.path, hashOfText(text))
      } else missing.push(document)
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      refused.set(document.path, error)
    }
  }
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
  const takenOver = new Map<string, { readonly file: string; readonly source: string }>()
  for (const [path, record] of matchRenamed(
    orphans.map(({ record }) => record),
    missing,
  )) {
    bySource.set(path, record)
    const file = orphans.find((orphan) => orphan.record === record)?.file
    if (file !== undefined) takenOver.set(path, { file, source: record.source })
  }
  const taken = new Set([...takenOver.values()].map(({ file }) => file))
  const left = orphans.filter(({ file }) => !taken.has(file))
  return { bySource, read, refused, takenOver, orphans: left, unreadable }
}

/** A record that a renamed source took over goes once the new one is written. */
export function removeRecord(project: Project, file: string): void {
  rmSync(join(project.root, file), { force: true })
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
): DocumentRecord {
  const record = parseRecord(text, { file })
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
  return record
}

function recordFiles({ root, config }: Project): readonly string[] {
  const folder = join(root, config.translations)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${config.translations}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith(`.${config.targetLanguage}.xlf`))
    .toSorted(compareCodePoints)
}
