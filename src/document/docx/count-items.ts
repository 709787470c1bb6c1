/** The numbers that Word shows before the items of lists: a count goes on over what stands between them. */
import type { ListLevel, ListPlace } from './read-styles.ts'

export type CountItem = (place: ListPlace, level: ListLevel) => number

export function itemCounter(): CountItem {
  /** By the count, the last number of each level. */
  const counts = new Map<string, Map<number, number>>()
  const restarted = new Set<string>()
  return ({ list, level }, { count, start, restart }) => {
    const numbers = counts.get(count) ?? new Map<number, number>()
    counts.set(count, numbers)
    const last = numbers.get(level)
    const key = `${list} ${level}`
    const begins = restart !== undefined && !restarted.has(key)
    restarted.add(key)
    const number = begins ? restart : last === undefined ? start : last + 1
    numbers.set(level, number)
    // What is deeper begins anew below each item.
    for (const deeper of numbers.keys()) if (deeper > level) numbers.delete(deeper)
    return number
  }
}
