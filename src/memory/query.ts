/** What a memory is asked, and what it says. */
import type { Content } from '../bitext/content.ts'
import type { Answer } from './answers.ts'

export interface Query {
  readonly source: Content
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly before?: string
  readonly after?: string
  /** Whose answers come first; a machine of another name or model is taken after it, its own of another variant never. */
  readonly provider?: string
  readonly model?: string
  readonly variant?: string
  /** Whose words serve; anybody's unless said. */
  readonly only?: 'person'
}

/** What is remembered of a sentence. `context`: its neighbours are the same too. */
export interface Recalled extends Pick<Answer, 'target' | 'origin'> {
  readonly match: 'context' | 'exact'
}

/** What a run has sent, and what that cost. */
export interface Spent {
  readonly characters: number
  /** In the currency of the providers' prices. */
  readonly cost: number
}
