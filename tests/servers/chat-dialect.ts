/** What the protocols of language models have to say to their stand-in. */
import type { Mood, Written } from './chat-moods.ts'
import type { HttpCall, HttpReply } from './http-stand-in.ts'
import type { StandInOptions } from './stand-in.ts'

export interface ChatOptions extends StandInOptions {
  /** Without it nobody is asked for one. */
  readonly key?: string
  readonly models?: readonly string[]
  /** Parameters that this server does not know. */
  readonly refuses?: readonly string[]
  /** For the n-th request to translate, counted from 0. */
  readonly mood?: (request: number, texts: readonly string[]) => Mood | undefined
  /** Announced in the headers. */
  readonly announces?: { readonly requests: number; readonly tokens: number; readonly remaining?: number }
  /** Tokens of a prompt, and of an answer; a third of their bytes by default. */
  readonly tokens?: (text: string) => number
  readonly answerTokens?: (text: string) => number
  /** Tokens of thoughts before each answer. */
  readonly thoughts?: number
  /** A model without memory calls a name now this, now that, unless it is told which. */
  readonly names?: Readonly<Record<string, readonly string[]>>
  /** Least tokens of a beginning that is kept. */
  readonly leastKept?: number
  /** Tokens that the server adds to every prompt: its own words round it, and what makes a model follow a schema. */
  readonly hidden?: number
  /** Leaves the count of tokens out of its answers. */
  readonly countsNothing?: boolean
}

/** Tokens as they were billed. */
export interface TokenMeter {
  sent: number
  answered: number
  cached: number
  kept: number
}

/** What a protocol makes of a request and of an answer. */
export interface Dialect {
  isMine(call: HttpCall): boolean
  /** Undefined: it is well. */
  refusal(call: HttpCall, options: ChatOptions): HttpReply | undefined
  prompt(call: HttpCall): Prompt
  reply(written: Written, counts: Counts, call: HttpCall): HttpReply
  error(status: number, message: string, kind: ErrorKind, call: HttpCall): HttpReply
  models(models: readonly string[]): unknown
  announced(limits: NonNullable<ChatOptions['announces']>): Readonly<Record<string, string>>
}

export interface Prompt {
  readonly system: string
  readonly user: string
  readonly mostTokens: number
  /** What is kept of it for later. */
  readonly kept?: string
  readonly schema?: unknown
}

export interface Counts extends TokenMeter {
  readonly thoughts: number
  readonly told: boolean
}

export interface ErrorKind {
  readonly type?: string | undefined
  readonly code?: string | undefined
  readonly param?: string | undefined
}
