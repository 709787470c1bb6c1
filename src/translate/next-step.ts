/** What follows from a fault: the request goes again, later or in halves, or nobody is asked any more. */
import type { ProviderFault } from '../errors.ts'

export type NextStep =
  /** `all`: no other provider either. `until`: when it may be asked again, in words, where it says. */
  | { readonly kind: 'stop'; readonly all: boolean; readonly until?: string }
  /** Its halves are asked for: one of them may be without the fault. */
  | { readonly kind: 'halve' }
  /** It has been tried often enough. */
  | { readonly kind: 'give-up' }
  /** It goes again when all have waited. */
  | { readonly kind: 'pause'; readonly milliseconds: number }
  /** It goes again, at once or when it has waited. */
  | { readonly kind: 'retry'; readonly milliseconds?: number }

/** How often it went already. */
export interface Tried {
  readonly tasks: readonly unknown[]
  readonly retries: number
  readonly waits: number
}

const MOST_RETRIES = 4
/** An error nobody knows, and one that halving did not mend, is tried a little. */
const FEW_RETRIES = 2
const MOST_WAITS = 12
const FIRST_BACKOFF_MILLISECONDS = 500
const LONGEST_BACKOFF_MILLISECONDS = 30_000
const WAIT_MILLISECONDS = 10_000
/** Nobody sits before a run that stands still for longer; and a service's mistake must not hold it for years. */
const LONGEST_PAUSE_SECONDS = 3600

/** @param random From 0 up to, not including, 1: those who failed together do not come back together. */
export function nextStep(
  { code, action, delaySeconds }: ProviderFault,
  { tasks, retries, waits }: Tried,
  random: () => number,
): NextStep {
  if ((action === 'wait' || action === 'retry') && delaySeconds !== undefined && delaySeconds > LONGEST_PAUSE_SECONDS)
    return { kind: 'stop', all: false, until: `it asks not to be asked for ${Math.ceil(delaySeconds / 3600)} hours` }
  switch (action) {
    case 'stop':
    case 'stop-all':
      return { kind: 'stop', all: action === 'stop-all' }
    case 'skip':
      return { kind: 'halve' }
    case 'split':
      return tasks.length > 1 || retries >= FEW_RETRIES ? { kind: 'halve' } : { kind: 'retry' }
    case 'wait': {
      if (waits >= MOST_WAITS) return { kind: 'give-up' }
      if (delaySeconds !== undefined) return { kind: 'pause', milliseconds: delaySeconds * 1000 }
      return { kind: 'pause', milliseconds: WAIT_MILLISECONDS * (0.5 + random() / 2) * (waits + 1) }
    }
    case 'retry': {
      if (retries >= (code === 'unknown' ? FEW_RETRIES : MOST_RETRIES)) return { kind: 'give-up' }
      const backoff =
        Math.min(LONGEST_BACKOFF_MILLISECONDS, FIRST_BACKOFF_MILLISECONDS * 2 ** retries) * (0.5 + random() / 2)
      return { kind: 'retry', milliseconds: delaySeconds === undefined ? backoff : delaySeconds * 1000 }
    }
  }
}
