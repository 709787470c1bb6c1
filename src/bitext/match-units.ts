/** Which row of the record is which row of the source: equal ones first, then split, joined, returned and edited ones. */
import { alikePairs } from './alike-pairs.ts'

/** Row numbers of the record (`old`), or of its rows that are gone, for each row of the source. */
export type UnitMatch =
  | { readonly kind: 'same'; readonly old: number }
  | { readonly kind: 'edited'; readonly old: number }
  /** One row became several; `first` keeps its id. */
  | { readonly kind: 'split'; readonly old: number; readonly first: boolean }
  /** Several rows became this one. */
  | { readonly kind: 'joined'; readonly olds: readonly number[] }
  | { readonly kind: 'returned'; readonly gone: number }

/** Two texts with fewer than half of their words in common are two texts. */
const ALIKE = 0.5
/** So many rows that begin alike are looked at for the parts of a split or joined one. */
const COMMON_START_ROWS = 64
const START_LENGTH = 16

interface Matching {
  readonly olds: readonly string[]
  readonly news: readonly string[]
  readonly matches: (UnitMatch | undefined)[]
  /** Rows of the record without a match. */
  readonly free: Set<number>
}

/**
 * For each new key its match; undefined is new. Every old row is used once, but for a split.
 *
 * @param olds Keys of the record's rows.
 * @param news Keys of the source's rows.
 * @param gone Keys of the record's rows that are no longer in the source.
 */
export function matchUnits(
  olds: readonly string[],
  news: readonly string[],
  gone: readonly string[] = [],
): readonly (UnitMatch | undefined)[] {
  const matching: Matching = { olds, news, matches: news.map(() => undefined), free: new Set(olds.keys()) }
  matchEqual(matching)
  matchSplit(matching)
  matchJoined(matching)
  matchReturned(matching, gone)
  matchEdited(matching)
  return matching.matches
}

function matchEqual({ olds, news, matches, free }: Matching): void {
  const oldPlaces = placesOf(olds)
  const newPlaces = placesOf(news)
  const take = (place: number, old: number): boolean => {
    if (matches[place] !== undefined || !free.has(old) || news[place] !== olds[old]) return false
    matches[place] = { kind: 'same', old }
    return free.delete(old)
  }
  const grow = (place: number, old: number): void => {
    for (let step = 1; take(place + step, old + step); step++);
    for (let step = 1; take(place - step, old - step); step++);
  }
  // Texts that occur once are sure; equal neighbours of a sure row are the rows beside it.
  for (const [key, [place, ...others]] of newPlaces) {
    const [old, ...more] = oldPlaces.get(key) ?? []
    if (place !== undefined && old !== undefined && others.length === 0 && more.length === 0) take(place, old)
  }
  for (const [place, match] of matches.entries()) if (match?.kind === 'same') grow(place, match.old)
  for (const [key, places] of newPlaces) {
    const left = (oldPlaces.get(key) ?? []).filter((old) => free.has(old)).values()
    for (const place of places) {
      if (matches[place] !== undefined) continue
      const { value: old } = left.next()
      if (old === undefined) break
      take(place, old)
    }
  }
}

/** One row of the record that stands as several, one after the other, in the source. */
function matchSplit({ olds, news, matches, free }: Matching): void {
  const isFree = (place: number): boolean => place < news.length && matches[place] === undefined
  const starts = startsOf(news, [...news.keys()].filter(isFree))
  for (const old of Array.from(free)) {
    const whole = olds[old] ?? ''
    for (const place of beginningsOf(whole, starts)) {
      const run = runOf(whole, place, news, isFree)
      if (run === undefined) continue
      for (const each of run) matches[each] = { kind: 'split', old, first: each === place }
      free.delete(old)
      break
    }
  }
}

/** Several rows of the record that stand as one in the source. */
function matchJoined({ olds, news, matches, free }: Matching): void {
  const starts = startsOf(olds, [...free])
  for (const [place, whole] of news.entries()) {
    if (matches[place] !== undefined) continue
    for (const old of beginningsOf(whole, starts)) {
      const run = runOf(whole, old, olds, (each) => free.has(each))
      if (run === undefined) continue
      matches[place] = { kind: 'joined', olds: run }
      for (const each of run) free.delete(each)
      break
    }
  }
}

/** The consecutive rows from `start` on that, joined by spaces, are the whole; at least two. */
function runOf(
  whole: string,
  start: number,
  keys: readonly string[],
  isFree: (place: number) => boolean,
): readonly number[] | undefined {
  let at = 0
  for (let place = start; isFree(place); place++) {
    const key = keys[place] ?? ''
    if (key === '' || !whole.startsWith(key, at)) return undefined
    at += key.length
    if (at === whole.length)
      return place === start ? undefined : Array.from({ length: place - start + 1 }, (_, step) => start + step)
    if (whole.charAt(at) === ' ') at++
  }
  return undefined
}

/** Rows by how they begin: by their first characters, shorter ones by all of them. */
function startsOf(keys: readonly string[], places: readonly number[]): ReadonlyMap<string, readonly number[]> {
  return grouped(places, (place) => (keys[place] ?? '').slice(0, START_LENGTH))
}

/** Rows that may be the beginning of the whole. */
function beginningsOf(whole: string, starts: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const found: number[] = []
  for (let length = Math.min(START_LENGTH, whole.length); length > 0; length--)
    found.push(...(starts.get(whole.slice(0, length)) ?? []).slice(0, COMMON_START_ROWS))
  return found
}

/** Rows of before whose text stands in the source again, each once. */
function matchReturned({ news, matches }: Matching, gone: readonly string[]): void {
  const waiting = new Map([...placesOf(gone)].map(([key, places]) => [key, places.values()]))
  for (const [place, key] of news.entries()) {
    const next = matches[place] === undefined ? waiting.get(key)?.next().value : undefined
    if (next !== undefined) matches[place] = { kind: 'returned', gone: next }
  }
}

function matchEdited({ olds, news, matches, free }: Matching): void {
  const expected = expectedPlaces(matches)
  const open = [...news.keys()].filter((place) => matches[place] === undefined)
  const pairs = alikePairs({
    olds: new Map([...free].map((old) => [old, olds[old] ?? ''])),
    news: new Map(open.map((place) => [place, news[place] ?? ''])),
    least: ALIKE,
    expected: (place) => expected[place] ?? 0,
  })
  for (const [place, old] of pairs) {
    matches[place] = { kind: 'edited', old }
    free.delete(old)
  }
}

/** Where a row would stand in the record if nothing but it had changed: after its neighbour. */
function expectedPlaces(matches: readonly (UnitMatch | undefined)[]): readonly number[] {
  let last = -1
  return matches.map((match) => {
    if (match?.kind === 'joined') last = match.olds.at(-1) ?? last
    else if (match !== undefined && match.kind !== 'returned') last = match.old
    return last + 1
  })
}

function placesOf(keys: readonly string[]): ReadonlyMap<string, readonly number[]> {
  return grouped([...keys.keys()], (place) => keys[place] ?? '')
}

function grouped(places: readonly number[], keyOf: (place: number) => string): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const place of places) {
    const key = keyOf(place)
    const list = groups.get(key)
    if (list) list.push(place)
    else groups.set(key, [place])
  }
  return groups
}
