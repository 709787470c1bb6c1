/** The memory of a run, and what it is to know of the records. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { countCodePoints } from '../bitext/content.ts'
import { parseRecord } from '../bitext/read-record.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import { isSameRecord } from '../bitext/same-record.ts'
import { MuqabilError } from '../errors.ts'
import { projectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import { lessonOf, type Lesson } from '../memory/lesson.ts'
import { Memory } from '../memory/memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import { encodeMarkup } from '../translate/markup.ts'
import { isIncomplete, type Draft, type Pending } from './drafts.ts'
import { isShared, type Project } from './project.ts'
import type { FoundRun } from './find-run.ts'
import { hashOfText, recordPath } from './records.ts'

/** It may have to know a whole archive. */
const PASSING = ''

/** What the memory is opened for: to be made if it is not there, or only looked into, or a passing one in its place. */
type Mode = 'make' | 'look'

/** Whether something is missing that may be known. Else the memory is not needed: its file may be locked, or read-only. */
export function needMemory(drafts: readonly Draft[]): boolean {
  return drafts.some((draft) => isIncomplete(draft, { pseudoCounts: false }))
}

/** @throws {MuqabilError} `memory-locked`, `memory-unusable` and its like. */
export async function openMemory(project: Project, lessons: readonly Lesson[], mode: Mode): Promise<RunMemory> {
  const { root, config, environment, tell } = project
  if (isShared(config.memory)) {
    const { openShared } = await import('../memory/postgres/shared-memory.ts')
    return taught(await openShared({ url: config.memory, password: environment.PGPASSWORD }), lessons)
  }
  const path = join(root, projectPath(root, config.memory))
  const memory = await Memory.open(mode === 'look' && !existsSync(path) ? PASSING : path, {
    shown: config.memory,
    tell: (message) => tell({ event: 'notice', message }),
  })
  return taught(memory, lessons)
}

async function taught<Kind extends RunMemory>(memory: Kind, lessons: readonly Lesson[]): Promise<Kind> {
  try {
    await memory.learn(lessons)
    return memory
  } catch (error) {
    await memory[Symbol.asyncDispose]()
    throw error
  }
}

/** What records say that is not in their files, such as what their sources bring along. */
export function lessonsOfDrafts(drafts: readonly Draft[]): readonly Lesson[] {
  return drafts.filter(saysMore).map(({ record }) => lessonOf(record))
}

function saysMore({ record, written }: Draft): boolean {
  if (written !== undefined && isSameRecord(record, written.record)) return false
  return record.units.some(({ segments }) => segments.some(({ target }) => target !== undefined))
}

/**
 * Every record that lies there, and what renamed sources have of those of others.
 *
 * @param paths Of the sources whose records are meant.
 * @param hashBefore SHA-256 of a file, where it is known.
 */
export function lessonsOfRecords(
  project: Project,
  { records, paths }: Pick<FoundRun, 'records' | 'paths'>,
  hashBefore: (path: string) => string | undefined = () => undefined,
): readonly Lesson[] {
  const files = paths.map((path) => recordPath(project, path)).filter((file) => existsSync(join(project.root, file)))
  const others = records.takenOver.map(({ file }) => file)
  return [...files, ...others].map((file) => lessonOfFile(project, file, { hash: hashBefore(file) }))
}

/**
 * What a record's file says, which is read only if it is not known yet.
 *
 * @param file Path of the record in the project.
 * @param known Its SHA-256, and the record itself: it is used as long as somebody else keeps it.
 */
export function lessonOfFile(
  { root }: Project,
  file: string,
  known: { readonly hash?: string | undefined; readonly record?: DocumentRecord } = {},
): Lesson {
  const atHand = known.record && new WeakRef(known.record)
  const read = (): string => readText(join(root, projectPath(root, file)), file)
  return {
    hash: known.hash ?? hashOfText(read()),
    record() {
      const record = atHand?.deref()
      if (record !== undefined) return record
      try {
        return parseRecord(read(), { file })
      } catch (error) {
        if (error instanceof MuqabilError) return undefined // its document is refused by name
        throw error
      }
    },
  }
}

/** For the message that there is no provider. */
export function sizeOf(pending: readonly Pending[]): { readonly segments: number; readonly characters: number } {
  const distinct = new Map(pending.map(({ key, source }) => [key, countCodePoints(encodeMarkup(source, 'html'))]))
  return { segments: distinct.size, characters: [...distinct.values()].reduce((sum, size) => sum + size, 0) }
}
