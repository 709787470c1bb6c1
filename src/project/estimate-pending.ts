/** What asking for segments would take: counted the way a build asks. */
import { MuqabilError } from '../errors.ts'
import type { Memory } from '../memory/memory.ts'
import { estimateOf, type Estimate } from '../translate/estimate.ts'
import { askingOf } from './ask-providers.ts'
import { budgetOf } from './budget.ts'
import { chooseProviders, waysToChoose, type ChosenProviders } from './choose-providers.ts'
import { contextOfQuestions } from './context.ts'
import type { Pending } from './drafts.ts'
import { openGlossary } from './glossary.ts'
import type { Project } from './project.ts'
import { Questions } from './questions.ts'

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

/** @param pending What the memory does not know. */
export function estimatePending(
  project: Project,
  pending: readonly Pending[],
  { chosen, memory }: { readonly chosen: ChosenProviders; readonly memory: Memory },
): Estimate {
  const [provider] = chosen.providers
  const { sourceLanguage, targetLanguage } = project.config
  const questions = new Questions(
    pending,
    chosen.providers,
    (source) => memory.recall({ source, sourceLanguage, targetLanguage, ...askingOf(provider) })?.target,
  )
  const { budget, spentBefore } = budgetOf(project, memory)
  return estimateOf(questions.items, {
    provider,
    budget,
    ...(spentBefore ? { before: spentBefore } : {}),
    contextOf: contextOfQuestions((key) => questions.first(key), openGlossary(project).findTerms),
  })
}
