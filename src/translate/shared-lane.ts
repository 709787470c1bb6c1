/** One quota of the shared pace, as plain data: a bucket of what may pass, and a count of what did. */
import { quotaAt, type Belief } from './believed-quota.ts'

export interface LaneState {
  /** What the bucket held at that time; absent: it is full. */
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

export interface Pace {
  /** Of the bucket. */
  readonly room: number
  /** A millisecond. */
  readonly rate: number
}

const MINUTE = 60_000
/** Share of the quota that may pass at once after a rest, beside the largest request. */
const BURST = 0.005
/** How long the bucket goes on filling when nobody comes for what one request was promised. */
export const SLACK_MILLISECONDS = BURST * MINUTE
/** Of the quota so much is used: a request reaches the service a little later than its place, the next one may not. */
const USED = 0.99
/** A request nearly as large as the quota must not make the rate none. */
const LEAST_RATE = 0.1

export const IDLE: LaneState = { at: 0, largest: 0, minute: 0, passed: 0, passedBefore: 0 }

/**
 * In every window of a minute room + rate × minute ≤ quota.
 *
 * @param configured A minute; absent without one.
 * @returns Undefined where nothing limits it.
 */
export function paceOf(lane: LaneState, configured: number | undefined, now: number): Pace | undefined {
  const quota = quotaAt(lane.belief, highestOf(lane, configured), now)
  if (quota === Infinity) return undefined
  const room = Math.max(1, quota * BURST + lane.largest)
  return { room, rate: Math.max((quota - room) / MINUTE, (quota / MINUTE) * LEAST_RATE) }
}

/** A bucket that grows holds no more for that: else what it lets through at once would be added to what passed. */
export function levelAt({ level, at }: LaneState, { room, rate }: Pace, now: number): number {
  return level === undefined ? room : Math.min(room, level + Math.max(0, now - at) * rate)
}

/** With room for such a request. */
export function grown(lane: LaneState, size: number): LaneState {
  return size > lane.largest ? { ...lane, largest: size } : lane
}

/** With so much more that passed. */
export function counted(lane: LaneState, size: number, at: number): LaneState {
  const minute = Math.floor(at / MINUTE)
  if (minute === lane.minute) return { ...lane, passed: lane.passed + size }
  return { ...lane, minute, passed: size, passedBefore: minute === lane.minute + 1 ? lane.passed : 0 }
}

/** About what passed in the last minute: the minute of the clock before this one counts by the share that it has in it. */
export function passedIn({ minute, passed, passedBefore }: LaneState, now: number): number {
  const current = Math.floor(now / MINUTE)
  const share = 1 - (now % MINUTE) / MINUTE
  if (current === minute) return passed + passedBefore * share
  return current === minute + 1 ? passed * share : 0
}

/** The most that the quota can be, whatever is believed. */
export function highestOf({ announced: said = Infinity }: LaneState, configured = Infinity): number {
  return Math.min(said, configured) * USED
}
