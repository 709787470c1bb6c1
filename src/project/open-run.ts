/** All documents that a run is about at once, for what looks at each beside the others. */
import type { MuqabilError } from '../errors.ts'
import type { Draft } from './drafts.ts'
import type { OnEvent } from './events.ts'
import { findRun, type FindRunOptions, type FoundRun, type Refused } from './find-run.ts'
import type { Project } from './project.ts'

export interface OpenRun extends Pick<FoundRun, 'glossary' | 'records' | 'paths' | 'skipped'> {
  readonly drafts: readonly Draft[]
  readonly refused: readonly MuqabilError[]
  /** Those of the refused that were found out when they were opened. */
  readonly refusedDocuments: readonly Refused[]
}

/** Reads and reconciles; writes nothing. @throws {MuqabilError} when there is nothing to do at all. */
export async function openRun(project: Project, options: FindRunOptions = {}): Promise<OpenRun> {
  const { wantedFiles, open, wanted, refused, ...found } = await findRun(project, options)
  const drafts: Draft[] = []
  const refusedDocuments: Refused[] = []
  for (const file of wantedFiles) {
    const opened = await open(file)
    drafts.push(...opened.drafts.filter(({ source }) => wanted.has(source.path)))
    refusedDocuments.push(...opened.refused)
  }
  return {
    ...found,
    drafts,
    refused: [...refused, ...refusedDocuments.map(({ error }) => error)],
    refusedDocuments,
  }
}

/** What is not built, and what is not read although a renamed source's work may be in it. */
export function tellRefused({ refused, records }: Pick<FoundRun, 'refused' | 'records'>, tell: OnEvent): void {
  for (const error of refused) tellOf(error, tell)
  for (const { message } of records.unreadable)
    tell({
      event: 'notice',
      message: `${message} It is the record of no source that is there: its translations are not used.`,
    })
}

/** What turned out so when it was opened. */
export function tellRefusedDocuments(refused: readonly Refused[], tell: OnEvent): void {
  for (const { error } of refused) tellOf(error, tell)
}

function tellOf(error: MuqabilError, tell: OnEvent): void {
  tell({ event: 'refused', file: error.file ?? '', code: error.code, message: error.message })
}
