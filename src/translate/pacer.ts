/** One pace for all workers: characters, requests and tokens a minute, first come first served. */
import { MuqabilError } from '../errors.ts'
import type { Clock } from './clock.ts'
import { createLane, type PaceLane } from './pace-lane.ts'

/** What is counted. */
const DIMENSIONS = ['characters', 'requests', 'tokens'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export interface PacerOptions {
  /** Code points that may pass in any 60 seconds; without it any number. */
  readonly charactersPerMinute?: number | undefined
  /** Requests that may pass in any 60 seconds; without it any number. */
  readonly requestsPerMinute?: number | undefined
  /** Tokens that may pass in any 60 seconds; without it any number. */
  readonly tokensPerMinute?: number | undefined
  /** Share of the quota that may pass at once after a rest, 0 to 1. Default 0.01. */
  readonly burst?: number
  readonly clock: Clock
}

export interface Take {
  readonly characters: number
  /** One by default. */
  readonly requests?: number
  readonly tokens?: number
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
  /**
   * The service refused a request since a quota is used up: what it let through is believed to be the quota from now
   * on, and felt for again from there. Of several requests that were under way together the first one tells.
   */
  slowDown(refused: Take & { readonly sentAt: number }): void
  /** The service said what its quota is, and perhaps what is left of it. */
  announce(limit: {
    readonly of: Dimension
    readonly limit?: number
    readonly remaining?: number
    readonly resetSeconds?: number
  }): void
}

const BURST = 0.01

/**
 * A bucket in three dimensions. What is let through is spread so that in every window of a minute
 * burst + rate × minute ≤ quota: a bucket as large as the quota would let twice the quota through.
 */
export function createPacer(options: PacerOptions): Pacer {
  const {
    charactersPerMinute = Infinity,
    requestsPerMinute = Infinity,
    tokensPerMinute = Infinity,
    burst = BURST,
    clock,
  } = options
  const start = clock.now()
  const lanes: Readonly<Record<Dimension, PaceLane>> = {
    characters: createLane(charactersPerMinute, burst, start),
    requests: createLane(requestsPerMinute, burst, start),
    tokens: createLane(tokensPerMinute, burst, start),
  }
  let notBefore = -Infinity
  let slowedAt = -Infinity
  let last: Promise<void> = Promise.resolve()

  async function pass({ characters, requests = 1, tokens = 0, signal }: Take): Promise<void> {
    const sizes = { characters, requests, tokens }
    for (;;) {
      signal?.throwIfAborted()
      const now = clock.now()
      const wait = Math.max(notBefore - now, ...DIMENSIONS.map((each) => lanes[each].wait(sizes[each], now)))
      if (wait <= 0) break
      await clock.sleep(wait, signal)
    }
    const now = clock.now()
    for (const each of DIMENSIONS) lanes[each].take(sizes[each], now)
  }

  return {
    async take(take) {
      for (const [size, unit, quota] of [
        [take.characters, 'characters', charactersPerMinute],
        [take.tokens ?? 0, 'tokens', tokensPerMinute],
      ] as const) {
        if (size > quota) throw new MuqabilError('request-over-quota', { size, unit, quota })
      }
      const turn = last.then(() => pass(take))
      last = turn.catch(() => undefined)
      return turn
    },
    pause(milliseconds) {
      notBefore = Math.max(notBefore, clock.now() + milliseconds)
    },
    slowDown({ characters, requests = 1, tokens = 0, sentAt }) {
      const sizes = { characters, requests, tokens }
      for (const each of DIMENSIONS) lanes[each].refuse(sizes[each], sentAt)
      if (sentAt <= slowedAt) return
      const now = clock.now()
      slowedAt = now
      // Which of the quotas it was nobody says: the one that is nearest to its end.
      const nearest = DIMENSIONS.toSorted((a, b) => lanes[b].fullness(now) - lanes[a].fullness(now))[0] ?? 'characters'
      const unlimited = DIMENSIONS.every((each) => lanes[each].fullness(now) === 0)
      for (const each of unlimited ? DIMENSIONS : [nearest]) lanes[each].lower(now)
    },
    announce({ of, limit, remaining, resetSeconds }) {
      if (limit !== undefined && limit > 0) lanes[of].limit(limit, clock.now())
      if (remaining === 0 && resetSeconds !== undefined) this.pause(Math.min(resetSeconds, 60) * 1000)
    },
  }
}
