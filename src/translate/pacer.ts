/** One pace for all workers: characters and requests a minute, first come first served. */
import { MuqabilError } from '../errors.ts'
import type { Clock } from './clock.ts'

export interface PacerOptions {
  /** Code points that may pass in any 60 seconds; without it any number. */
  readonly charactersPerMinute?: number
  /** Requests that may pass in any 60 seconds; without it any number. */
  readonly requestsPerMinute?: number
  /** Share of the quota that may pass at once after a rest, 0 to 1. Default 0.01. */
  readonly burst?: number
  readonly clock: Clock
}

export interface Take {
  readonly characters: number
  readonly requests?: number
  readonly signal?: AbortSignal
}

export interface Pacer {
  /**
   * Resolves when this much may be sent.
   *
   * @throws {MuqabilError} `request-over-quota` for a request that no minute has room for; the signal's reason when it aborts.
   */
  take(take: Take): Promise<void>
  /** Nobody is let through for so many milliseconds from now. The longest pause counts. */
  pause(milliseconds: number): void
}

const MINUTE = 60_000
const BURST = 0.01

/**
 * A bucket in two dimensions. What is let through is spread so that in every window of a minute
 * burst + rate × minute ≤ quota: a bucket as large as the quota would let twice the quota through.
 * A request larger than the burst goes when the bucket is full and leaves a debt, which is paid
 * before the next one goes: its size counts as burst.
 */
export function createPacer({
  charactersPerMinute = Infinity,
  requestsPerMinute = Infinity,
  burst = BURST,
  clock,
}: PacerOptions): Pacer {
  const characters = lane(charactersPerMinute, burst, clock.now())
  const requests = lane(requestsPerMinute, burst, clock.now())
  let notBefore = -Infinity
  let last: Promise<void> = Promise.resolve()

  async function pass({ characters: size, requests: count = 1, signal }: Take): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      const now = clock.now()
      const wait = Math.max(notBefore - now, characters.wait(size, now), requests.wait(count, now))
      if (wait <= 0) break
      await clock.sleep(wait, signal)
    }
    const now = clock.now()
    characters.take(size, now)
    requests.take(count, now)
  }

  return {
    async take(take) {
      if (take.characters > charactersPerMinute)
        throw new MuqabilError('request-over-quota', { characters: take.characters, quota: charactersPerMinute })
      const turn = last.then(() => pass(take))
      last = turn.catch(() => undefined)
      return turn
    },
    pause(milliseconds) {
      notBefore = Math.max(notBefore, clock.now() + milliseconds)
    },
  }
}

interface Lane {
  /** Milliseconds until this much may go. */
  wait(size: number, now: number): number
  take(size: number, now: number): void
}

/** One dimension. `level` is what may go now; below zero it is a debt. */
function lane(quota: number, burst: number, start: number): Lane {
  if (quota === Infinity) return { wait: () => 0, take: () => undefined }
  const room = Math.max(1, Math.min(quota, quota * burst))
  const rate = Math.max((quota - room) / MINUTE, quota / MINUTE / 1000)
  /** What passed in the last minute: a request larger than the burst must still fit into its window. */
  const passed: { readonly at: number; readonly size: number }[] = []
  let sum = 0
  let level = room
  let at = start
  const fill = (now: number): void => {
    level = Math.min(room, level + (now - at) * rate)
    at = now
    while (passed[0] && passed[0].at <= now - MINUTE) sum -= passed.shift()?.size ?? 0
  }
  const windowWait = (size: number, now: number): number => {
    let over = sum + size - quota
    if (over <= 0) return 0
    for (const each of passed) {
      over -= each.size
      if (over <= 0) return each.at + MINUTE - now
    }
    return 0
  }
  return {
    wait(size, now) {
      fill(now)
      const missing = Math.min(size, room) - level
      // a hair more than due, so that rounding never lets one through early
      const due = missing > 1e-9 ? missing / rate + 1e-3 : 0
      return Math.max(due, windowWait(size, now))
    },
    take(size, now) {
      fill(now)
      level -= size
      sum += size
      passed.push({ at: now, size })
    },
  }
}
