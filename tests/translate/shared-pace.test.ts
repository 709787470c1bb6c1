/** The pace that machines share: never over the quota in any minute, first come first served, and hardly below it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  announced,
  FIRST_STATE,
  paused,
  slowedDown,
  type PaceState,
  type Quotas,
  type Sizes,
} from '../../src/translate/shared-pace.ts'
import { takePlace } from '../../src/translate/take-place.ts'
import { runLine, type Sent } from './run-line.ts'

const MINUTE = 60_000
const QUOTAS = { characters: 600_000, requests: 600 } satisfies Quotas
const START = 1_800_000_000_000

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

const ofCharacters = (characters: number): Sizes => ({ characters, requests: 1, tokens: 0 })
const same = (times: number, sizes: Sizes): readonly Sizes[] => Array.from({ length: times }, () => sizes)
const span = (sent: readonly Sent[]): number => (sent.at(-1)?.at ?? 0) - (sent[0]?.at ?? 0)
const sum = (sent: readonly Sent[]): number => sent.reduce((all, { sizes }) => all + sizes.characters, 0)

const sizes = fc.integer({ min: 1, max: 30_000 }).map(ofCharacters)
const processes = fc.array(fc.array(sizes, { maxLength: 60 }), { minLength: 1, maxLength: 8 })
const kills = fc.array(fc.record({ at: fc.nat(90_000), process: fc.nat(7) }), { maxLength: 40 })
const lateness = fc.array(fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(2_000)), { minLength: 1 })

test('in no minute does more pass than the quota, whoever is killed and however late the others come', () => {
  fc.assert(
    fc.property(processes, kills, lateness, (each, killed, lates) => {
      const { sent } = runLine({
        processes: each,
        quotas: QUOTAS,
        start: START,
        kills: killed.map(({ at, process }) => ({ at: START + at, process })),
        late: (turn) => lates[turn % lates.length] ?? 0,
      })
      expect(sent).toHaveLength(each.flat().length)
      expect(most(sent, 'characters')).toBeLessThanOrEqual(QUOTAS.characters)
      expect(most(sent, 'requests')).toBeLessThanOrEqual(QUOTAS.requests)
    }),
    { numRuns: 200 },
  )
})

/** In it a request as large as the largest has passed: the pace will not become slower for one. */
const USUAL = takePlace(FIRST_STATE, { id: '', sizes: ofCharacters(30_000), quotas: QUOTAS, now: START }).state

test('whoever asks is told when he will go, and does not go later, whoever comes or is killed after him', () => {
  fc.assert(
    fc.property(processes, kills, (each, killed) => {
      const { sent } = runLine({
        processes: each,
        quotas: QUOTAS,
        start: START,
        state: USUAL,
        kills: killed.map(({ at, process }) => ({ at: START + at, process })),
      })
      for (const { at, due } of sent) expect(at - due).toBeLessThan(3)
    }),
    { numRuns: 200 },
  )
})

test.each([
  { characters: 500, most: 2 },
  { characters: 10_000, most: 5 },
])('a request of $characters characters asks at most $most times', ({ characters, most: times }) => {
  const { sent, asked } = runLine({
    processes: Array.from({ length: 20 }, () => same(50, ofCharacters(characters))),
    quotas: { characters: QUOTAS.characters },
    start: START,
  })
  expect(asked / sent.length).toBeLessThanOrEqual(times)
})

test('all of a quota is used: no more than a twentieth more time than it needs', () => {
  for (const count of [1, 3, 10]) {
    const { sent } = runLine({
      processes: Array.from({ length: count }, () => same(Math.ceil(2_000 / count), ofCharacters(5_000))),
      quotas: QUOTAS,
      start: START,
    })
    expect(span(sent) / (((sum(sent) - 5_000) / QUOTAS.characters) * MINUTE)).toBeLessThan(1.05)
  }
})

