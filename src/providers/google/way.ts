/** One of the three ways to ask Google, opened. */
import type { Answer, TranslateRequest } from '../provider.ts'

export interface Way {
  /** Asks for the list of languages: free, and refused where a text would be. Throws ProviderFault. */
  askForLanguages(signal: AbortSignal): Promise<void>
  translate(request: TranslateRequest): Promise<Answer>
  close(): Promise<void>
}
