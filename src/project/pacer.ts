/** The engine's pacer on the machine's own clock. */
import type { Clock } from '../translate/clock.ts'
import { createPacer as createPacerOn, type Pacer, type PacerOptions } from '../translate/pacer.ts'
import { realClock } from './real-clock.ts'

/** One pace for all who share it. `clock` is the machine's unless another is given, as tests do. */
export function createPacer(options: Omit<PacerOptions, 'clock'> & { readonly clock?: Clock } = {}): Pacer {
  return createPacerOn({ clock: realClock, ...options })
}
