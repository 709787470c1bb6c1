/** The clock of the machine, for the engine. */
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../translate/clock.ts'

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, signal ? { signal } : {}),
  turn: () => turn(),
  random: () => Math.random(),
}
