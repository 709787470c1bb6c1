/** One pace for all machines: its state is a row in the database that they share. */
import { randomUUID } from 'node:crypto'
import { MuqabilError } from '../errors.ts'
import type { PaceRow } from '../memory/postgres/pace-row.ts'
import { SharedMemory } from '../memory/postgres/shared-memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import type { Provider } from '../providers/provider.ts'
import type { Clock } from '../translate/clock.ts'
import { createPacer, type Pacer, type PacerOptions } from '../translate/pacer.ts'
import { announced, FIRST_STATE, paused, slowedDown } from '../translate/shared-pace.ts'
import type { PaceState, Quotas, Sizes } from '../translate/shared-pace.ts'
import { takePlace } from '../translate/take-place.ts'

/** To a database that is further away than this one sets out earlier, to be there in time. */
const NEAR_MILLISECONDS = 50

type Limits = Pick<PacerOptions, 'charactersPerMinute' | 'requestsPerMinute' | 'tokensPerMinute'>

/**
 * A request asks in one transaction for all that it costs; one that has to wait does so here, so that others are not
 * kept from asking, and then asks again. Of a process one request waits in the line and the others behind it here: when
 * it is killed, the line misses one.
 */
export function sharedPacer(row: PaceRow<PaceState>, limits: Limits, clock: Clock): Pacer {
  const { charactersPerMinute, requestsPerMinute, tokensPerMinute } = limits
  const quotas: Quotas = {
    ...(charactersPerMinute === undefined ? {} : { characters: charactersPerMinute }),
    ...(requestsPerMinute === undefined ? {} : { requests: requestsPerMinute }),
    ...(tokensPerMinute === undefined ? {} : { tokens: tokensPerMinute }),
  }
  let changes: Promise<unknown> = Promise.resolve()
  /** What the service said is noted in the order in which it said it, and before the next place is asked for. */
  const change = (next: (state: PaceState, now: number) => PaceState): void => {
    const done = changes.then(() => row.change(FIRST_STATE, (state, now) => ({ state: next(state, now) })))
    changes = done
    done.catch(() => undefined) // `take` throws it
  }
  const id = randomUUID()
  const pass = async (sizes: Sizes, signal: AbortSignal | undefined): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted() // whoever goes away does not come when he was told to, as if he had been killed
      await changes
      const began = clock.now()
      const { wait } = await row.change(FIRST_STATE, (state, now) => takePlace(state, { id, sizes, quotas, now }))
      if (wait === 0) return
      const way = Math.max(0, (clock.now() - began) / 2 - NEAR_MILLISECONDS)
      await clock.sleep(Math.max(1, Math.ceil(wait - way)), signal)
    }
  }
  let last: Promise<void> = Promise.resolve()
  return {
    async take({ characters, requests = 1, tokens = 0, signal }) {
      for (const [size, unit, quota] of [
        [characters, 'characters', quotas.characters],
        [tokens, 'tokens', quotas.tokens],
      ] as const)
        if (quota !== undefined && size > quota) throw new MuqabilError('request-over-quota', { size, unit, quota })
      const turn = last.then(() => pass({ characters, requests, tokens }, signal))
      last = turn.catch(() => undefined)
      return turn
    },
    pause: (milliseconds) => change((state, now) => paused(state, now + milliseconds, quotas)),
    slowDown({ sentAt }) {
      const age = clock.now() - sentAt // clocks of machines differ; how long ago it was does not
      change((state, now) => slowedDown(state, { sentAt: now - age, quotas, now }))
    },
    announce({ of, limit, remaining, resetSeconds }) {
      if (limit !== undefined && limit > 0) change((state) => announced(state, of, limit))
      if (remaining === 0 && resetSeconds !== undefined) this.pause(Math.min(resetSeconds, 60) * 1000)
    },
  }
}

/**
 * The pacers of a run: of a memory that is shared they are shared too.
 *
 * @param own Of the run itself, kept from one portion of it to the next.
 */
export function pacersOf(
  memory: RunMemory,
  own: Map<string, Pacer> = new Map(),
): (provider: Provider, clock: Clock) => Pacer | undefined {
  return (provider, clock) => {
    const name = JSON.stringify([provider.name, provider.model])
    const pacer = own.get(name) ?? pacerOf(memory, provider, clock)
    if (pacer) own.set(name, pacer)
    return pacer
  }
}

function pacerOf(memory: RunMemory, provider: Provider, clock: Clock): Pacer | undefined {
  const quotas = provider.quota ?? {}
  if (!(memory instanceof SharedMemory)) return createPacer({ ...quotas, clock })
  return provider.offline ? undefined : sharedPacer(memory.paceOf(provider.name), quotas, clock)
}
