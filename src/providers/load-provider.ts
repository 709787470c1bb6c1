/** Finds a provider by its name, built in or of the user's own, and loads it only then. */
import { distance } from 'fastest-levenshtein'
import { MuqabilError } from '../errors.ts'
import { override } from './override.ts'
import { loadOwnProvider } from './own-provider.ts'
import type { Price, Provider } from './provider.ts'
import { builtIn, providerNames } from './registry.ts'
import type { ProviderContext } from './provider-context.ts'

const NEAR = 3

/**
 * @param moduleUrl File URL of the user's module, when the name is a path.
 * @throws {MuqabilError} `provider-unknown` with the nearest name; `provider-module` when a module of the user's is
 *   not one; what the provider finds wrong in its settings.
 */
export async function loadProvider(context: ProviderContext, moduleUrl?: string): Promise<Provider> {
  const { name } = context.settings
  if (moduleUrl !== undefined) return withSettings(await loadOwnProvider(moduleUrl, name), context)
  const known = builtIn(name)
  if (known === undefined) {
    const nearest = providerNames.toSorted((a, b) => distance(a, name) - distance(b, name))[0]
    const close = nearest !== undefined && distance(nearest, name) <= NEAR
    throw new MuqabilError('provider-unknown', { name, known: providerNames, ...(close ? { nearest } : {}) })
  }
  return withSettings((await known.load()).create(context), context)
}

/** What the user's settings say goes before what the provider says of itself. */
function withSettings(provider: Provider, { settings }: ProviderContext): Provider {
  const { charactersPerMinute, requestsPerMinute, tokensPerMinute, batchCharacters, concurrency, timeoutSeconds } =
    settings
  const quota = { charactersPerMinute, requestsPerMinute, tokensPerMinute }
  const price = priceOf(provider.price, settings)
  return override(provider, {
    quota: { ...provider.quota, ...defined(quota) },
    ...defined({ batchCharacters, concurrency, timeoutSeconds }),
    ...(price ? { price } : {}),
  })
}

/** Prices that go with the one that is set keep their share of it. */
function priceOf(
  price: Price | undefined,
  { pricePerMillion, pricePerMillionAnswered, pricePerMillionCached, currency }: ProviderContext['settings'],
): Price | undefined {
  if ([pricePerMillion, pricePerMillionAnswered, pricePerMillionCached].every((each) => each === undefined))
    return price
  const { date: _date, ...known } = price ?? { unit: 'characters' as const, perMillion: 0, currency: 'USD', date: '' }
  const { perMillion: before, perMillionCached: cached, perMillionKept: kept } = known
  const share = (part: number | undefined): number | undefined =>
    part === undefined || before === 0 ? undefined : (part / before) * (pricePerMillion ?? before)
  return {
    ...known,
    ...defined({
      perMillion: pricePerMillion,
      perMillionAnswered: pricePerMillionAnswered,
      perMillionCached: pricePerMillionCached ?? share(cached),
      perMillionKept: share(kept),
      currency,
    }),
  }
}

/** Without the members that are undefined. */
function defined<Value extends object>(
  value: Value,
): { readonly [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    readonly [Key in keyof Value]?: Exclude<Value[Key], undefined>
  } // what is left has a value
}
