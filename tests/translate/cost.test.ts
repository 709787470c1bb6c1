/** What a request costs, and what it costs at most. */
import { describe, expect, test } from 'vitest'
import type { Provider } from '../../src/providers/provider.ts'
import { costOf, mostCostOf } from '../../src/translate/cost.ts'
import { createLedger } from '../../src/translate/ledger.ts'

const price = {
  unit: 'tokens',
  perMillion: 2,
  perMillionAnswered: 10,
  perMillionCached: 0.1,
  perMillionKept: 2.5,
  currency: 'USD',
} as const
const sizing = { sent: 1_000, answered: 500, mostSent: 4_000, mostAnswered: 2_000 }
const provider: Provider = {
  name: 'p',
  limits: { characters: 1, elements: 1 },
  price,
  translate: () => Promise.resolve([]),
}

test.each([
  ['plain', { sent: 1_000_000 }, 2],
  ['answered', { answered: 1_000_000 }, 10],
  ['read before', { sent: 1_000_000, cached: 600_000 }, 0.8 + 0.06],
  ['kept for later', { sent: 1_000_000, kept: 600_000 }, 0.8 + 1.5],
  ['more read before than sent, which cannot be', { sent: 10, cached: 1_000_000 }, 0.1],
])('%s', (_, usage, cost) => expect(costOf(usage, provider)).toBeCloseTo(cost, 9))

test('what has no price of its own costs what all does; without a price nothing costs', () => {
  expect(
    costOf({ sent: 1_000_000, cached: 1_000_000 }, { price: { unit: 'tokens', perMillion: 2, currency: 'USD' } }),
  ).toBe(2)
  expect(costOf({ sent: 1_000_000 }, {})).toBe(0)
  expect(mostCostOf(sizing, {})).toBe(0)
})

describe('at most', () => {
  test('all that is sent may be kept, at the dearer price', () =>
    expect(mostCostOf(sizing, provider)).toBeCloseTo((4_000 * 2.5 + 2_000 * 10) / 1e6, 12))

  test('what the service says counts as it says', () =>
    expect(mostCostOf(sizing, provider, { sent: 1_100, cached: 100, answered: 400 })).toBeCloseTo(
      (1_000 * 2 + 10 + 4_000) / 1e6,
      12,
    ))

  test('of what it does not say the most is held, and the usual is accounted', () => {
    const ledger = createLedger({ maxCost: 0.05 })
    ledger.reserve(provider, { characters: 10, sizing })?.settle()
    expect(ledger.spent(provider).cost).toBeCloseTo((1_000 * 2 + 500 * 10) / 1e6, 12)
    expect(ledger.reserve(provider, { characters: 10, sizing })).toBeUndefined()
    const told = createLedger({ maxCost: 0.05 })
    told.reserve(provider, { characters: 10, sizing })?.settle({ sent: 1_000, answered: 500 })
    expect(told.reserve(provider, { characters: 10, sizing })).toBeDefined()
  })
})
