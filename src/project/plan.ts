/** What a build would send: counted the way it is sent, sending nothing. */
import { askingOf } from './ask-providers.ts'
import { estimatePending, providersToCount } from './estimate-pending.ts'
import type { Plan } from './events.ts'
import { openMemory, openRun, recall, tellRefused } from './open-run.ts'
import type { ProjectOptions } from './options.ts'
import { openProject } from './project.ts'

/** @throws {MuqabilError} for what stops the whole run. */
export async function plan(options: ProjectOptions = {}): Promise<Plan> {
  const project = await openProject(options)
  const run = await openRun(project, options.files, false)
  tellRefused(run, options.onEvent ?? (() => undefined))
  const chosen = await providersToCount(project)
  const [provider] = chosen.providers
  using memory = await openMemory(project, run.drafts, 'look')
  const pending = recall(run.chosen, memory, { pseudoCounts: provider.pseudo === true }, askingOf(provider))
  const estimate = estimatePending(project, pending, { chosen, memory })
  const result: Plan = { event: 'plan', ...estimate, refused: run.refused.length }
  options.onEvent?.(result)
  return result
}
