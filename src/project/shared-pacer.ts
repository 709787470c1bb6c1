/** One pace for all machines: its state is a row in the database that they share. */
import { MuqabilError } from '../errors.ts'
import type { PaceRow } from '../memory/postgres/pace-row.ts'
import { SharedMemory } from '../memory/postgres/shared-memory.ts'
import type { RunMemory } from '../memory/run-memory.ts'
import type { Provider } from '../providers/provider.ts'
import type { Clock } from '../translate/clock.ts'
import { createPacer, type Pacer, type PacerOptions } from '../translate/pacer.ts'
import {
  announced,
  FIRST_STATE,
  paused,
  slowedDown,
  takePlace,
  type PaceState,
  type Quotas,
} from '../translate/shared-pace.ts'

type Limits = Pick<PacerOptions, 'charactersPerMinute' | 'requestsPerMinute' | 'tokensPerMinute'>

/**
 * A place is promised in one transaction for all that a request costs, and then waited for here: others are not kept
 * from asking. When the pace has changed meanwhile, a new place is asked for.
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
  return {
    async take({ characters, requests = 1, tokens = 0, signal }) {
      for (const [size, unit, quota] of [
        [characters, 'characters', quotas.characters],
        [tokens, 'tokens', quotas.tokens],
      ] as const)
        if (quota !== undefined && size > quota) throw new MuqabilError('request-over-quota', { size, unit, quota })
      const sizes = { characters, requests, tokens }
      for (;;) {
        signal?.throwIfAborted()
        await changes
        const { at, now, epoch } = await row.change(FIRST_STATE, (state, time) => {
          const taken = takePlace(state, { sizes, quotas, now: time })
          return { state: taken.state, at: taken.at, now: time, epoch: taken.state.epoch }
        })
        if (at <= now) return
        await clock.sleep(at - now, signal)
        if ((await row.read())?.epoch === epoch) return
      }
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
    if (memory instanceof SharedMemory)
      return provider.offline ? undefined : sharedPacer(memory.paceOf(provider.name), provider.quota ?? {}, clock)
    const name = JSON.stringify([provider.name, provider.model])
    const pacer = own.get(name) ?? createPacer({ ...provider.quota, clock })
    own.set(name, pacer)
    return pacer
  }
}
