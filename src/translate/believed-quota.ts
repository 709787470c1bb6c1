/** A quota that is learnt: what a service that refused is believed to let through. */

export interface Belief {
  /** A minute. */
  readonly quota: number
  /** When it was believed, in milliseconds. */
  readonly since: number
}

const MINUTE = 60_000
/** Of what passed before the error, so much is believed to be the quota. */
const LOWERED = 0.9
/** When hardly anything passed, others may have used it up: the belief is lowered to so much of itself. */
const LEAST_LOWERED = 0.5
/** An error soon after another one says that it was far too high. */
const LEAST_LOWERED_AGAIN = 0.1
const SOON = 2 * MINUTE
/** After a minute without an error the belief grows by so much of itself, and by twice as much each further minute. */
const RAISED = 0.1

/** @param highest The quota that was configured or announced, a minute; Infinity for none. */
export function quotaAt(belief: Belief | undefined, highest: number, now: number): number {
  if (belief === undefined) return highest
  const minutes = Math.max(0, (now - belief.since) / MINUTE - 1)
  return Math.min(highest, belief.quota * (1 + RAISED * (2 ** minutes - 1)))
}

/**
 * What is believed after the service refused.
 *
 * @param passed What it let through in the last minute.
 * @returns The belief as it was when nothing was asked for: that says nothing about how much there is.
 */
export function lowered(
  belief: Belief | undefined,
  { highest, passed, now }: { readonly highest: number; readonly passed: number; readonly now: number },
): Belief | undefined {
  const before = quotaAt(belief, highest, now)
  if (before === Infinity && passed === 0) return belief
  const soon = belief !== undefined && now - belief.since < SOON
  const least = before === Infinity ? 1 : before * (soon ? LEAST_LOWERED_AGAIN : LEAST_LOWERED)
  return { quota: Math.max(least, Math.min(before, passed) * LOWERED), since: now }
}
