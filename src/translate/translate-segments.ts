/** Sends what is to be translated, to one provider or to several in turn, and takes only what may stand. */
import type { Provider, Usage } from '../providers/provider.ts'
import type { Clock } from './clock.ts'
import type { Judged } from './judge.ts'
import { runLane, type Left, type Stop } from './lane.ts'
import { mostCostOf } from './cost.ts'
import { createLedger, type Budget } from './ledger.ts'
import type { Pacer } from './pacer.ts'
import { distinct, type ContextOf, type Item } from './work.ts'

export interface TranslateOptions {
  readonly items: readonly Item[]
  /** Tried in order: the next one is asked for what the one before cannot do. */
  readonly providers: readonly Provider[]
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly clock: Clock
  readonly budget: Budget
  /** What runs that did not come to their end had spent of the same budget. */
  readonly spentBefore?: Spent
  readonly contextOf?: ContextOf
  readonly journal: Journal
  /** A pace that is shared with others; one of the run's own where it gives none. */
  readonly pacerOf?: (provider: Provider, clock: Clock) => Pacer | undefined
  /** Accepted answers, durable already, and what the run has cost so far. */
  readonly onAnswers: (answers: readonly Judged[], provider: Provider, cost: number) => void
  /** A segment that was asked for and has no acceptable answer from anyone. */
  readonly onFailure: (failure: FailedItem) => void
  readonly onFault?: (fault: { readonly code: string; readonly message: string }) => void
  /** A provider is asked no more, and the next one takes over. */
  readonly onTakeover?: (takeover: {
    readonly from: Provider
    readonly to: Provider
    readonly segments: number
    readonly reason: string
  }) => void
  /** Aborted: nothing new is sent, what is in flight is finished. */
  readonly signal?: AbortSignal
  /** Aborted: what is in flight is cut off. */
  readonly stopNow?: AbortSignal
}

/** Unicode code points, and money in the currency of the prices. */
export interface Spent {
  readonly characters: number
  readonly cost: number
}

/** Where answers are kept before anything else happens to them. */
export interface Journal {
  /** Notes a request that is about to be sent, and the most that it can cost. @returns A ticket for `settle`. */
  begin(provider: Provider, most: Spent): Promise<number> | number
  /** Notes its end, whatever it was, and what the run counts for in its budget so far; the accepted answers are durable when it resolves. */
  settle(ticket: number, answers: readonly Judged[], provider: Provider, heldSoFar: Spent): Promise<void>
}

export interface FailedItem {
  readonly key: string
  readonly code: string
  readonly reason: string
}

/** What one provider was sent. */
export interface SentTo {
  readonly name: string
  readonly model?: string
  readonly segments: number
  readonly requests: number
  /** Unicode code points that may have been billed, repeated ones too. */
  readonly charactersSent: number
  /** What is billed, by the service's own count where it says. */
  readonly billed: Usage & { readonly unit: 'characters' | 'tokens' }
  readonly cost: number
  readonly currency: string
  /** It bills, and how much is not known: no cost is counted. */
  readonly unpriced?: true
}

export interface Sent {
  readonly charactersSent: number
  readonly requests: number
  readonly cost: number
  /** What it counts for in a budget that goes on after it. */
  readonly held: Spent
  readonly providers: readonly SentTo[]
  /** How many of the first providers are not to be asked any more, whatever else there is. */
  readonly over: number
  /** Why nobody was asked any more although something was left. */
  readonly stopped?: { readonly code: string; readonly message: string }
}

export const NOTHING_SENT: Sent = {
  charactersSent: 0,
  requests: 0,
  cost: 0,
  held: { characters: 0, cost: 0 },
  providers: [],
  over: 0,
}

/** Resolves when everything was answered, refused, or is not to be sent any more. Never rejects for a provider's fault. */
export async function translateSegments(options: TranslateOptions): Promise<Sent> {
  const {
    providers,
    sourceLanguage,
    targetLanguage,
    clock,
    budget,
    contextOf,
    journal,
    onAnswers,
    onFault,
    onTakeover,
    onFailure,
  } = options
  const ledger = createLedger(budget, options.spentBefore)
  const costSoFar = (): number => providers.reduce((sum, each) => sum + ledger.spent(each).cost, 0)
  const answered = new Map<Provider, number>()
  const [signal, stopNow] = [
    options.signal ?? new AbortController().signal,
    options.stopNow ?? new AbortController().signal,
  ]
  let items: readonly Item[] = distinct(options.items)
  let refused: Left['refused'] = []
  let stop: Stop | undefined
  let over = 0
  for (const [index, provider] of providers.entries()) {
    const pacer = options.pacerOf?.(provider, clock)
    const left = await runLane(items, {
      provider,
      sourceLanguage,
      targetLanguage,
      clock,
      ledger,
      signal,
      stopNow,
      ...(contextOf ? { contextOf } : {}),
      ...(pacer ? { pacer } : {}),
      begin: ({ characters, sizing }) => journal.begin(provider, { characters, cost: mostCostOf(sizing, provider) }),
      async settle(ticket, accepted) {
        await journal.settle(ticket, accepted, provider, ledger.held)
        answered.set(provider, (answered.get(provider) ?? 0) + accepted.length)
        if (accepted.length > 0) onAnswers(accepted, provider, costSoFar())
      },
      onFault: onFault ?? (() => undefined),
    })
    const unasked = new Set(left.unasked)
    refused = [...refused.filter(({ item }) => unasked.has(item)), ...left.refused]
    stop = left.stop
    if (stop && over === index) over++
    items = inOrder(items, [...left.refused.map(({ item }) => item), ...left.unasked])
    const next = providers[index + 1]
    if (items.length === 0 || stop?.all || next === undefined) break
    onTakeover?.({
      from: provider,
      to: next,
      segments: items.length,
      reason: stop?.message ?? left.refused[0]?.reason ?? '',
    })
  }
  for (const { item, code, reason } of refused) onFailure({ key: item.key, code, reason })
  const sent = providers.map((provider) => sentTo(provider, ledger.spent(provider), answered.get(provider) ?? 0))
  const sum = (value: (each: SentTo) => number): number => sent.reduce((total, each) => total + value(each), 0)
  return {
    charactersSent: sum((each) => each.charactersSent),
    requests: sum((each) => each.requests),
    cost: sum((each) => each.cost),
    held: ledger.held,
    providers: sent.filter(({ requests, segments }) => requests > 0 || segments > 0),
    over,
    ...(stop && items.length > 0 ? { stopped: { code: stop.code, message: stop.message } } : {}),
  }
}

function inOrder(items: readonly Item[], some: readonly Item[]): readonly Item[] {
  const wanted = new Set(some)
  return items.filter((item) => wanted.has(item))
}

function sentTo(
  provider: Provider,
  { requests, characters, billed, cost }: ReturnType<ReturnType<typeof createLedger>['spent']>,
  segments: number,
): SentTo {
  const { name, model, price, offline, unpriced } = provider
  return {
    name,
    ...(model === undefined ? {} : { model }),
    segments,
    requests: offline ? 0 : requests,
    charactersSent: offline ? 0 : characters,
    billed: { ...billed, unit: price?.unit ?? 'characters' },
    cost,
    currency: price?.currency ?? 'USD',
    ...(unpriced ? { unpriced } : {}),
  }
}
