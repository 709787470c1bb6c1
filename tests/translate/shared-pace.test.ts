/** The pace that machines share: never over the quota in any minute, first come first served, and hardly below it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  announced,
  FIRST_STATE,
  paused,
  slowedDown,
  takePlace,
  type PaceState,
  type Quotas,
  type Sizes,
} from '../../src/translate/shared-pace.ts'

const MINUTE = 60_000
const QUOTAS = { characters: 600_000, requests: 600 } satisfies Quotas
const START = 1_800_000_000_000

interface Sent {
  readonly at: number
  readonly sizes: Sizes
}

/** Most that passed in any minute. */
function most(sent: readonly Sent[], of: keyof Sizes): number {
  let [first, sum, highest] = [0, 0, 0]
  for (const { at, sizes } of sent) {
    sum += sizes[of]
    for (let oldest = sent[first]; oldest !== undefined && oldest.at <= at - MINUTE; oldest = sent[first]) {
      sum -= oldest.sizes[of]
      first++
    }
    highest = Math.max(highest, sum)
  }
  return highest
}

function sendAll(
  all: readonly { readonly sizes: Sizes; readonly wait: number }[],
  quotas: Quotas = QUOTAS,
): readonly Sent[] {
  let state: PaceState = FIRST_STATE
  let now = START
  return all.map(({ sizes, wait }) => {
    now += wait
    const taken = takePlace(state, { sizes, quotas, now })
    // As the database keeps it.
    state = JSON.parse(JSON.stringify(taken.state)) as PaceState
    return { at: taken.at, sizes }
  })
}

const requests = fc.array(
  fc.record({
    sizes: fc.record({
      characters: fc.integer({ min: 1, max: 30_000 }),
      requests: fc.constant(1),
      tokens: fc.constant(0),
    }),
    wait: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 20_000 })),
  }),
  { minLength: 50, maxLength: 400 },
)

test('in no minute does more pass than the quota, and nobody overtakes', () => {
  fc.assert(
    fc.property(requests, (all) => {
      const sent = sendAll(all)
      expect(most(sent, 'characters')).toBeLessThanOrEqual(QUOTAS.characters)
      expect(most(sent, 'requests')).toBeLessThanOrEqual(QUOTAS.requests)
      expect(sent.every(({ at }, index) => index === 0 || at >= (sent[index - 1]?.at ?? 0))).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('all of a quota is used: no more than a twentieth more time than it needs', () => {
  const sizes = { characters: 5_000, requests: 1, tokens: 0 }
  const sent = sendAll(Array.from({ length: 2_000 }, () => ({ sizes, wait: 0 })))
  const span = (sent.at(-1)?.at ?? 0) - (sent[0]?.at ?? 0)
  const least = ((2_000 * 5_000 - 5_000) / QUOTAS.characters) * MINUTE
  expect(span / least).toBeLessThan(1.05)
})

test('a request as large as the quota goes alone', () => {
  const sizes = { characters: 600_000, requests: 1, tokens: 0 }
  const sent = sendAll([sizes, sizes, sizes].map((each) => ({ sizes: each, wait: 0 })))
  expect(most(sent, 'characters')).toBe(600_000)
})

test('without a quota nobody waits', () => {
  const sizes = { characters: 1e9, requests: 1, tokens: 1e9 }
  expect(
    sendAll(
      Array.from({ length: 10 }, () => ({ sizes, wait: 0 })),
      {},
    ).every(({ at }) => at === START),
  ).toBe(true)
})

describe('what the service says', () => {
  const sizes = { characters: 1_000, requests: 1, tokens: 0 }

  test('a pause holds for all, those who were promised a place ask again, and not all go at its end', () => {
    const before = takePlace(FIRST_STATE, { sizes, quotas: QUOTAS, now: START }).state
    const after = paused(before, START + 30_000, QUOTAS)
    expect(after.epoch).toBeGreaterThan(before.epoch)
    let state = after
    const at = Array.from({ length: 20 }, () => {
      const taken = takePlace(state, { sizes, quotas: QUOTAS, now: START + 1 })
      state = taken.state
      return taken.at
    })
    expect(Math.min(...at)).toBeGreaterThanOrEqual(START + 30_000)
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(1_000)
    // A shorter one changes nothing.
    expect(paused(after, START + 10_000, QUOTAS)).toBe(after)
  })

  test('a refusal lowers what is believed, once for requests that were under way together; then it grows again', () => {
    let state = FIRST_STATE
    for (let index = 0; index < 300; index++)
      state = takePlace(state, { sizes, quotas: QUOTAS, now: START + index * 100 }).state
    const now = START + 30_000
    const slowed = slowedDown(state, { sentAt: now - 10, quotas: QUOTAS, now })
    expect(slowedDown(slowed, { sentAt: now - 5, quotas: QUOTAS, now: now + 10 })).toBe(slowed)
    const gap = (from: PaceState, time: number): number => {
      const first = takePlace(from, { sizes, quotas: QUOTAS, now: time })
      return takePlace(first.state, { sizes, quotas: QUOTAS, now: time }).at - first.at
    }
    const full = (1_000 / QUOTAS.characters) * MINUTE
    expect(gap(slowed, now + 1)).toBeGreaterThan(full * 1.2)
    // The bucket is full after a rest, so what is looked at is the rate behind it.
    const later = Array.from({ length: 30 }).reduce<PaceState>(
      (each) => takePlace(each, { sizes, quotas: QUOTAS, now: now + 20 * MINUTE }).state,
      slowed,
    )
    expect(gap(later, now + 20 * MINUTE)).toBeLessThan(full * 1.2)
  })

  test('an announced quota counts where it is lower than ours', () => {
    const state = announced(FIRST_STATE, 'requests', 60)
    const first = takePlace(state, { sizes, quotas: QUOTAS, now: START })
    const second = takePlace(first.state, { sizes, quotas: QUOTAS, now: START })
    expect(second.at - first.at).toBeGreaterThan(900)
    expect(announced(state, 'requests', 100)).toBe(state)
  })
})
