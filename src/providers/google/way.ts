/** One of the three ways to ask Google, opened. */
import type { Answer, TranslateRequest } from '../provider.ts'

export interface Way {
  translate(request: TranslateRequest): Promise<Answer>
  close(): Promise<void>
}
