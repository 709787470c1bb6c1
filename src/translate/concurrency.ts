/** How many requests are under way at once: more while all is well, fewer when the service slows down or fails. */

export interface ConcurrencyGauge {
  readonly limit: number
  /** A request was answered after so many milliseconds. */
  answered(milliseconds: number): void
  /** A quota error, an outage, a time-out. */
  failed(): void
}

const SLOWER = 2
const HOLDS = 1.5
const DECREASE = 0.7
/** Of the latency that is held for usual, so much is of the last round. */
const MEMORY = 0.2

/**
 * Additive increase, multiplicative decrease (RFC 5681, section 3.1, in requests). A round is as
 * many answers as may be under way. Its median latency against the usual one says whether the
 * service slows down; a single late answer does not.
 *
 * @param start `full`: with the most. A service that cannot bear that says so at once, and one that can is not kept
 *   waiting. `slow`: with one, and one more for each answer (RFC 5681's slow start) until the most or a failure.
 */
export function createGauge(most: number, start: 'full' | 'slow' = 'full'): ConcurrencyGauge {
  let limit = start === 'slow' ? 1 : Math.max(1, most)
  let isStarting = start === 'slow'
  let round: number[] = []
  let usual: number | undefined
  let failedInRound = false

  const settle = (): void => {
    const median = round.toSorted((a, b) => a - b)[round.length >> 1] ?? 0
    if (usual !== undefined && median > usual * SLOWER) limit = Math.max(1, Math.floor(limit * DECREASE))
    else if (!failedInRound && (usual === undefined || median <= usual * HOLDS)) limit = Math.min(most, limit + 1)
    usual = usual === undefined ? median : usual * (1 - MEMORY) + median * MEMORY
    round = []
    failedInRound = false
  }

  return {
    get limit() {
      return limit
    },
    answered(milliseconds) {
      if (isStarting && limit < most) limit++
      else isStarting = false
      round.push(milliseconds)
      if (round.length >= limit) settle()
    },
    failed() {
      isStarting = false
      if (failedInRound) return // one trouble, many requests that tell of it
      failedInRound = true
      limit = Math.max(1, Math.floor(limit * DECREASE))
    },
  }
}
