/** The pace as plain data, for a row in a database that many machines share: who may send, and when. */
import { lowered, quotaAt, type Belief } from './believed-quota.ts'

const DIMENSIONS = ['characters', 'requests', 'tokens'] as const
type Dimension = (typeof DIMENSIONS)[number]

/** A minute; absent without one. */
export type Quotas = Readonly<Partial<Record<Dimension, number>>>
export type Sizes = Readonly<Record<Dimension, number>>

interface Pace {
  /** Of the bucket. */
  readonly room: number
  /** A millisecond. */
  readonly rate: number
}

interface LaneState {
  /** What the bucket held at that time; absent: it is full. A debt is below 0. */
  readonly level?: number
  readonly at: number
  /** The largest request so far: a burst must have room for it. */
  readonly largest: number
  /** What passed in this minute of the clock and in the one before it. */
  readonly minute: number
  readonly passed: number
  readonly passedBefore: number
  readonly belief?: Belief
  /** What the service said that its quota is. */
  readonly announced?: number
}

/** JSON-ready; all times are milliseconds of the database's clock. */
export interface PaceState {
  readonly lanes: Readonly<Record<Dimension, LaneState>>
  /** Nobody goes before. */
  readonly notBefore: number
  /** When the last one was let through: first come, first served. */
  readonly lastAt: number
  /** Grows whenever what was promised to those who wait does not hold any more. */
  readonly epoch: number
  readonly slowedAt: number
}

const MINUTE = 60_000
/** Share of the quota that may pass at once after a rest. */
const BURST = 0.01
/** Of the quota so much is used: a request reaches the service a little later than its place, the next one may not. */
const USED = 0.99
/** A request nearly as large as the quota must not make the rate none. */
const LEAST_RATE = 0.1

const IDLE: LaneState = { at: 0, largest: 0, minute: 0, passed: 0, passedBefore: 0 }

export const FIRST_STATE: PaceState = {
  lanes: { characters: IDLE, requests: IDLE, tokens: IDLE },
  notBefore: 0,
  lastAt: 0,
  epoch: 0,
  slowedAt: 0,
}

/**
 * Promises a place to a request: a bucket in three dimensions, whose places may lie in the future. In every window of a
 * minute burst + rate × minute ≤ quota, where the burst has room for the largest request.
 *
 * @returns When it may go, and the state with its place taken.
 */
export function takePlace(
  state: PaceState,
  { sizes, quotas, now }: { readonly sizes: Sizes; readonly quotas: Quotas; readonly now: number },
): { readonly state: PaceState; readonly at: number } {
  const from = Math.max(now, state.notBefore, state.lastAt)
  const at = DIMENSIONS.reduce((latest, each) => {
    const lane = grown(state.lanes[each], sizes[each])
    const pace = paceOf(lane, quotas[each], now)
    if (pace === undefined) return latest
    const missing = sizes[each] - levelAt(lane, pace, from)
    return missing <= 0 ? latest : Math.max(latest, from + missing / pace.rate)
  }, from)
  const lanes = eachLane((each) => {
    const size = sizes[each]
    const lane = counted(grown(state.lanes[each], size), size, at)
    const pace = paceOf(lane, quotas[each], now)
    return pace === undefined ? lane : { ...lane, level: levelAt(lane, pace, at) - size, at }
  })
  return { state: { ...state, lanes, lastAt: at }, at }
}

/** A bucket that grows holds no more for that: else what it lets through at once would be added to what passed. */
function levelAt({ level, at }: LaneState, { room, rate }: Pace, now: number): number {
  return level === undefined ? room : Math.min(room, level + Math.max(0, now - at) * rate)
}

/** Nobody goes before `until`; those who wait must ask again. Then the bucket is empty, so that not all go at once. */
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
  const lanes = eachLane((each): LaneState => {
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
  return { ...state, lanes: { ...state.lanes, [of]: { ...lane, announced: quota } }, epoch: state.epoch + 1 }
}

function emptied(state: PaceState, at: number, quotas: Quotas): PaceState {
  const lanes = eachLane((each) => {
    const pace = paceOf(state.lanes[each], quotas[each], at)
    return pace === undefined ? state.lanes[each] : { ...state.lanes[each], level: 0, at }
  })
  return { ...state, lanes, lastAt: at, epoch: state.epoch + 1 }
}

function paceOf(lane: LaneState, configured: number | undefined, now: number): Pace | undefined {
  const quota = quotaAt(lane.belief, highestOf(lane, configured), now)
  if (quota === Infinity) return undefined
  const room = Math.max(1, quota * BURST, lane.largest)
  return { room, rate: Math.max((quota - room) / MINUTE, (quota / MINUTE) * LEAST_RATE) }
}

function highestOf({ announced: said = Infinity }: LaneState, configured = Infinity): number {
  return Math.min(said, configured) * USED
}

function grown(lane: LaneState, size: number): LaneState {
  return size > lane.largest ? { ...lane, largest: size } : lane
}

function counted(lane: LaneState, size: number, at: number): LaneState {
  const minute = Math.floor(at / MINUTE)
  if (minute === lane.minute) return { ...lane, passed: lane.passed + size }
  return { ...lane, minute, passed: size, passedBefore: minute === lane.minute + 1 ? lane.passed : 0 }
}

/** About what passed in the last minute: the minute of the clock before this one counts by the share that it has in it. */
function passedIn({ minute, passed, passedBefore }: LaneState, now: number): number {
  const current = Math.floor(now / MINUTE)
  const share = 1 - (now % MINUTE) / MINUTE
  if (current === minute) return passed + passedBefore * share
  return current === minute + 1 ? passed * share : 0
}

function eachLane(make: (of: Dimension) => LaneState): PaceState['lanes'] {
  return { characters: make('characters'), requests: make('requests'), tokens: make('tokens') }
}
