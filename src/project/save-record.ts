/** Writing a record without losing what somebody else has written since it was read. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mergeChanges } from '../bitext/merge-changes.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import { isSameRecord } from '../bitext/same-record.ts'
import { serializeRecord } from '../bitext/write-record.ts'
import { projectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { recordOf, type Draft } from './drafts.ts'
import type { Glossary } from './glossary.ts'
import type { FoundRun } from './find-run.ts'
import { reconciled } from './reconciled.ts'
import type { Project } from './project.ts'
import { recordLock, type WhileAlone } from './record-lock.ts'
import { hashOfText, recordIn } from './records.ts'

export interface SaveInput {
  readonly project: Project
  readonly draft: Draft
  /** What is to be written: the draft's record as it stands now, or another that was made of it. */
  readonly record: DocumentRecord
  /** What records are held against. */
  readonly glossary: Pick<Glossary, 'usesIn' | 'sacred'>
}

/** The draft's record as it stands now. */
export function savingOf({ glossary }: Pick<FoundRun, 'glossary'>, project: Project, draft: Draft): SaveInput {
  return { project, draft, record: recordOf(draft), glossary }
}

/**
 * Where the file is not as the draft found it, both changes are merged, and the draft's units are then the merged ones.
 * A file that holds these bytes already is left alone.
 *
 * @returns SHA-256 of what is written.
 * @throws {MuqabilError} when what is there now cannot be read, as after a merge of git with conflicts: it stays.
 */
export async function saveRecord(input: SaveInput): Promise<string> {
  return saveAlone(input, await recordLock(input.project))
}

function saveAlone({ project, draft, record, glossary }: SaveInput, alone: WhileAlone): string {
  const file = projectPath(project.root, draft.recordPath)
  const path = join(project.root, file)
  const { written } = draft
  const isAsWritten = written !== undefined && isSameRecord(record, written.record)
  const own = isAsWritten ? written.text : serializeRecord(record)
  const before = existsSync(path) ? readText(path, file) : undefined
  if (before === own) return (isAsWritten ? draft.read : undefined) ?? hashOfText(own)
  return alone(() => {
    const text = existsSync(path) ? readText(path, file) : undefined
    const isAsRead = text === undefined || hashOfText(text) === draft.read
    if (isAsRead) {
      writeFileAtomic(path, own, file)
      return hashOfText(own)
    }
    const there = recordIn(text, project, file, draft.source).record
    const theirs = reconciled(project, draft.source, there, glossary)
    const merged = mergeChanges({ base: draft.record, ours: record, theirs })
    const now = serializeRecord(merged)
    writeFileAtomic(path, now, file)
    draft.units.length = 0
    for (const unit of merged.units) draft.units.push(unit)
    return hashOfText(now)
  })
}
