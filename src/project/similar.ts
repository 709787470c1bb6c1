/** Where a project's similar sentences lie, and how they are looked for: the index is loaded only where it is asked. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MuqabilError } from '../errors.ts'
import { projectPath } from '../files/project-path.ts'
import type { Lesson } from '../memory/lesson.ts'
import type { Place, Similar } from '../memory/fuzzy/open-similar.ts'
import { Memory } from '../memory/memory.ts'
import { asMuqabilError } from '../memory/open-database.ts'
import { isShared, type Project } from './project.ts'

/** The memory's file, and beside it the folder of the index for the project's languages: '.muqabil/memory.fuzzy/ar-en'. */
export function similarPlace({ root, config }: Project): Place {
  const { sourceLanguage, targetLanguage, memory } = config
  const file = isShared(memory) ? '.muqabil/memory.db' : memory
  const stem = projectPath(root, file).replace(/\.db$/, '')
  return {
    path: join(root, file),
    folder: join(root, `${stem}.fuzzy`, `${sourceLanguage}-${targetLanguage}`),
    shown: memory,
    sourceLanguage,
    targetLanguage,
  }
}

/** A look-up that knows the memory and what the records say now. */
export interface RecordsSimilar extends AsyncDisposable {
  readonly similar: Similar
  /** Takes up what records say now. */
  readonly learn: (lessons: readonly Lesson[]) => Promise<void>
}

/**
 * Opens it and takes up the records. A project without a memory gets none: what is looked for then is made of the
 * records alone, and goes when it is closed.
 */
export async function openRecordsSimilar(project: Project, lessons: readonly Lesson[]): Promise<RecordsSimilar> {
  if (isShared(project.config.memory)) {
    const shared = await openSharedSimilar(project, lessons)
    if (shared !== undefined) return shared
  }
  const own = similarPlace(project)
  // A shared memory without trigrams has no file either: what the records say must do.
  const passing =
    !isShared(project.config.memory) && existsSync(own.path)
      ? undefined
      : mkdtempSync(join(tmpdir(), 'muqabil-memory-'))
  const place =
    passing === undefined ? own : { ...own, path: join(passing, 'memory.db'), folder: join(passing, 'memory.fuzzy') }
  const remove = (): void => {
    if (passing !== undefined) rmSync(passing, { recursive: true, force: true, maxRetries: 3 })
  }
  const { openSimilar } = await import('../memory/fuzzy/open-similar.ts')
  const similar = openSimilar(place)
  const learn = async (now: readonly Lesson[]): Promise<void> => {
    {
      using memory = await Memory.open(place.path, { shown: place.shown, tell: tellOf(project) })
      memory.learn(now)
    }
    await similar.sync()
  }
  const close = async (): Promise<void> => {
    await similar.close()
    remove()
  }
  try {
    await learn(lessons)
  } catch (error) {
    await close()
    throw error
  }
  return { similar, learn, [Symbol.asyncDispose]: close }
}

/** In the database itself, where it has trigrams. */
async function openSharedSimilar(
  { config, environment }: Project,
  lessons: readonly Lesson[],
): Promise<RecordsSimilar | undefined> {
  const { sourceLanguage, targetLanguage } = config
  const { openShared } = await import('../memory/postgres/shared-memory.ts')
  const memory = await openShared({ url: config.memory, password: environment.PGPASSWORD })
  try {
    if (!(await memory.hasTrigrams())) {
      await memory[Symbol.asyncDispose]()
      return undefined
    }
    await memory.learn(lessons)
  } catch (error) {
    await memory[Symbol.asyncDispose]()
    throw error
  }
  const close = async (): Promise<void> => memory[Symbol.asyncDispose]()
  const similar: Similar = {
    sync: async () => 0,
    find: (sources, options) => memory.findSimilar(sources, options, { sourceLanguage, targetLanguage }),
    size: async () => ({
      texts: (await memory.count({ sourceLanguage, targetLanguage })).sentences,
      bytes: 0,
      segments: 0,
    }),
    close,
  }
  return { similar, learn: (now) => memory.learn(now), [Symbol.asyncDispose]: close }
}

/** At the end of a build: what the memory has learnt is found from now on. It never keeps a build from being done. */
export async function fileSimilar(project: Project, memory: Memory): Promise<void> {
  if (!memory.isKept) return
  const place = similarPlace(project)
  try {
    const { sentencesOf } = await import('../memory/fuzzy/sentences-of.ts')
    const sentences = await sentencesOf(memory, place)
    sentences.sync()
    sentences.close()
  } catch (error) {
    const known = asMuqabilError(error, place)
    if (!(known instanceof MuqabilError)) throw error
    tellOf(project)(`Similar sentences are not found: ${known.message}`)
  }
}

function tellOf({ tell }: Project): (message: string) => void {
  return (message) => tell({ event: 'notice', message })
}
