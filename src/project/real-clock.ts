/** The clock of the machine, for the engine. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../translate/clock.ts'

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, signal ? { signal } : {}),
  random: () => Math.random(),
}
