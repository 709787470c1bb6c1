/** Where imported pairs go: the memory's file and its index, or the database that many machines share. */
import { join } from 'node:path'
import { projectPath } from '../files/project-path.ts'
import { openSimilar } from '../memory/fuzzy/open-similar.ts'
import { Memory, type Answer } from '../memory/memory.ts'
import { openShared } from '../memory/postgres/shared-memory.ts'
import { isShared, type Project } from './project.ts'
import { similarPlace } from './similar.ts'

export interface ImportStore extends AsyncDisposable {
  /** How many imported pairs it has, of the project's languages. */
  imported(): Promise<number>
  put(answers: readonly Answer[]): void
  /** What was put is kept, and found for similar sentences. */
  settle(): Promise<void>
}

/** @throws {MuqabilError} as the memories do. */
export async function openStore(project: Project): Promise<ImportStore> {
  return isShared(project.config.memory) ? sharedStore(project) : fileStore(project)
}

async function fileStore(project: Project): Promise<ImportStore> {
  const { root, config, tell } = project
  const memory = await Memory.open(join(root, projectPath(root, config.memory)), {
    shown: config.memory,
    tell: (message) => tell({ event: 'notice', message }),
  })
  if (memory.notice !== undefined) tell({ event: 'notice', message: memory.notice })
  return {
    imported: async () => memory.count(config).imported,
    put: (answers) => memory.put(answers),
    async settle() {
      const similar = openSimilar(similarPlace(project))
      try {
        await similar.sync()
      } finally {
        await similar.close()
      }
    },
    [Symbol.asyncDispose]: () => memory[Symbol.asyncDispose](),
  }
}

async function sharedStore({ config, environment }: Project): Promise<ImportStore> {
  const memory = await openShared({ url: config.memory, password: environment.PGPASSWORD })
  let waiting: (readonly Answer[])[] = []
  return {
    imported: async () => (await memory.count(config)).imported,
    put: (answers) => void waiting.push(answers),
    async settle() {
      const all = waiting
      waiting = []
      for (const answers of all) await memory.commit(answers)
    },
    [Symbol.asyncDispose]: () => memory[Symbol.asyncDispose](),
  }
}
