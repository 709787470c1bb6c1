/** All versions of the prompt: answers depend on it, so an old one stays available. */
import { languageName } from './language-name.ts'
import { promptOne } from './prompt-1.ts'
import type { PromptInput } from './prompt-input.ts'

const prompts: readonly ((input: PromptInput) => string)[] = [promptOne]

/** Versions are counted from 1; the newest is the one that is used unless a setting says otherwise. */
export const LATEST_PROMPT = prompts.length

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
