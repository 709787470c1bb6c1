/** A provider of the user's own: a module with a default export. */
import { z } from 'zod'
import { MuqabilError } from '../errors.ts'
import { override } from './override.ts'
import type { Answer, Limits, Provider } from './provider.ts'

/** Small enough for any service of one's own. */
const DEFAULT_LIMITS: Limits = { characters: 5_000, elements: 50 }

const positive = z.number().positive().optional()

const ownProvider = z.object({
  name: z.string().min(1),
  model: z.string().optional(),
  variant: z.string().optional(),
  limits: z
    .object({
      characters: positive,
      elements: z.number().int().positive().optional(),
      bytes: positive,
      codeUnits: positive,
    })
    .optional(),
  markup: z.enum(['html', 'xml', 'placeholders']).optional(),
  quota: z.object({ charactersPerMinute: positive, requestsPerMinute: positive, tokensPerMinute: positive }).optional(),
  price: z
    .object({
      unit: z.enum(['characters', 'tokens']).default('characters'),
      perMillion: z.number().nonnegative(),
      perMillionAnswered: z.number().nonnegative().optional(),
      currency: z.string().length(3),
    })
    .optional(),
  batchCharacters: positive,
  concurrency: z.number().int().positive().optional(),
  timeoutSeconds: positive,
  context: z.union([z.boolean(), z.literal('neighbours')]).optional(),
  repeatable: z.boolean().optional(),
  textsAreRequests: z.boolean().optional(),
  slowStart: z.boolean().optional(),
  offline: z.boolean().optional(),
  translate: z.custom<Provider['translate']>(
    (value) => typeof value === 'function',
    'a function translate({ texts, sourceLanguage, targetLanguage, signal })',
  ),
})

const texts = z.array(
  z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
)
const amount = z.number().nonnegative().optional()

/** The texts are what is paid for: what else is said with them is left out where it cannot be. */
const ownAnswer = z.union([
  texts.transform((texts) => ({ texts })),
  z.object({
    texts,
    usage: z.object({ sent: amount, answered: amount, cached: amount, kept: amount }).optional().catch(undefined),
    announced: z.custom<Answer['announced']>(Array.isArray).optional().catch(undefined),
  }),
])

/** Types and completion for a provider of one's own: `export default defineProvider({ name, translate })`. */
export function defineProvider<Own extends z.input<typeof ownProvider>>(provider: Own): Own {
  return provider
}

/**
 * Loads the module and checks what it exports.
 *
 * @param file The path as the configuration names it, for messages.
 * @throws {MuqabilError} `provider-module` with what is wrong.
 */
export async function loadOwnProvider(moduleUrl: string, file: string): Promise<Provider> {
  let loaded: unknown
  try {
    loaded = await import(moduleUrl)
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it throws'
    throw new MuqabilError('provider-module', { problem }, { file }, { cause: error })
  }
  const own: unknown = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
  const parsed = ownProvider.safeParse(own)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const problem = own === undefined ? 'no default export' : `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
    throw new MuqabilError('provider-module', { problem }, { file })
  }
  const { price } = parsed.data // with its unit, which may be left out
  // The object itself is asked, not a copy: it may have state and further methods of the interface.
  const given = own as Provider // its members were checked above
  return override(given, {
    limits: { ...DEFAULT_LIMITS, ...given.limits },
    async translate(request) {
      const answer = ownAnswer.safeParse(await given.translate(request))
      if (!answer.success) throw new TypeError('an answer that is no list of texts')
      return answer.data as Answer // what is undefined in it counts as absent
    },
    ...(price && given.price ? { price: { ...given.price, unit: price.unit } } : {}),
  })
}
