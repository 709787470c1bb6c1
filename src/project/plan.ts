/** What a build would send: counted the way it is sent, sending nothing. */
import { askingOf } from './ask-providers.ts'
import { estimatePending, providersToCount } from './estimate-pending.ts'
import type { Plan } from './events.ts'
import { openGlossary } from './glossary.ts'
import { memoryFor } from './open-memory.ts'
import { openRun, tellRefused } from './open-run.ts'
import type { ProjectOptions } from './options.ts'
import { openProject } from './project.ts'
import { recall } from './recall.ts'

/** @throws {MuqabilError} for what stops the whole run. */
export async function plan(options: ProjectOptions = {}): Promise<Plan> {
  const project = await openProject(options)
  const run = await openRun(project, { files: options.files, alone: options.alone })
  tellRefused(run, options.onEvent ?? (() => undefined))
  const chosen = await providersToCount(project)
  const [provider] = chosen.providers
  await using memory = await memoryFor(project, run.drafts, 'look')
  const fates = { pseudoCounts: provider.pseudo === true }
  const pending = await recall(run.chosen, memory, {
    fates,
    asking: askingOf(provider),
    sacred: openGlossary(project).sacred,
  })
  const estimate = await estimatePending(project, pending, { chosen, memory, drafts: run.drafts })
  const result: Plan = { event: 'plan', ...estimate, refused: run.refused.length }
  options.onEvent?.(result)
  return result
}
