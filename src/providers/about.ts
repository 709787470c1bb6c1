/** What is known of a provider without loading it: what it needs, and its own settings. */
import type { z } from 'zod'

export type Environment = Readonly<Record<string, string | undefined>>

export interface About {
  readonly name: string
  /** One line: whose service, and how it is asked. */
  readonly what: string
  /** One line: what must be there before it can be asked. */
  readonly needs: string
  /** Variables of the environment that hold what it needs; one of them is enough for it to be chosen without being named. */
  readonly variables: readonly string[]
  /** Settings beside those that all providers have. */
  readonly settings: Readonly<Record<string, z.ZodType>>
  /** Settings of all providers that this one cannot heed: they are refused, not passed over. */
  readonly without?: readonly string[]
  /** How it is found to be ready without a variable: it is then chosen before those whose key is there. */
  readonly found?: {
    /** Why it was chosen. */
    readonly words: string
    readonly is: (where: Where) => boolean
  }
}

/** What a provider may look at to find out whether it is ready. */
export interface Where {
  readonly environment: Environment
  /** Root of the project. */
  readonly root: string
  readonly languages: { readonly source: string; readonly target: string }
}
