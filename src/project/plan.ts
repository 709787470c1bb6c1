/** What a build would send: counted the way it is sent, sending nothing. */
import { MuqabilError } from '../errors.ts'
import { estimateOf } from '../translate/estimate.ts'
import { askingOf } from './ask-providers.ts'
import { budgetOf } from './budget.ts'
import { chooseProviders, waysToChoose } from './choose-providers.ts'
import { contextOfQuestions } from './context.ts'
import { findExamples } from './examples.ts'
import type { Plan } from './events.ts'
import { openGlossary } from './glossary.ts'
import { openMemory, openRun, tellRefused } from './open-run.ts'
import type { ProjectOptions } from './options.ts'
import { openProject } from './project.ts'
import { openQuestions } from './open-questions.ts'
import { recall } from './recall.ts'

/** Without a provider the figures are those of Google's defaults: characters are the same for all that take HTML. */
export async function plan(options: ProjectOptions = {}): Promise<Plan> {
  const project = await openProject(options)
  const run = await openRun(project, options.files, false, options.alone)
  tellRefused(run, options.onEvent ?? (() => undefined))
  const { config } = project
  const chosen =
    (await chooseProviders(project)) ??
    (await chooseProviders({ ...project, config: { ...config, provider: 'google' } }))
  if (chosen === undefined)
    throw new MuqabilError('no-provider', { segments: 0, characters: 0, ...waysToChoose(project) })
  const [provider] = chosen.providers
  await using memory = await openMemory(project, run.drafts, 'look')
  const asking = askingOf(provider)
  const glossary = openGlossary(project)
  const fates = { pseudoCounts: provider.pseudo === true }
  const pending = await recall(run.chosen, memory, { fates, asking, sacred: glossary.sacred })
  const { sourceLanguage, targetLanguage } = config
  const questions = await openQuestions(pending, chosen.providers, memory, {
    sourceLanguage,
    targetLanguage,
    ...asking,
  })
  const { budget, spentBefore } = await budgetOf(project, memory)
  const examplesFor = await findExamples(project, run.drafts, questions.items, chosen.providers)
  const estimate = estimateOf(questions.items, {
    provider,
    budget,
    ...(spentBefore ? { before: spentBefore } : {}),
    contextOf: contextOfQuestions((key) => questions.first(key), glossary, examplesFor),
  })
  const result: Plan = { event: 'plan', ...estimate, refused: run.refused.length }
  options.onEvent?.(result)
  return result
}
