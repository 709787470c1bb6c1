/** Writing a record without losing what somebody else has written since it was read. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mergeRecords } from '../bitext/merge-records.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import { serializeRecord } from '../bitext/write-record.ts'
import { projectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { recordOf, type Draft } from './drafts.ts'
import type { Glossary } from './glossary.ts'
import { reconciled, type OpenRun } from './open-run.ts'
import type { Project } from './project.ts'
import { recordLock, type WhileAlone } from './record-lock.ts'
import { hashOfText, recordIn, removeRecord, type Records } from './records.ts'

export interface SaveInput {
  readonly project: Project
  readonly draft: Draft
  /** What is to be written: the draft's record as it stands now, or another that was made of it. */
  readonly record: DocumentRecord
  readonly takenOver: Records['takenOver']
  readonly usesIn: Glossary['usesIn']
}

/** The draft's record as it stands now. */
export function savingOf({ records, usesIn }: OpenRun, project: Project, draft: Draft): SaveInput {
  return { project, draft, record: recordOf(draft), takenOver: records.takenOver, usesIn }
}

/**
 * Where the file is not as the draft found it, both changes are merged, and the draft's units are then the merged ones.
 * A file that holds these bytes already is left alone. The record that a renamed source took over goes.
 *
 * @returns SHA-256 of what is written.
 * @throws {MuqabilError} when what is there now cannot be read, as after a merge of git with conflicts: it stays.
 */
export async function saveRecord(input: SaveInput): Promise<string> {
  return saveAlone(input, await recordLock(input.project))
}

function saveAlone({ project, draft, record, takenOver, usesIn }: SaveInput, alone: WhileAlone): string {
  const file = projectPath(project.root, draft.recordPath)
  const path = join(project.root, file)
  const write = (now: DocumentRecord): string => {
    const text = serializeRecord(now)
    writeFileAtomic(path, text, file)
    return hashOfText(text)
  }
  const own = serializeRecord(record)
  const before = existsSync(path) ? readText(path, file) : undefined
  if (before === own) return hashOfText(own)
  return alone(() => {
    const text = existsSync(path) ? readText(path, file) : undefined
    const isAsRead = text === undefined || hashOfText(text) === draft.read
    let hash: string
    if (isAsRead) hash = write(record)
    else {
      const theirs = reconciled(project, draft.source, recordIn(text, project, file, draft.source), usesIn)
      const merged = mergeRecords({ base: draft.record, ours: record, theirs })
      hash = write(merged)
      draft.units.length = 0
      for (const unit of merged.units) draft.units.push(unit)
    }
    const old = takenOver.get(draft.source.path)
    if (old !== undefined) removeRecord(project, old.file)
    return hash
  })
}
