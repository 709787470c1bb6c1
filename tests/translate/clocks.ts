/** Clocks of the tests' own. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../src/translate/clock.ts'

export interface SimulatedClock extends Clock {
  /** Milliseconds since the start. */
  readonly time: () => number
}

/**
 * Time passes when nothing else goes on: the earliest sleeper is woken once all work that does not
 * wait for it is done. Work on real sockets is not seen; use `fastClock` for that.
 */
export function simulatedClock(): SimulatedClock {
  let time = 0
  let sleepers: { readonly at: number; readonly wake: () => void }[] = []
  let scheduled = false
  const tick = (): void => {
    scheduled = false
    const next = sleepers.toSorted((a, b) => a.at - b.at)[0]
    if (next === undefined) return
    sleepers = sleepers.filter((each) => each !== next)
    time = Math.max(time, next.at)
    next.wake()
    schedule()
  }
  const schedule = (): void => {
    if (scheduled || sleepers.length === 0) return
    scheduled = true
    setImmediate(tick)
  }
  return {
    time: () => time,
    now: () => time,
    random: () => 0.5,
    sleep: (milliseconds, signal) =>
      new Promise((done, fail) => {
        if (signal?.aborted) return fail(signal.reason)
        const sleeper = { at: time + Math.max(0, milliseconds), wake: done }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((each) => each !== sleeper)
          fail(signal.reason)
        })
        schedule()
      }),
  }
}

/** Real time, so many times faster: for back-offs and time limits beside real sockets. */
export function fastClock(times: number): Clock {
  const start = performance.now()
  return {
    now: () => (performance.now() - start) * times,
    random: () => 0.5,
    sleep: (milliseconds, signal) => wait(milliseconds / times, undefined, signal ? { signal } : {}),
  }
}
