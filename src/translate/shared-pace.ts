/** The pace as plain data, for a row in a database that many machines share: its quotas, and what the service said. */
import { lowered, quotaAt } from './believed-quota.ts'
import { highestOf, IDLE, paceOf, passedIn, type LaneState } from './shared-lane.ts'

export const DIMENSIONS = ['characters', 'requests', 'tokens'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** A minute; absent without one. */
export type Quotas = Readonly<Partial<Record<Dimension, number>>>
export type Sizes = Readonly<Record<Dimension, number>>
export type Lanes = Readonly<Record<Dimension, LaneState>>

/** A promise to a request that is to come back. */
export interface Waiting {
  /** Under each one request at a time asks. */
  readonly id: string
  readonly sizes: Sizes
  /** When it was told to come. */
  readonly due: number
}

/** JSON-ready; all times are milliseconds of the database's clock. */
export interface PaceState {
  readonly lanes: Lanes
  /** Nobody goes before. */
  readonly notBefore: number
  /** In the order in which they are due. */
  readonly line: readonly Waiting[]
  readonly slowedAt: number
}

export const FIRST_STATE: PaceState = {
  lanes: { characters: IDLE, requests: IDLE, tokens: IDLE },
  notBefore: 0,
  line: [],
  slowedAt: 0,
}

/** Nobody goes before `until`. Then the bucket is empty, so that not all go at once. */
export function paused(state: PaceState, until: number, quotas: Quotas): PaceState {
  if (until <= state.notBefore) return state
  return emptied({ ...state, notBefore: until }, until, quotas)
}

/**
 * The service refused what was sent at `sentAt`: what it let through is believed to be the quota. Of several requests
 * that were under way together the first one tells.
 */
export function slowedDown(
  state: PaceState,
  { sentAt, quotas, now }: { readonly sentAt: number; readonly quotas: Quotas; readonly now: number },
): PaceState {
  if (sentAt <= state.slowedAt) return state
  const fullness = (each: Dimension): number => {
    const quota = highestOf(state.lanes[each], quotas[each])
    return quota === Infinity ? 0 : passedIn(state.lanes[each], now) / quotaAt(state.lanes[each].belief, quota, now)
  }
  const fullest = DIMENSIONS.toSorted((a, b) => fullness(b) - fullness(a))[0] ?? 'characters'
  const isUnlimited = DIMENSIONS.every((each) => fullness(each) === 0)
  const lanes = eachOf((each): LaneState => {
    const lane = state.lanes[each]
    if (!isUnlimited && each !== fullest) return lane
    const belief = lowered(lane.belief, {
      highest: highestOf(lane, quotas[each]),
      passed: passedIn(lane, now),
      now,
    })
    return belief === undefined ? lane : { ...lane, belief }
  })
  return emptied({ ...state, lanes, slowedAt: now }, now, quotas)
}

/** The service said what its quota is. */
export function announced(state: PaceState, of: Dimension, quota: number): PaceState {
  const lane = state.lanes[of]
  if (quota >= (lane.announced ?? Infinity)) return state
  return { ...state, lanes: { ...state.lanes, [of]: { ...lane, announced: quota } } }
}

function emptied(state: PaceState, at: number, quotas: Quotas): PaceState {
  const lanes = eachOf((each) => {
    const pace = paceOf(state.lanes[each], quotas[each], at)
    return pace === undefined ? state.lanes[each] : { ...state.lanes[each], level: 0, at }
  })
  return { ...state, lanes }
}

export function eachOf<Value>(make: (of: Dimension) => Value): Readonly<Record<Dimension, Value>> {
  return { characters: make('characters'), requests: make('requests'), tokens: make('tokens') }
}
