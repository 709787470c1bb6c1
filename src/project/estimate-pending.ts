/** What asking for segments would take: counted the way a build asks. */
import { MuqabilError } from '../errors.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import { estimateOf, type Estimate } from '../translate/estimate.ts'
import { askingOf } from './ask-providers.ts'
import { budgetOf } from './budget.ts'
import { chooseProviders, waysToChoose, type ChosenProviders } from './choose-providers.ts'
import { contextOfQuestions } from './context.ts'
import type { Draft, Pending } from './drafts.ts'
import { findExamples } from './examples.ts'
import { openGlossary } from './glossary.ts'
import type { Project } from './project.ts'
import { lessonOfDraft } from './open-memory.ts'
import { openQuestions } from './open-questions.ts'

/** Without a provider the figures are those of Google's defaults: characters are the same for all that take HTML. */
export async function providersToCount(project: Project): Promise<ChosenProviders> {
  const { config } = project
  const chosen =
    (await chooseProviders(project)) ??
    (await chooseProviders({ ...project, config: { ...config, provider: 'google' } }))
  if (chosen === undefined)
    throw new MuqabilError('no-provider', { segments: 0, characters: 0, ...waysToChoose(project) })
  return chosen
}

/** @param pending What the memory does not know. @param options `drafts`: all of the project's, for sentences like those. */
export async function estimatePending(
  project: Project,
  pending: readonly Pending[],
  {
    chosen,
    memory,
    drafts,
  }: { readonly chosen: ChosenProviders; readonly memory: RunMemory; readonly drafts: readonly Draft[] },
): Promise<Estimate> {
  const [provider] = chosen.providers
  const { sourceLanguage, targetLanguage } = project.config
  const asking = { sourceLanguage, targetLanguage, ...askingOf(provider) }
  const questions = await openQuestions(pending, chosen.providers, memory, asking)
  const { budget, spentBefore } = await budgetOf(project, memory)
  const examplesFor = await findExamples(project, drafts.map(lessonOfDraft), questions.items, chosen.providers)
  return estimateOf(questions.items, {
    provider,
    budget,
    ...(spentBefore ? { before: spentBefore } : {}),
    contextOf: contextOfQuestions((key) => questions.first(key), openGlossary(project), examplesFor),
  })
}
