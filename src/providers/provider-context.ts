/** Settings that every provider understands, and what a provider is made from. */
import { z } from 'zod'
import type { Term } from '../bitext/term.ts'
import type { Environment } from './about.ts'

/** What every provider understands. */
export const common = {
  name: z.string().min(1).describe('A built-in provider, or the path of a module such as "./my-provider.ts".'),
  model: z.string().min(1).optional().describe('The model that translates, by its name at the service.'),
  glossary: z.string().min(1).optional().describe('A glossary that lies at the service: its id or full name.'),
  endpoint: z
    .url()
    .optional()
    .describe('Host and port, and a path where the service has one; http means no TLS and no key (a local server).'),
  charactersPerMinute: z.number().positive().optional().describe('Quota of code points a minute.'),
  requestsPerMinute: z.number().positive().optional().describe('Quota of requests a minute.'),
  tokensPerMinute: z.number().positive().optional().describe('Quota of tokens a minute, sent and answered together.'),
  concurrency: z.number().int().min(1).max(1000).optional().describe('Most requests under way at once, 10 by default.'),
  timeoutSeconds: z.number().positive().max(3600).optional().describe('How long an answer may take, 30 by default.'),
  batchCharacters: z.number().int().positive().optional().describe('Wanted size of a request in code points.'),
  pricePerMillion: z
    .number()
    .nonnegative()
    .optional()
    .describe("Price of a million characters or tokens sent, where it is not the provider's own."),
  pricePerMillionAnswered: z
    .number()
    .nonnegative()
    .optional()
    .describe('Price of a million characters or tokens answered.'),
  pricePerMillionCached: z
    .number()
    .nonnegative()
    .optional()
    .describe('Price of a million tokens sent that the service had kept from an earlier request.'),
  currency: z.string().length(3).optional().describe('Currency of the price, USD by default.'),
}

export type ProviderSettings = z.output<z.ZodObject<typeof common>> & Readonly<Record<string, unknown>>

/** What a provider is made from. */
export interface ProviderContext {
  readonly settings: ProviderSettings
  /** The environment with what `.env` adds. */
  readonly environment: Environment
  /** Text of `brief.md`, for providers that heed one. */
  readonly brief?: string
  /** Root of the project, for programs that are started there. */
  readonly root?: string
  /** Whether requests may come with similar sentences that were translated before. */
  readonly examples?: boolean
  /** What the project translates from and into, BCP 47. */
  readonly languages?: { readonly source: string; readonly target: string }
  /** Entries of the project's glossary; read only by providers that keep one at their service. */
  readonly terms?: () => readonly Term[]
  /** Told what somebody who runs a build has to know. */
  readonly notice?: (line: string) => void
  /** Told what is worth knowing under --verbose and nowhere else. */
  readonly note?: (line: string) => void
  /** What a text is: a sentence, for services that would cut it otherwise, where it is not said. */
  readonly segmentation?: 'sentence' | 'clause' | 'paragraph'
}
