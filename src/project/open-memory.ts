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
import { hashOfText } from './records.ts'

const PASSING = ':memory:'

/** What the memory is opened for: to be made if it is not there, or only looked into. */
type Mode = 'make' | 'look'

/**
 * The memory, taught the records. Where nothing is missing it is not needed: then its file may be locked, read-only or
 * absent. A plan must not make one: it looks into a memory that is there, or a passing one.
 */
export async function memoryFor(project: Project, drafts: readonly Draft[], mode: Mode): Promise<RunMemory> {
  if (!needMemory(drafts)) return Memory.open(PASSING)
  return openMemory(project, drafts.map(lessonOfDraft), mode)
}

/** Whether something is missing that may be known. */
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

/** What a draft's record says; by its file's hash where the file says just that. */
export function lessonOfDraft({ record, read, written }: Draft): Lesson {
  return read !== undefined && written !== undefined && isSameRecord(record, written.record)
    ? { hash: read, record: () => record }
    : lessonOf(record)
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
  const path = projectPath(root, file)
  const atHand = known.record && new WeakRef(known.record)
  const read = (): string => readText(join(root, path), path)
  return {
    hash: known.hash ?? hashOfText(read()),
    record() {
      const record = atHand?.deref()
      if (record !== undefined) return record
      try {
        return parseRecord(read(), { file: path })
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
