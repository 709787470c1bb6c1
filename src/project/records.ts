/** A document's record: where it lies, and reading it. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isRecordOf } from '../bitext/match-renamed.ts'
import { readRecord } from '../bitext/read-record.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { MuqabilError, quote } from '../errors.ts'
import { projectPath, type ProjectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import type { Written } from './drafts.ts'
import type { Project } from './project.ts'

/** `translations/<path of the source in the input folder>.<target>.xlf` */
export function recordPath({ config }: Project, source: string): string {
  return `${config.translations}/${source.slice(config.input.replace(/\/+$/, '').length + 1)}.${config.targetLanguage}.xlf`
}

/** A document's record as it lies there. */
export interface ReadRecord {
  readonly record: DocumentRecord
  /** SHA-256 of its file. */
  readonly read: string
  /** Present where the file is to the letter as it would be written again. */
  readonly written?: Written
}

/** Undefined where there is none. @throws {MuqabilError} when it cannot be read: it stays untouched. */
export function readRecordOf(project: Project, document: SourceDocument): ReadRecord | undefined {
  const file = projectPath(project.root, recordPath(project, document.path))
  const path = join(project.root, file)
  if (!existsSync(path)) return undefined
  const text = readText(path, file)
  const { record, isAsWritten } = recordIn(text, project, file, document)
  return { record, read: hashOfText(text), ...(isAsWritten ? { written: { record, text } } : {}) }
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
