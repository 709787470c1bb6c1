/** The pace on a clock of the tests' own: never over the quota in any minute, hardly slower than it allows. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../../src/translate/clock.ts'
import { createPacer } from '../../src/translate/pacer.ts'

/** Time passes when somebody sleeps. */
function simulatedClock(): Clock & { readonly time: () => number } {
  let time = 0
  return {
    time: () => time,
    now: () => time,
    random: () => 0.5,
    sleep(milliseconds, signal) {
      signal?.throwIfAborted()
      // Whoever was let through before is told so before time goes on.
      return new Promise((done) =>
        setImmediate(() => {
          time += Math.max(0, milliseconds)
          done()
        }),
      )
    },
  }
}

async function passAll(
  sizes: readonly number[],
  quota: number,
  requests: number,
): Promise<readonly { readonly at: number; readonly size: number }[]> {
  const clock = simulatedClock()
  const pacer = createPacer({ charactersPerMinute: quota, requestsPerMinute: requests, clock })
  const passed: { at: number; size: number }[] = []
  await Promise.all(
    sizes.map(async (size) => {
      await pacer.take({ characters: size })
      passed.push({ at: clock.now(), size })
    }),
  )
  return passed
}

describe('The pace is kept', () => {
  test('in no window of a minute passes more than the quota', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 1000, max: 20_000 }),
        fc.integer({ min: 5, max: 60 }),
        async (sizes, quota, requests) => {
          const passed = await passAll(sizes, quota, requests)
          for (const { at } of passed) {
            const window = passed.filter((each) => each.at >= at && each.at < at + 60_000)
            expect(window.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(quota)
            expect(window.length).toBeLessThanOrEqual(requests)
          }
          expect(passed.map(({ size }) => size)).toEqual(sizes)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('small requests take at most 1.02 of the time the quota needs', async () => {
    const passed = await passAll(
      Array.from({ length: 4000 }, () => 50),
      60_000,
      Infinity,
    )
    const least = ((4000 * 50) / 60_000) * 60_000
    expect((passed.at(-1)?.at ?? 0) / least).toBeLessThanOrEqual(1.02)
  })

  test('a request over the whole quota is refused; a pause holds everyone; an aborted wait gives up its place', async () => {
    const clock = simulatedClock()
    const pacer = createPacer({ charactersPerMinute: 100, clock })
    await expect(pacer.take({ characters: 101 })).rejects.toMatchObject({
      code: 'request-over-quota',
      message: expect.stringContaining('request of 101 characters') as string,
    })
    pacer.pause(5000)
    await pacer.take({ characters: 1 })
    expect(clock.time()).toBeGreaterThanOrEqual(5000)
    await expect(pacer.take({ characters: 1, signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no')
    await pacer.take({ characters: 1 })
  })

  test('a quota error before anything was let through says nothing about the quota', async () => {
    const clock = simulatedClock()
    const pacer = createPacer({ clock })
    await pacer.take({ characters: 5000 })
    pacer.slowDown({ characters: 5000, sentAt: clock.now() })
    await pacer.take({ characters: 5000 })
    await pacer.take({ characters: 5000 })
    expect(clock.time()).toBe(0) // the pause is what the engine asks for, beside this
    // What was let through is believed.
    pacer.slowDown({ characters: 5000, sentAt: clock.now() + 1 })
    await pacer.take({ characters: 5000 })
    await pacer.take({ characters: 5000 })
    expect(clock.time()).toBeGreaterThan(30_000)
  })
})
