/** Finds a provider by its name, built in or of the user's own, and loads it only then. */
import { distance } from 'fastest-levenshtein'
import { z } from 'zod'
import { MuqabilError } from '../errors.ts'
import type { Limits, Provider } from './provider.ts'
import type { ProviderContext } from './settings.ts'

const builtIn: Readonly<Record<string, () => Promise<{ create(context: ProviderContext): Provider }>>> = {
  google: () => import('./google/index.ts'),
  pseudo: () => import('./pseudo/index.ts'),
}

/** Names of the built-in providers. */
const providerNames: readonly string[] = Object.keys(builtIn)

/** Small enough for any service of one's own. */
const DEFAULT_LIMITS: Limits = { characters: 5_000, elements: 50 }

const ownProvider = z.object({
  name: z.string().min(1),
  model: z.string().optional(),
  limits: z
    .object({
      characters: z.number().positive().optional(),
      elements: z.number().int().positive().optional(),
      bytes: z.number().positive().optional(),
    })
    .optional(),
  markup: z.enum(['html', 'placeholders']).optional(),
  quota: z
    .object({
      charactersPerMinute: z.number().positive().optional(),
      requestsPerMinute: z.number().positive().optional(),
    })
    .optional(),
  price: z.object({ perMillionCharacters: z.number().nonnegative(), currency: z.string() }).optional(),
  translate: z.custom<Provider['translate']>(
    (value) => typeof value === 'function',
    'a function translate({ texts, sourceLanguage, targetLanguage, signal })',
  ),
})

/**
 * @param moduleUrl File URL of the user's module, when the name is a path.
 * @throws {MuqabilError} `provider-unknown` with the nearest name; `provider-module` when a module of the user's is not one.
 */
export async function loadProvider(context: ProviderContext, moduleUrl?: string): Promise<Provider> {
  const { settings } = context
  if (moduleUrl !== undefined) return withSettings(await loadOwn(moduleUrl, settings.name), context)
  const load = Object.hasOwn(builtIn, settings.name) ? builtIn[settings.name] : undefined
  if (load === undefined) {
    const nearest = providerNames.toSorted((a, b) => distance(a, settings.name) - distance(b, settings.name))[0]
    const close = nearest !== undefined && distance(nearest, settings.name) <= 3
    throw new MuqabilError('provider-unknown', {
      name: settings.name,
      known: providerNames,
      ...(close ? { nearest } : {}),
    })
  }
  return withSettings((await load()).create(context), context)
}

/** Types and completion for a provider of one's own: `export default defineProvider({ name, translate })`. */
export function defineProvider<Own extends z.input<typeof ownProvider>>(provider: Own): Own {
  return provider
}

async function loadOwn(moduleUrl: string, file: string): Promise<Provider> {
  let loaded: unknown
  try {
    loaded = await import(moduleUrl)
  } catch (error) {
    throw new MuqabilError(
      'provider-module',
      { problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it throws' },
      { file },
      { cause: error },
    )
  }
  const own: unknown = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
  const parsed = ownProvider.safeParse(own)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new MuqabilError(
      'provider-module',
      { problem: own === undefined ? 'no default export' : `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` },
      { file },
    )
  }
  // The object itself is asked, not a copy: it may have state and further methods of the interface.
  const given = own as Provider // its members were checked above
  return {
    ...(parsed.data as Partial<Provider>),
    name: given.name,
    limits: { ...DEFAULT_LIMITS, ...given.limits },
    translate: (request) => given.translate(request),
    ...(typeof given.prepare === 'function'
      ? { prepare: (signal: AbortSignal) => given.prepare?.(signal) ?? Promise.resolve() }
      : {}),
    ...(typeof given.close === 'function' ? { close: () => given.close?.() ?? Promise.resolve() } : {}),
  }
}

/** What the user's settings say goes before what the provider says of itself. */
function withSettings(provider: Provider, { settings }: ProviderContext): Provider {
  const { charactersPerMinute, requestsPerMinute, pricePerMillion, currency } = settings
  const own: Partial<Provider> = {
    quota: {
      ...provider.quota,
      ...(charactersPerMinute === undefined ? {} : { charactersPerMinute }),
      ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    },
    ...(pricePerMillion === undefined
      ? {}
      : { price: { perMillionCharacters: pricePerMillion, currency: currency ?? provider.price?.currency ?? 'USD' } }),
  }
  return Object.assign(Object.create(Object.getPrototypeOf(provider) as object) as Provider, provider, own)
}
