/** What a run may spend and has spent: reserved before a request goes out, settled when it is known what it came to. */
import type { Provider, Sizing, Usage } from '../providers/provider.ts'
import { costOf, mostCostOf } from './cost.ts'

/** Most that may be sent in a run; absent is no limit. */
export interface Budget {
  /** Code points. */
  readonly maxCharacters?: number
  /** In the price's currency. */
  readonly maxCost?: number
}

/** What a provider was sent, and what that cost. */
export interface Spending {
  readonly requests: number
  /** Code points of all requests that may have been billed, repeated ones too. */
  readonly characters: number
  /** In the units of the price, by the service's own count where it says. */
  readonly billed: Usage
  readonly cost: number
}

export interface Reservation {
  /**
   * The request was answered, or may have been: what it came to, as far as the service says. What it does not say is
   * accounted as it was to be expected, and held against the budget as the most that it can be.
   */
  settle(usage?: Usage): void
  /** The service refused it: nothing is billed. */
  refuse(): void
  /** It was not sent. */
  release(): void
}

export interface Ledger {
  /** Undefined: the budget has no room for it now. */
  reserve(provider: Provider, size: Size): Reservation | undefined
  spent(provider: Provider): Spending
  /** What the requests that are over count for in the budget: of what no service said, the most that it can be. */
  readonly held: { readonly characters: number; readonly cost: number }
  /** There is a most for characters: none of them are for second copies. */
  readonly isTight: boolean
}

/** A request's size: code points as sent, and units of the price. */
export interface Size {
  readonly characters: number
  readonly sizing: Sizing
}

/** Rounding in sums of money must not refuse the last request that fits. */
const HAIR = 1e-9
const NOTHING: Spending = { requests: 0, characters: 0, billed: { sent: 0, answered: 0 }, cost: 0 }

export function addUsage(one: Usage, other: Usage): Usage {
  const sum = (unit: keyof Usage): number => (one[unit] ?? 0) + (other[unit] ?? 0)
  const [cached, kept] = [sum('cached'), sum('kept')]
  return {
    sent: sum('sent'),
    answered: sum('answered'),
    ...(cached > 0 ? { cached } : {}),
    ...(kept > 0 ? { kept } : {}),
  }
}

/** @param before What runs that did not come to their end had spent of the same budget. */
export function createLedger(
  { maxCharacters = Infinity, maxCost = Infinity }: Budget,
  before = { characters: 0, cost: 0 },
): Ledger {
  // Not by name: two of a chain may have the same one, and other models.
  const spending = new Map<Provider, Spending>()
  const reserved = { ...before }
  const held = { characters: 0, cost: 0 }
  const add = (provider: Provider, more: Spending): void => {
    const own = spending.get(provider) ?? NOTHING
    spending.set(provider, {
      requests: own.requests + more.requests,
      characters: own.characters + more.characters,
      billed: addUsage(own.billed, more.billed),
      cost: own.cost + more.cost,
    })
  }

  return {
    reserve(provider, { characters, sizing }) {
      const most = mostCostOf(sizing, provider)
      if (reserved.characters + characters > maxCharacters || reserved.cost + most > maxCost + HAIR) return undefined
      reserved.characters += characters
      reserved.cost += most
      const release = (): void => {
        reserved.characters -= characters
        reserved.cost -= most
      }
      return {
        settle(usage) {
          const billed = { sent: sizing.sent, answered: sizing.answered, ...usage }
          const counted = mostCostOf(sizing, provider, usage)
          reserved.cost += counted - most
          held.characters += characters
          held.cost += counted
          add(provider, { requests: 1, characters, billed, cost: costOf(billed, provider) })
        },
        refuse() {
          release()
          add(provider, { ...NOTHING, requests: 1 })
        },
        release,
      }
    },
    spent: (provider) => spending.get(provider) ?? NOTHING,
    get held() {
      return { ...held }
    },
    isTight: maxCharacters !== Infinity,
  }
}
