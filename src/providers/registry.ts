/** The built-in providers: what is known of each, and how it is loaded. */
import type { About } from './about.ts'
import { about as anthropic } from './anthropic/about.ts'
import { about as amazon } from './amazon/about.ts'
import { about as azure } from './azure/about.ts'
import { about as command } from './command/about.ts'
import { about as deepl } from './deepl/about.ts'
import { about as google } from './google/about.ts'
import { about as libretranslate } from './libretranslate/about.ts'
import { about as local } from './local/about.ts'
import { about as openai } from './openai/about.ts'
import type { Provider } from './provider.ts'
import { about as pseudo } from './pseudo/about.ts'
import type { ProviderContext } from './provider-context.ts'

export interface BuiltIn {
  readonly about: About
  readonly load: () => Promise<{ create(context: ProviderContext): Provider }>
}

/** In the order in which one is chosen when none is named. */
export const builtIns: readonly BuiltIn[] = [
  { about: google, load: () => import('./google/index.ts') },
  { about: deepl, load: () => import('./deepl/index.ts') },
  { about: azure, load: () => import('./azure/index.ts') },
  { about: libretranslate, load: () => import('./libretranslate/index.ts') },
  { about: openai, load: () => import('./openai/index.ts') },
  { about: anthropic, load: () => import('./anthropic/index.ts') },
  { about: amazon, load: () => import('./amazon/index.ts') },
  { about: command, load: () => import('./command/index.ts') },
  { about: local, load: () => import('./local/index.ts') },
  { about: pseudo, load: () => import('./pseudo/index.ts') },
]

/** Names of the built-in providers. */
export const providerNames: readonly string[] = builtIns.map(({ about }) => about.name)

export function builtIn(name: string): BuiltIn | undefined {
  return builtIns.find(({ about }) => about.name === name)
}
