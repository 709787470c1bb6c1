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
}
