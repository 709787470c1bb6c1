/** One dimension of the pace: a bucket that is filled at the quota's rate, and a quota that is learnt. */
import { lowered, quotaAt, type Belief } from './believed-quota.ts'

export interface PaceLane {
  /** Milliseconds until this much may go. */
  wait(size: number, now: number): number
  take(size: number, now: number): void
  /** What passed in the last minute as a share of the quota, 0 without one. */
  fullness(now: number): number
  /** The service refused this much, which was sent at that time: it is not of what it let through. */
  refuse(size: number, at: number): void
  /** The quota is believed to be what the service let through in the last minute. */
  lower(now: number): void
  /** The quota is at most so much a minute. */
  limit(quota: number, now: number): void
}

const MINUTE = 60_000
/** Rounding must never let one through early. */
const HAIR_MILLISECONDS = 1e-3

/**
 * A request larger than the burst goes when the bucket is full and leaves a debt, which is paid
 * before the next one goes: its size counts as burst.
 *
 * @param set The quota that was configured, a minute; Infinity for none.
 * @param burst Share of the quota that may pass at once.
 */
export function createLane(set: number, burst: number, start: number): PaceLane {
  let highest = set
  let believed: Belief | undefined
  /** What passed in the last minute: a request larger than the burst must still fit into its window. */
  const passed: { readonly at: number; readonly size: number }[] = []
  let head = 0
  let sum = 0
  let level = Infinity
  let at = start

  const quotaNow = (now: number): number => quotaAt(believed, highest, now)
  const roomOf = (quota: number): number => Math.max(1, Math.min(quota, quota * burst))
  const forget = (now: number): void => {
    for (let first = passed[head]; first !== undefined && first.at <= now - MINUTE; first = passed[head]) {
      sum -= first.size
      head++
    }
    if (head > 1024 && head * 2 > passed.length) {
      passed.splice(0, head)
      head = 0
    }
  }
  const fill = (now: number, quota: number): { readonly room: number; readonly rate: number } => {
    const room = roomOf(quota)
    const rate = Math.max((quota - room) / MINUTE, quota / MINUTE / 1000)
    level = Math.min(room, level + (now - at) * rate)
    at = now
    forget(now)
    return { room, rate }
  }
  /** Until enough of the last minute is over for this much to fit into the window. */
  const windowWait = (size: number, now: number, quota: number): number => {
    let over = sum + size - quota
    if (over <= 0 || head >= passed.length) return 0
    for (let index = head; index < passed.length; index++) {
      const each = passed[index]
      if (each === undefined) break
      over -= each.size
      if (over <= 0 || index === passed.length - 1) return each.at + MINUTE - now
    }
    return 0
  }

  return {
    wait(size, now) {
      const quota = quotaNow(now)
      if (quota === Infinity || size === 0) return 0
      const { room, rate } = fill(now, quota)
      const missing = Math.min(size, room) - level
      const due = missing > 1e-9 ? missing / rate + HAIR_MILLISECONDS : 0
      return Math.max(due, windowWait(size, now, quota))
    },
    take(size, now) {
      if (size === 0) return
      const quota = quotaNow(now)
      if (quota === Infinity) forget(now)
      else {
        fill(now, quota)
        level -= size
      }
      sum += size
      passed.push({ at: now, size })
    },
    fullness(now) {
      forget(now)
      const quota = quotaNow(now)
      return quota === Infinity ? 0 : sum / quota
    },
    refuse(size, sentAt) {
      for (let index = passed.length - 1; index >= head; index--) {
        const each = passed[index]
        if (each === undefined || each.at > sentAt || each.size !== size) continue
        passed[index] = { at: each.at, size: 0 }
        sum -= size
        return
      }
    },
    lower(now) {
      forget(now)
      const before = believed
      believed = lowered(before, { highest, passed: sum, now })
      if (believed === before) return
      at = now
      level = Math.min(level, 0)
    },
    limit(quota, now) {
      if (quota >= highest) return
      highest = quota
      at = now
      level = Math.min(level, roomOf(quota))
    },
  }
}
