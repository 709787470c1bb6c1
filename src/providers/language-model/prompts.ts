/** All versions of the prompt: answers depend on it, so an old one stays available. */
import { languageName } from './language-name.ts'
import { promptOne } from './prompt-1.ts'
import { promptTwo } from './prompt-2.ts'
import type { PromptInput } from './prompt-input.ts'

const prompts: readonly ((input: PromptInput) => string)[] = [promptOne, promptTwo]

/** Versions are counted from 1. */
export const LATEST_PROMPT = prompts.length

/** The first that says what examples are: older ones get none. */
const FIRST_WITH_EXAMPLES = 2

/**
 * Used unless a setting says otherwise. It stays the same when a version is added: answers under another one are not
 * recalled, and what was paid for would be paid for again.
 */
export function usualPrompt({ examples }: { readonly examples: boolean }): number {
  return examples ? FIRST_WITH_EXAMPLES : 1
}

/** Whether a model that is told this is to be given examples. */
export function heedsExamples(version: number): boolean {
  return version >= FIRST_WITH_EXAMPLES
}

export interface SystemTextInput {
  readonly version: number
  /** BCP 47. */
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly brief?: string | undefined
}

/** What stands before every request of a run, to the byte the same. */
export function systemText({ version, sourceLanguage, targetLanguage, brief }: SystemTextInput): string {
  const prompt = prompts[version - 1] ?? promptOne
  const [source, target] = [languageName(sourceLanguage), languageName(targetLanguage)]
  return prompt({
    source,
    target,
    ...(targetLanguage.includes('-') ? { variety: targetLanguage } : {}),
    ...(brief === undefined ? {} : { brief }),
  })
}
