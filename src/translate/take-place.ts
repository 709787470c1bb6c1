/** Who may send, and when, at the pace that many machines share: first come, first served. */
import { DIMENSIONS, eachOf } from './shared-pace.ts'
import type { Dimension, Lanes, PaceState, Quotas, Sizes, Waiting } from './shared-pace.ts'
import { counted, grown, levelAt, paceOf, SLACK_MILLISECONDS, type Pace } from './shared-lane.ts'

interface Asking {
  readonly id: string
  readonly sizes: Sizes
  readonly quotas: Quotas
  readonly now: number
}

/** So many behind one who does not come look whether they may go instead: two or three may be killed together. */
const STANDBY = 3
/** Two ways of adding up the same differ by less. */
const HAIR_MILLISECONDS = 1e-3
/** One is told to come so much later than he could: what differs by a hair then keeps nobody waiting. */
const ROUNDING_MILLISECONDS = 1

/**
 * Lets a request through, or tells it when to come back: as soon as nobody who was told before has to wait longer for
 * that. In every window of a minute burst + rate × minute ≤ quota, whatever was told, since only what goes is taken from
 * the bucket.
 *
 * Who does not come, since his process was killed, is a little later not counted any more: what he was promised is
 * free. The next ones come then to see, and the first of them takes it; the bucket has room for what comes in until then.
 *
 * @returns The state, and milliseconds to wait before asking again; 0: it may go.
 */
export function takePlace(
  state: PaceState,
  { id, sizes, quotas, now }: Asking,
): { readonly state: PaceState; readonly wait: number } {
  const lanes = eachOf((each) => grown(state.lanes[each], sizes[each]))
  const paces = eachOf((each) => paceOf(lanes[each], quotas[each], now))
  const start = { lanes, at: Math.max(now, state.notBefore) }
  const told = state.line.filter((each) => missedAt(each) > now)
  const line = told.filter((each) => each.id !== id)
  const at = earliest(start, sizes, { line, latest: latestOf(start, told, paces), paces })
  if (at <= now) {
    const left = drawn(lanes, sizes, paces, now)
    const noted = eachOf((each) => counted(left[each], sizes[each], now))
    return { state: { ...state, lanes: noted, line }, wait: 0 }
  }
  const due = Math.ceil(at + ROUNDING_MILLISECONDS)
  const [before, behind] = [line.filter((each) => each.due <= due), line.filter((each) => each.due > due)]
  const next = Math.min(due, ...before.slice(-STANDBY).map(missedAt))
  return { state: { ...state, lanes, line: [...before, { id, sizes, due }, ...behind] }, wait: next - now }
}

/** From when on it is not counted any more. */
function missedAt({ due }: Waiting): number {
  return due + SLACK_MILLISECONDS
}

/** What is in the buckets, and since when. */
interface Moment {
  readonly lanes: Lanes
  readonly at: number
}

type Paces = Readonly<Record<Dimension, Pace | undefined>>

interface Others {
  readonly line: readonly Waiting[]
  readonly latest: ReadonlyMap<string, number>
  readonly paces: Paces
}

/** The first time at which there is enough for it, and enough is left for each in the line before it is too late. */
function earliest(start: Moment, sizes: Sizes, { line, latest, paces }: Others): number {
  let at = start.at
  for (const [index, moment] of [start, ...momentsOf(start, line, paces)].entries()) {
    at = readyAt(moment.lanes, sizes, paces, moment.at)
    const behind = line.slice(index)
    const isTooLate = (time: number, other = 0): boolean => time > (latest.get(behind[other]?.id ?? '') ?? Infinity)
    if (isTooLate(at)) continue
    const after = momentsOf({ lanes: drawn(moment.lanes, sizes, paces, at), at }, behind, paces)
    if (!after.some((each, other) => isTooLate(each.at, other))) break
  }
  return at
}

/** By when each is to go: when he was told to, or when he could if this request were not asking anew. */
function latestOf(start: Moment, told: readonly Waiting[], paces: Paces): ReadonlyMap<string, number> {
  const expected = momentsOf(start, told, paces)
  return new Map(told.map(({ id, due }, index) => [id, Math.max(due, (expected[index]?.at ?? 0) + HAIR_MILLISECONDS)]))
}

/** After each in the line has gone, when he was told to or as soon after that as there is enough. */
function momentsOf(start: Moment, line: readonly Waiting[], paces: Paces): readonly Moment[] {
  let { lanes, at } = start
  return line.map(({ sizes, due }) => {
    at = readyAt(lanes, sizes, paces, Math.max(at, due))
    lanes = drawn(lanes, sizes, paces, at)
    return { lanes, at }
  })
}

/** From when on all buckets hold this much. */
function readyAt(lanes: Lanes, sizes: Sizes, paces: Paces, from: number): number {
  return DIMENSIONS.reduce((latest, each) => {
    const pace = paces[each]
    if (pace === undefined) return latest
    const missing = sizes[each] - levelAt(lanes[each], pace, from)
    return missing <= 0 ? latest : Math.max(latest, from + missing / pace.rate)
  }, from)
}

/** The buckets without what is taken from them at that time. */
function drawn(lanes: Lanes, sizes: Sizes, paces: Paces, at: number): Lanes {
  return eachOf((each) => {
    const pace = paces[each]
    return pace === undefined
      ? lanes[each]
      : { ...lanes[each], level: levelAt(lanes[each], pace, at) - sizes[each], at }
  })
}
