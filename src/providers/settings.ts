/** Settings of a provider as the configuration has them. Keys are never among them: they come from the environment. */
import { z } from 'zod'
import type { About } from './about.ts'
import { common } from './provider-context.ts'
import { builtIn, builtIns } from './registry.ts'

const own = Object.assign({}, ...builtIns.map(({ about }) => about.settings)) as About['settings'] // a union of records

/** A setting that several providers have takes what each of them says: which value goes with which is checked beside it. */
const shared = Object.keys(own).filter((key) => builtIns.filter(({ about }) => key in about.settings).length > 1)

/** Every setting that some provider has. */
const every = z.strictObject({
  ...common,
  ...own,
  ...Object.fromEntries(shared.map((key) => [key, anyOf(key)])),
})

function anyOf(key: string): z.ZodType {
  const [first = z.never(), ...others] = new Set(builtIns.flatMap(({ about }) => about.settings[key] ?? []))
  return others.length === 0 ? first : z.union([first, ...others]).describe(first.description ?? '')
}

/** What is not a setting of the provider that is named is refused, as an unknown one is. */
export const providerSettings = every.superRefine((settings, context) => {
  const { currency, pricePerMillion, pricePerMillionAnswered, pricePerMillionCached } = settings
  const prices = [pricePerMillion, pricePerMillionAnswered, pricePerMillionCached]
  if (currency !== undefined && prices.every((price) => price === undefined))
    context.addIssue({ code: 'custom', path: ['currency'], message: 'pricePerMillion beside it, in that currency' })
  const known = builtIn(settings.name)
  if (known === undefined) return
  for (const key of Object.keys(settings)) {
    if (settingNames(settings.name).includes(key)) continue
    context.addIssue({ code: 'unrecognized_keys', keys: [key], path: [], message: `Unrecognized key: "${key}"` })
  }
  const given: Readonly<Record<string, unknown>> = settings
  for (const key of shared) {
    const parsed = known.about.settings[key]?.safeParse(given[key])
    for (const { path, message } of parsed?.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [key, ...path], message })
  }
})

/** Names of the settings that a provider has: all providers' without a name. */
export function settingNames(name?: string): readonly string[] {
  const about = name === undefined ? undefined : builtIn(name)?.about
  const known = name === undefined ? own : (about?.settings ?? {})
  return [...Object.keys(common).filter((key) => !about?.without?.includes(key)), ...Object.keys(known)]
}
