/** From segments to requests: the one way that both a plan and a build go, so that they agree to the character. */
import { countCodePoints, type Content } from '../bitext/content.ts'
import type { Provider } from '../providers/provider.ts'
import { encodeMarkup } from './markup.ts'
import { packBatches } from './pack-batches.ts'

/** Something to translate, codes numbered from 1; items with equal keys are the same. */
export interface Item {
  readonly key: string
  readonly source: Content
}

/** An item in the form it is sent in. */
export interface Encoded extends Item {
  readonly text: string
  readonly characters: number
  readonly bytes: number
}

export interface WorkOptions {
  readonly provider: Pick<Provider, 'limits' | 'markup' | 'price' | 'quota'>
  /** Wanted size of a request in code points; small ones keep many in flight. */
  readonly batchCharacters: number
  readonly budget: Budget
}

/** Most that may be sent in a run; absent is no limit. */
export interface Budget {
  readonly maxCharacters?: number
  readonly maxCost?: number
}

export interface Work {
  readonly batches: readonly (readonly Encoded[])[]
  /** Over the provider's own limit alone: cannot be sent. */
  readonly tooLong: readonly Encoded[]
  /** Beyond the budget. */
  readonly beyond: readonly Encoded[]
}

/** A few thousand code points a request and many in flight are as fast as large ones, and lose less when one fails. */
export const BATCH_CHARACTERS = 5_000

/** Equal items once, in order, under the provider's limits and the budget. */
export function workOf(items: readonly Item[], { provider, batchCharacters, budget }: WorkOptions): Work {
  const distinct = [...new Map(items.toReversed().map((item) => [item.key, item])).values()].toReversed()
  const encoded = distinct.map((item): Encoded => {
    const text = encodeMarkup(item.source, provider.markup ?? 'placeholders')
    return { ...item, text, characters: countCodePoints(text), bytes: utf8Length(text) }
  })
  const fits = ({ characters, bytes }: Encoded): boolean =>
    characters <= provider.limits.characters && bytes <= (provider.limits.bytes ?? Infinity)
  const sendable = encoded.filter(fits)
  const most = charactersWithin(budget, provider.price?.perMillionCharacters ?? 0)
  let sum = 0
  let count = 0
  while (count < sendable.length && sum + (sendable[count]?.characters ?? 0) <= most)
    sum += sendable[count++]?.characters ?? 0
  return {
    batches: packBatches(sendable.slice(0, count), {
      characters: Math.min(batchCharacters, provider.limits.characters),
      elements: provider.limits.elements,
      ...(provider.limits.bytes === undefined ? {} : { bytes: provider.limits.bytes }),
    }),
    tooLong: encoded.filter((item) => !fits(item)),
    beyond: sendable.slice(count),
  }
}

/** Code points that the budget has room for. */
export function charactersWithin({ maxCharacters, maxCost }: Budget, perMillion: number): number {
  const byCost =
    maxCost === undefined || perMillion === 0 ? Infinity : Math.floor((maxCost * 1_000_000) / perMillion + 1e-6)
  return Math.min(maxCharacters ?? Infinity, byCost)
}

/** What a run without faults sends. */
export interface Estimate {
  readonly segments: number
  /** Unicode code points as sent, markup included. */
  readonly characters: number
  readonly requests: number
  readonly cost: number
  readonly currency: string
  /** The least time the quota allows, in seconds. */
  readonly seconds: number
}

export function estimateOf({ batches }: Work, provider: Pick<Provider, 'price' | 'quota' | 'offline'>): Estimate {
  const items = batches.flat()
  if (provider.offline)
    return {
      segments: items.length,
      characters: 0,
      requests: 0,
      cost: 0,
      currency: provider.price?.currency ?? 'USD',
      seconds: 0,
    }
  const characters = items.reduce((sum, item) => sum + item.characters, 0)
  const { charactersPerMinute = Infinity, requestsPerMinute = Infinity } = provider.quota ?? {}
  return {
    segments: items.length,
    characters,
    requests: batches.length,
    cost: costOf(characters, provider),
    currency: provider.price?.currency ?? 'USD',
    seconds: 60 * Math.max(characters / charactersPerMinute, batches.length / requestsPerMinute),
  }
}

export function costOf(characters: number, { price }: Pick<Provider, 'price'>): number {
  return (characters * (price?.perMillionCharacters ?? 0)) / 1_000_000
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
