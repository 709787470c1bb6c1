/** Which row of the record is which row of the source: equal ones first, then split, joined and edited ones. */
import { similarity, wordsOf } from './similarity.ts'

/** Row numbers of the record (`old`) for each row of the source. */
export type UnitMatch =
  | { readonly kind: 'same'; readonly old: number }
  | { readonly kind: 'edited'; readonly old: number }
  /** One row became several; `first` keeps its id. */
  | { readonly kind: 'split'; readonly old: number; readonly first: boolean }
  /** Several rows became this one. */
  | { readonly kind: 'joined'; readonly olds: readonly number[] }

/** Two texts with fewer than half of their words in common are two texts. */
const ALIKE = 0.5
/** A word in more rows than this tells nothing about which is meant, and would make the search quadratic. */
const COMMON_WORD_ROWS = 24

/** For each new key its match; undefined is new. Every old row is used once, but for a split. */
export function matchUnits(oldKeys: readonly string[], newKeys: readonly string[]): readonly (UnitMatch | undefined)[] {
  const matches: (UnitMatch | undefined)[] = newKeys.map(() => undefined)
  const free = new Set(oldKeys.keys())
  matchEqual(oldKeys, newKeys, matches, free)
  matchSplitAndJoined(oldKeys, newKeys, matches, free)
  matchEdited(oldKeys, newKeys, matches, free)
  return matches
}

function matchEqual(
  oldKeys: readonly string[],
  newKeys: readonly string[],
  matches: (UnitMatch | undefined)[],
  free: Set<number>,
): void {
  const olds = placesOf(oldKeys)
  const news = placesOf(newKeys)
  const take = (place: number, old: number): boolean => {
    if (matches[place] !== undefined || !free.has(old) || newKeys[place] !== oldKeys[old]) return false
    matches[place] = { kind: 'same', old }
    return free.delete(old)
  }
  const grow = (place: number, old: number): void => {
    for (let step = 1; take(place + step, old + step); step++);
    for (let step = 1; take(place - step, old - step); step++);
  }
  // Texts that occur once are sure; equal neighbours of a sure row are the rows beside it.
  for (const [key, [place, ...others]] of news) {
    const [old, ...more] = olds.get(key) ?? []
    if (place !== undefined && old !== undefined && others.length === 0 && more.length === 0) take(place, old)
  }
  for (const [place, match] of matches.entries()) if (match?.kind === 'same') grow(place, match.old)
  for (const [key, places] of news) {
    const left = (olds.get(key) ?? []).filter((old) => free.has(old))
    for (const place of places.filter((each) => matches[each] === undefined)) {
      const old = left.shift()
      if (old !== undefined) take(place, old)
    }
  }
}

function matchSplitAndJoined(
  oldKeys: readonly string[],
  newKeys: readonly string[],
  matches: (UnitMatch | undefined)[],
  free: Set<number>,
): void {
  const isFree = (place: number): boolean => place < newKeys.length && matches[place] === undefined
  const newByStart = startsOf(newKeys, [...newKeys.keys()].filter(isFree))
  for (const old of Array.from(free)) {
    for (const place of newByStart.get(startOf(oldKeys[old] ?? '')) ?? []) {
      const run = runOf(oldKeys[old] ?? '', place, newKeys, isFree)
      if (run === undefined) continue
      for (const each of run) matches[each] = { kind: 'split', old, first: each === place }
      free.delete(old)
      break
    }
  }
  const oldByStart = startsOf(oldKeys, [...free])
  for (const place of newKeys.keys()) {
    if (!isFree(place)) continue
    for (const old of oldByStart.get(startOf(newKeys[place] ?? '')) ?? []) {
      const run = runOf(newKeys[place] ?? '', old, oldKeys, (each) => free.has(each))
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

function startOf(key: string): string {
  return key.split(' ', 1)[0] ?? ''
}

function startsOf(keys: readonly string[], places: readonly number[]): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, number[]>()
  for (const place of places) {
    const start = startOf(keys[place] ?? '')
    const list = starts.get(start)
    if (list) list.push(place)
    else starts.set(start, [place])
  }
  return starts
}

/** Greedy from the most alike pair down; of equally alike ones the pair nearest to its neighbours' places. */
function matchEdited(
  oldKeys: readonly string[],
  newKeys: readonly string[],
  matches: (UnitMatch | undefined)[],
  free: Set<number>,
): void {
  const words = new Map([...free].map((old) => [old, wordsOf(oldKeys[old] ?? '')]))
  const rows = new Map<string, number[]>()
  for (const [old, own] of words)
    for (const word of own.keys()) rows.set(word, [...(rows.get(word) ?? []), old].slice(0, COMMON_WORD_ROWS + 1))
  const expected = expectedPlaces(matches)
  const pairs: { place: number; old: number; score: number; distance: number }[] = []
  for (const place of newKeys.keys()) {
    if (matches[place] !== undefined) continue
    const own = wordsOf(newKeys[place] ?? '')
    const candidates = new Set(
      [...own.keys()].flatMap((word) => {
        const found = rows.get(word) ?? []
        return found.length > COMMON_WORD_ROWS ? [] : found
      }),
    )
    for (const near of [0, 1, 2]) candidates.add((expected[place] ?? 0) + near)
    for (const old of candidates) {
      const score = similarity(own, words.get(old) ?? new Map())
      if (free.has(old) && score >= ALIKE)
        pairs.push({ place, old, score, distance: Math.abs(old - (expected[place] ?? 0)) })
    }
  }
  for (const { place, old } of pairs.toSorted(
    (a, b) => b.score - a.score || a.distance - b.distance || a.place - b.place || a.old - b.old,
  )) {
    if (matches[place] !== undefined || !free.has(old)) continue
    matches[place] = { kind: 'edited', old }
    free.delete(old)
  }
}

/** Where a row would stand in the record if nothing but it had changed: after its neighbour. */
function expectedPlaces(matches: readonly (UnitMatch | undefined)[]): readonly number[] {
  let last = -1
  return matches.map((match) => {
    if (match !== undefined) last = match.kind === 'joined' ? (match.olds.at(-1) ?? last) : match.old
    return last + 1
  })
}

function placesOf(keys: readonly string[]): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [place, key] of keys.entries()) {
    const list = places.get(key)
    if (list) list.push(place)
    else places.set(key, [place])
  }
  return places
}
