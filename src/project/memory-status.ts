/** What `muqabil memory status` tells: how much the memory knows, and how large it is. Changes nothing. */
import { existsSync, statSync } from 'node:fs'
import { openSimilar } from '../memory/fuzzy/open-similar.ts'
import { Memory } from '../memory/memory.ts'
import type { MemoryStatus } from './events.ts'
import type { ProjectOptions } from './options.ts'
import { openShared } from '../memory/postgres/shared-memory.ts'
import { isShared, openProject, type Project } from './project.ts'
import { similarPlace } from './similar.ts'

export async function memoryStatus(options: Omit<ProjectOptions, 'files'>): Promise<MemoryStatus> {
  const project = await openProject({ ...options, files: [] })
  if (isShared(project.config.memory)) return sharedStatus(project)
  const place = similarPlace(project)
  const { path, folder, shown, sourceLanguage, targetLanguage } = place
  const nothing = { sentences: 0, person: 0, imported: 0, machine: 0 }
  const bytes = ['', '-wal'].reduce((sum, end) => sum + (statSync(path + end, { throwIfNoEntry: false })?.size ?? 0), 0)
  const known = async (): Promise<typeof nothing> => {
    using memory = await Memory.open(path, { shown, tell: (message) => project.tell({ event: 'notice', message }) })
    return memory.count({ sourceLanguage, targetLanguage })
  }
  const counts = existsSync(path) ? await known() : nothing
  const index = { texts: 0, bytes: 0 }
  if (existsSync(path) && existsSync(folder)) {
    const similar = openSimilar(place)
    try {
      const size = await similar.size()
      index.texts = size.texts
      index.bytes = size.bytes
    } finally {
      await similar.close()
    }
  }
  const status: MemoryStatus = { event: 'memory', memory: shown, bytes, ...counts, index }
  project.tell(status)
  return status
}

/** Of a database; its address is shown without its password. */
async function sharedStatus({ config, environment, tell }: Project): Promise<MemoryStatus> {
  await using memory = await openShared({ url: config.memory, password: environment.PGPASSWORD })
  const { bytes, ...counts } = await memory.count(config)
  const texts = (await memory.hasTrigrams()) ? counts.sentences : 0
  const status: MemoryStatus = { event: 'memory', memory: memory.shown, bytes, ...counts, index: { texts, bytes: 0 } }
  tell(status)
  return status
}