describe('a process is killed while it waits', () => {
  test('others go instead: nothing of the quota is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ after: fc.integer({ min: 1_000, max: 5_000 }), process: fc.nat(2) })), (all) => {
        let at = START
        const { sent } = runLine({
          processes: [1, 2, 3].map(() => same(100, ofCharacters(10_000))),
          quotas: QUOTAS,
          start: START,
          kills: all.map(({ after, process }) => ({ at: (at += after), process })),
        })
        expect(sent).toHaveLength(300)
        // Ends where one process is left, which starts again, are not the pace's.
        const busy = sent.slice(0, 250)
        expect(span(busy) / (((sum(busy) - 10_000) / QUOTAS.characters) * MINUTE)).toBeLessThan(1.05)
      }),
      { numRuns: 100 },
    )
  })

  test('the next one comes a little later to see, and goes instead', () => {
    const ask = (state: PaceState, id: string, now: number): ReturnType<typeof takePlace> =>
      takePlace(state, { id, sizes: ofCharacters(10_000), quotas: QUOTAS, now })
    const first = ask(FIRST_STATE, 'a', START)
    const second = ask(first.state, 'b', START)
    const third = ask(second.state, 'c', START)
    expect(first.wait).toBe(0)
    expect(second.wait).toBeGreaterThan(500)
    // In time to see whether the second one came.
    expect(third.wait).toBeCloseTo(second.wait + 300)
    const instead = ask(third.state, 'c', START + third.wait)
    expect(instead.wait).toBe(0)
    // Its own place is free now, and the second one, which was only late, gets it.
    expect(ask(instead.state, 'b', START + third.wait + 1).wait).toBeLessThan(800)
  })
})

test('a request as large as the quota goes alone, and small ones do not keep a large one waiting', () => {
  const alone = runLine({ processes: [same(3, ofCharacters(600_000))], quotas: QUOTAS, start: START })
  expect(most(alone.sent, 'characters')).toBe(600_000)
  const { sent } = runLine({
    processes: [[ofCharacters(30_000)], ...Array.from({ length: 10 }, () => same(50, ofCharacters(500)))],
    quotas: QUOTAS,
    start: START,
    state: USUAL,
  })
  expect((sent.find(({ process }) => process === 0)?.at ?? Infinity) - START).toBeLessThan(4_000)
})

test('without a quota nobody waits', () => {
  const processes = [same(10, { characters: 1e9, requests: 1, tokens: 1e9 })]
  expect(runLine({ processes, quotas: {}, start: START }).sent.every(({ at }) => at === START)).toBe(true)
})

describe('what the service says', () => {
  const quotas = QUOTAS
  const thousand = ofCharacters(1_000)
  /** Asks for so many requests of a process, as fast as it may. */
  const times = (state: PaceState, count: number, start: number): readonly number[] =>
    runLine({ processes: [same(count, thousand)], quotas, start, state }).sent.map(({ at }) => at)

  test('a pause holds for all, also those who wait, and not all go at its end', () => {
    const before = takePlace(FIRST_STATE, { id: 'a', sizes: thousand, quotas, now: START }).state
    const after = paused(before, START + 30_000, quotas)
    const at = times(after, 20, START + 1)
    expect(Math.min(...at)).toBeGreaterThanOrEqual(START + 30_000)
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(1_000)
    // A shorter one changes nothing.
    expect(paused(after, START + 10_000, quotas)).toBe(after)
  })

  test('a refusal lowers what is believed, once for requests that were under way together; then it grows again', () => {
    let state = FIRST_STATE
    for (let index = 0; index < 300; index++) {
      const now = START + index * 101
      state = takePlace(state, { id: 'a', sizes: thousand, quotas, now }).state
    }
    const now = START + 30_300
    const slowed = slowedDown(state, { sentAt: now - 10, quotas, now })
    expect(slowedDown(slowed, { sentAt: now - 5, quotas, now: now + 10 })).toBe(slowed)
    // The bucket is full after a rest, so what is looked at is the rate behind it.
    const gap = (time: number): number => {
      const [one = 0, other = 0] = times(slowed, 30, time).slice(-2)
      return other - one
    }
    const full = (1_000 / QUOTAS.characters) * MINUTE
    expect(gap(now + 1)).toBeGreaterThan(full * 1.2)
    expect(gap(now + 20 * MINUTE)).toBeLessThan(full * 1.2)
  })

  test('an announced quota counts where it is lower than ours', () => {
    const state = announced(FIRST_STATE, 'requests', 60)
    const [, second = 0, third = 0] = times(state, 3, START)
    expect(third - second).toBeGreaterThan(900)
    expect(announced(state, 'requests', 100)).toBe(state)
  })
})
