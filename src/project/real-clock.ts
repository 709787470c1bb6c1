/** The clock of the machine, for the engine. */
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../translate/clock.ts'

/** A timer that is set for longer goes off at once. In milliseconds, some 25 days. */
const LONGEST_TIMER = 2 ** 31 - 1

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => wait(Math.min(milliseconds, LONGEST_TIMER), undefined, signal ? { signal } : {}),
  turn: () => turn(),
  random: () => Math.random(),
}
