/** What `muqabil status` does: says how far builds are that run here, and how far the queue is, where there is one. */
import type { RunningBuild } from './events.ts'
import type { ProjectOptions } from './options.ts'
import { isShared, openProject } from './project.ts'
import type { QueueStatus } from './queue/queue-events.ts'
import { runningBuilds } from './running-builds.ts'

export interface StatusOptions extends Omit<ProjectOptions, 'files'> {
  readonly queue: string
}

export interface Status {
  readonly builds: readonly RunningBuild[]
  /** Absent without a memory that machines share. */
  readonly queue?: QueueStatus
}

/** Changes nothing. @throws {MuqabilError} as `openQueue`, where there is a queue. */
export async function status(options: StatusOptions): Promise<Status> {
  const project = await openProject({ ...options, files: [] })
  const builds = runningBuilds(project.root)
  for (const build of builds) options.onEvent?.(build)
  if (!isShared(project.config.memory)) return { builds }
  const { queueStatus } = await import('./queue/queue-status.ts')
  const queue = await queueStatus(project, options.queue)
  options.onEvent?.(queue)
  return { builds, queue }
}
