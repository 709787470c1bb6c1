/** What a run without faults sends: the requests it would make, counted. */
import type { Provider } from '../providers/provider.ts'
import { costOf, mostCostOf } from './cost.ts'
import { createLedger, type Budget } from './ledger.ts'
import { distinct, requestsOf, shareOf, sizeOfRequest, type ContextOf, type Item, type Task } from './work.ts'

export interface Estimate {
  readonly segments: number
  /** Unicode code points as sent, markup included. */
  readonly characters: number
  readonly requests: number
  /** What is to be expected. */
  readonly cost: number
  /** What it cannot exceed; more than `cost` where answers are billed, whose length nobody knows. */
  readonly mostCost: number
  readonly currency: string
  /** The service bills, and how much is not known: no cost is counted. */
  readonly unpriced?: true
  /** The least time the quota allows, in seconds. */
  readonly seconds: number
  /** Segments that the budget has no room for; absent: none. */
  readonly left?: number
}

export interface EstimateOptions {
  readonly provider: Provider
  readonly budget: Budget
  /** What runs that did not come to their end had spent of the budget. */
  readonly before?: { readonly characters: number; readonly cost: number }
}

/** The estimate of a run in portions. */
export interface Estimating {
  /** @param items That would be asked for together. */
  readonly add: (items: readonly Item[], contextOf?: ContextOf) => void
  readonly estimate: () => Estimate
}

export function estimateOf(
  items: readonly Item[],
  { contextOf, ...options }: EstimateOptions & { readonly contextOf?: ContextOf },
): Estimate {
  const { add, estimate } = startEstimate(options)
  add(items, contextOf)
  return estimate()
}

export function startEstimate({ provider, budget, before }: EstimateOptions): Estimating {
  const currency = provider.price?.currency ?? 'USD'
  const ledger = createLedger(budget, before)
  let [segments, characters, requests, cost, mostCost] = [0, 0, 0, 0, 0]
  const taken = { characters: 0, requests: 0, tokens: 0 }
  /** What the budget has no room for; behind the first there is none for anything. */
  let left = 0

  function count(batch: readonly Task[], contextOf: ContextOf | undefined): void {
    const sizeOf = (tasks: readonly Task[]): ReturnType<typeof sizeOfRequest> =>
      sizeOfRequest(tasks, provider, provider.context ? contextOf?.(tasks.map(({ item }) => item)) : undefined)
    const tasks = withinBudget(batch, (some) => ledger.reserve(provider, sizeOf(some)) !== undefined)
    segments += tasks.length
    left = batch.length - tasks.length
    if (tasks.length === 0) return
    const size = sizeOf(tasks)
    const { sizing } = size
    characters += size.characters
    requests++
    cost += costOf(sizing, provider)
    mostCost += mostCostOf(sizing, provider)
    const share = shareOf(tasks, size, provider)
    taken.characters += share.characters
    taken.requests += share.requests
    taken.tokens += share.tokens
  }

  return {
    add(items, contextOf) {
      for (const batch of requestsOf(distinct(items), provider, () => undefined)) {
        if (left > 0) left += batch.length
        else count(batch, contextOf)
      }
    },
    estimate() {
      const over = left > 0 ? { left } : {}
      const nothing = { characters: 0, requests: 0, cost: 0, mostCost: 0, currency, seconds: 0 }
      if (provider.offline) return { segments, ...nothing, ...over }
      const {
        charactersPerMinute = Infinity,
        requestsPerMinute = Infinity,
        tokensPerMinute = Infinity,
      } = provider.quota ?? {}
      const minutes = Math.max(
        taken.characters / charactersPerMinute,
        taken.requests / requestsPerMinute,
        taken.tokens / tokensPerMinute,
      )
      const counts = { segments, characters, requests, cost, mostCost, currency, seconds: 60 * minutes, ...over }
      return provider.unpriced ? { ...counts, unpriced: true } : counts
    },
  }
}

/** The longest beginning of a request that `reserve` has room for; reserved when it is given back. */
export function withinBudget(tasks: readonly Task[], reserve: (tasks: readonly Task[]) => boolean): readonly Task[] {
  if (reserve(tasks)) return tasks
  // By halves would miss the last one that fits: budgets are small when this happens, and so are requests.
  for (let count = tasks.length - 1; count > 0; count--) {
    const some = tasks.slice(0, count)
    if (reserve(some)) return some
  }
  return []
}
