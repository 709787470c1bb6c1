/** What `muqabil submit` does: puts documents into the queue, each once. */
import { discoverSources } from '../../files/discover.ts'
import { SharedBudget } from '../../memory/postgres/shared-budget.ts'
import { chooseSources } from '../choose-sources.ts'
import type { ProjectOptions } from '../options.ts'
import { openProject } from '../project.ts'
import { sourceExtensions } from '../sources.ts'
import { openQueue, type DocumentJob } from './open-queue.ts'
import type { Submitted } from './queue-events.ts'

export interface SubmitOptions extends ProjectOptions {
  readonly queue: string
}

/** Sent to the database together. */
const BATCH = 500

/**
 * The budget of the options is that of all workers together, from now on; without one in them the queue's stays.
 *
 * @throws {MuqabilError} as `openQueue` and `chooseSources`.
 */
export async function submit(options: SubmitOptions): Promise<Submitted> {
  const project = await openProject({ ...options, files: [] })
  const { config, root, environment } = project
  const found = discoverSources(root, config.input, sourceExtensions)
  const paths = chooseSources(project, { paths: found.sources, skipped: found.skipped, patterns: options.files })
  await using queue = await openQueue(project, options.queue)
  if (config.budget.maxCharacters !== null || config.budget.maxCost !== null) {
    const place = { url: config.memory, password: environment.PGPASSWORD }
    await using budget = await SharedBudget.open(place, options.queue)
    await budget.set({
      ...(config.budget.maxCharacters === null ? {} : { maxCharacters: config.budget.maxCharacters }),
      ...(config.budget.maxCost === null ? {} : { maxCost: config.budget.maxCost }),
    })
  }
  const all = [...paths]
  let added = 0
  for (let start = 0; start < all.length; start += BATCH) {
    const jobs = all.slice(start, start + BATCH).map((path) => ({
      singletonKey: path,
      data: { path } satisfies DocumentJob,
    }))
    added += (await queue.ask((boss) => boss.insert(queue.name, jobs, { returnId: true })))?.length ?? 0
  }
  const submitted: Submitted = { event: 'submitted', documents: added, waiting: all.length - added }
  options.onEvent?.(submitted)
  return submitted
}
