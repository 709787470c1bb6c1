/** What a build would send: counted the way it is sent, sending nothing. */
import { MuqabilError } from '../errors.ts'
import { BATCH_CHARACTERS, estimateOf, workOf } from '../translate/work.ts'
import { chooseProvider } from './choose-provider.ts'
import type { Plan } from './events.ts'
import { openMemory, openRun, recall } from './open-run.ts'
import type { ProjectOptions } from './options.ts'
import { openProject } from './project.ts'

/** Without a provider the figures are those of Google's defaults: characters are the same for all that take HTML. */
export async function plan(options: ProjectOptions = {}): Promise<Plan> {
  const project = await openProject(options)
  const run = openRun(project, options.files, false)
  const refused = run.refused[0]
  if (refused !== undefined && run.drafts.length === 0) throw refused
  const chosen =
    (await chooseProvider(project)) ??
    (await chooseProvider({ ...project, config: { ...project.config, provider: 'google' } }))
  if (chosen === undefined) throw new MuqabilError('no-provider', { segments: 0, characters: 0 })
  using memory = await openMemory(project, run.drafts, 'look')
  const pending = recall(
    run.chosen,
    memory,
    { pseudoCounts: chosen.provider.name === 'pseudo' },
    {
      provider: chosen.provider.name,
      ...(chosen.provider.model === undefined ? {} : { model: chosen.provider.model }),
    },
  )
  const { maxCharacters, maxCost } = project.config.budget
  const work = workOf(pending, {
    provider: chosen.provider,
    batchCharacters: chosen.settings.batchCharacters ?? BATCH_CHARACTERS,
    budget: { ...(maxCharacters === null ? {} : { maxCharacters }), ...(maxCost === null ? {} : { maxCost }) },
  })
  const result: Plan = { event: 'plan', ...estimateOf(work, chosen.provider) }
  options.onEvent?.(result)
  return result
}
