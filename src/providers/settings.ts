/** Settings of a provider as the configuration has them. */
import { z } from 'zod'

/** Keys are never among them: they come from the environment. */
export const providerSettings = z.strictObject({
  name: z.string().min(1).describe('A built-in provider, or the path of a module such as "./my-provider.ts".'),
  api: z
    .enum(['grpc', 'rest', 'v2'])
    .optional()
    .describe('google: the way to ask. "grpc" unless only GOOGLE_API_KEY is set.'),
  project: z
    .string()
    .min(1)
    .optional()
    .describe('google: the project that is billed; else GOOGLE_CLOUD_PROJECT or the credentials say.'),
  location: z.string().min(1).optional().describe('google: region of the model, "global" by default.'),
  model: z
    .string()
    .min(1)
    .optional()
    .describe('google: "general/nmt" (default), "general/translation-llm", or a custom model.'),
  labels: z.record(z.string(), z.string()).optional().describe('google: labels on the bill.'),
  glossary: z.string().min(1).optional().describe("google: a glossary resource's id or full name."),
  endpoint: z.url().optional().describe('Host and port; http means no TLS and no credentials (a local server).'),
  charactersPerMinute: z.number().positive().optional().describe('Quota of code points a minute.'),
  requestsPerMinute: z.number().positive().optional().describe('Quota of requests a minute.'),
  concurrency: z.number().int().min(1).max(1000).optional().describe('Requests under way at once, 10 by default.'),
  timeoutSeconds: z.number().positive().max(3600).optional().describe('How long an answer may take, 30 by default.'),
  batchCharacters: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Wanted size of a request in code points, 5000 by default.'),
  pricePerMillion: z
    .number()
    .nonnegative()
    .optional()
    .describe("Price of a million characters, where it is not the provider's own."),
  currency: z.string().length(3).optional().describe('Currency of the price, USD by default.'),
})

export type ProviderSettings = z.output<typeof providerSettings>

/** What a provider is made from. */
export interface ProviderContext {
  readonly settings: ProviderSettings
  /** The environment with what `.env` adds. */
  readonly environment: Readonly<Record<string, string | undefined>>
}
