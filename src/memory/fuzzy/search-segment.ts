/** Looks for the texts of a segment that are most like one: short ones are all compared, others are found by their words. */
import type { BestMatches } from './best-matches.ts'
import { asBytes } from './checked-file.ts'
import type { Comparer } from './edit-distance.ts'
import type { Features } from './features.ts'
import { countBits } from './letter-signature.ts'
import { LONGEST_TEXT } from './byte-text.ts'
import { lowerBound, SHORTEST_INDEXED, textStarts, type Segment } from './segment.ts'

/** What is looked for, made ready once for all segments. */
export interface Query {
  readonly bytes: Uint8Array
  readonly comparer: Comparer
  readonly features: Features
  readonly signature: Uint32Array
}

/** Room that every search uses again. */
export class Scratch {
  /** By id; all zero between searches. */
  scores = new Uint16Array(0)
  /** Ids whose score is not zero. */
  touched = new Uint32Array(1 << 12)
  readonly ids = new Uint32Array(1 << 14)
  readonly one = new Uint32Array(1)
  readonly text = new Uint8Array(LONGEST_TEXT)
  readonly piece = new Uint8Array(1 << 18)
}

/** Of the query's features, the rarest: a text of which a third is another one still shares several of them. */
const LOOKED_AT = 0.7
const FEWEST_LOOKED_AT = 4
/** A score of so many lists has room in 16 bits. */
const MOST_LOOKED_AT = 200
/** Of ids: when so many were looked at, the rarest features have said enough. */
const MOST_POSTINGS = 30_000
/** With the best scores. Fewer where texts are long: what a comparison takes grows with the square of the length. */
const MOST_COMPARED = 300
const FEWEST_COMPARED = 10
const MOST_STEPS = 8_000_000
/** Of the score of the best: what has less in common is no match. */
const LEAST_SHARE = 0.25

/** A longer text is found by its words. */
const LONGEST_SHORT = 20

/** @param isRemoved Whether a newer segment says that the key is no longer there. */
export function searchSegment(
  segment: Segment,
  query: Query,
  best: BestMatches,
  isRemoved: (key: number) => boolean,
  scratch: Scratch,
): void {
  const take = (id: number, length: number, distance: number): void => {
    segment.file.read(asBytes(scratch.one), segment.keysAt + id * 4, 4)
    const key = scratch.one[0] ?? 0
    if (!isRemoved(key)) best.add(key, length, distance)
  }
  if (query.bytes.length <= LONGEST_SHORT) compareAll(segment, query, best, take, scratch)
  else compareLikely(segment, query, best, take, scratch)
}

type Take = (id: number, length: number, distance: number) => void

/** The nearest lengths first: what is found there lets others be passed over sooner. */
function compareAll(segment: Segment, query: Query, best: BestMatches, take: Take, scratch: Scratch): void {
  const { lengths } = segment
  const starts = startsOf(segment)
  const own = query.bytes.length
  const { shortest, longest } = best.lengths
  const rows = Array.from(lengths.keys())
    .slice(lowerBound(lengths, shortest), lowerBound(lengths, longest + 1))
    .toSorted((a, b) => Math.abs((lengths[a] ?? 0) - own) - Math.abs((lengths[b] ?? 0) - own))
  for (const row of rows) compareRow(segment, row, starts[row] ?? 0, query, best, take, scratch)
}

function compareRow(
  { file, firsts, lengths, signatures }: Segment,
  row: number,
  start: number,
  { bytes, comparer, signature }: Query,
  best: BestMatches,
  take: Take,
  { piece }: Scratch,
): void {
  const length = lengths[row] ?? 0
  let most = best.mostDistance(length)
  if (Math.abs(length - bytes.length) > most) return
  const [first, end] = [firsts[row] ?? 0, firsts[row + 1] ?? 0]
  const [once = 0, twice = 0] = signature
  const inPiece = Math.floor(piece.length / length)
  for (let from = first; from < end; from += inPiece) {
    const to = Math.min(end, from + inPiece)
    file.read(piece, start + (from - first) * length, (to - from) * length)
    for (let id = from; id < to; id++) {
      const otherOnce = signatures[id * 2] ?? 0
      const otherTwice = signatures[id * 2 + 1] ?? 0
      if (countBits(once & ~otherOnce) + countBits(twice & ~otherTwice) > most) continue
      if (countBits(otherOnce & ~once) + countBits(otherTwice & ~twice) > most) continue
      const at = (id - from) * length
      const distance = comparer.distance(piece, at, at + length, most)
      if (distance > most) continue
      take(id, length, distance)
      most = best.mostDistance(length)
    }
  }
}

function compareLikely(segment: Segment, query: Query, best: BestMatches, take: Take, scratch: Scratch): void {
  const { lengths, firsts, file } = segment
  const starts = startsOf(segment)
  const { shortest, longest } = best.lengths
  const low = firsts[lowerBound(lengths, Math.max(shortest, SHORTEST_INDEXED))] ?? 0
  const high = firsts[lowerBound(lengths, longest + 1)] ?? 0
  if (low >= high) return
  for (const id of likely(segment, query, low, high, scratch)) {
    const row = lowerBound(firsts, id + 1) - 1
    const length = lengths[row] ?? 0
    const most = best.mostDistance(length)
    if (Math.abs(length - query.bytes.length) > most) continue
    file.read(scratch.text, (starts[row] ?? 0) + (id - (firsts[row] ?? 0)) * length, length)
    const distance = query.comparer.distance(scratch.text, 0, length, most)
    if (distance <= most) take(id, length, distance)
  }
}

interface Postings {
  readonly start: number
  readonly size: number
}

/** Ids from `low` to before `high`, those first that share most, and the rarest. */
function likely(segment: Segment, query: Query, low: number, high: number, scratch: Scratch): readonly number[] {
  const lists = postingsOf(segment, query)
  const wanted = Math.ceil(query.features.count * LOOKED_AT)
  const enough = Math.min(MOST_LOOKED_AT, Math.max(FEWEST_LOOKED_AT, wanted))
  if (scratch.scores.length < segment.count) scratch.scores = new Uint16Array(segment.count)
  let [count, seen] = [0, 0]
  for (const [index, { start, size }] of lists.entries()) {
    if (index >= enough || (index >= FEWEST_LOOKED_AT && seen > MOST_POSTINGS)) break
    const weight = Math.ceil(8 * Math.log2(1 + segment.count / size))
    const from = size > scratch.ids.length ? placeOf(segment, low, start, size, scratch) : start
    const to = size > scratch.ids.length ? placeOf(segment, high, start, size, scratch) : start + size
    for (let at = from; at < to; at += scratch.ids.length) {
      const length = Math.min(scratch.ids.length, to - at)
      segment.file.read(asBytes(scratch.ids), segment.postingsAt + at * 4, length * 4)
      const end = lowerBound(scratch.ids, high, 0, length)
      const begin = lowerBound(scratch.ids, low, 0, end)
      seen += end - begin
      if (count + end - begin > scratch.touched.length) scratch.touched = longer(scratch.touched, count + end - begin)
      for (let each = begin; each < end; each++) {
        const id = scratch.ids[each] ?? 0
        const score = scratch.scores[id] ?? 0
        if (score === 0) scratch.touched[count++] = id
        scratch.scores[id] = score + weight
      }
    }
  }
  const mostCompared = Math.round((MOST_STEPS * BITS) / query.bytes.length ** 2)
  return bestScores(scratch, count, Math.min(MOST_COMPARED, Math.max(FEWEST_COMPARED, mostCompared)))
}

/** The query's features that the segment has, the rarest first. */
function postingsOf({ features, ends }: Segment, query: Query): readonly Postings[] {
  const lists: Postings[] = []
  for (let each = 0; each < query.features.count; each++) {
    const hash = query.features.hashes[each] ?? 0
    const place = lowerBound(features, hash)
    if (features[place] !== hash) continue
    const start = ends[place - 1] ?? 0
    lists.push({ start, size: (ends[place] ?? 0) - start })
  }
  return lists.sort((a, b) => a.size - b.size)
}

/** Where in a long list of postings the first id stands that is not below `id`. */
function placeOf({ file, postingsAt }: Segment, id: number, start: number, size: number, { one }: Scratch): number {
  let [low, high] = [start, start + size]
  while (low < high) {
    const middle = (low + high) >>> 1
    file.read(asBytes(one), postingsAt + middle * 4, 4)
    if ((one[0] ?? 0) < id) low = middle + 1
    else high = middle
  }
  return low
}

const ID_SPAN = 2 ** 32
/** That are compared in one step. */
const BITS = 32

/** Leaves all scores zero. */
function bestScores({ scores, touched }: Scratch, count: number, most: number): readonly number[] {
  let best = 0
  for (let index = 0; index < count; index++) best = Math.max(best, scores[touched[index] ?? 0] ?? 0)
  const counts = new Uint32Array(best + 1)
  for (let index = 0; index < count; index++) {
    const score = scores[touched[index] ?? 0] ?? 0
    counts[score] = (counts[score] ?? 0) + 1
  }
  let [least, sum] = [best, counts[best] ?? 0]
  while (least > Math.max(1, best * LEAST_SHARE) && sum < most) sum += counts[--least] ?? 0
  const chosen: number[] = []
  for (let index = 0; index < count; index++) {
    const id = touched[index] ?? 0
    const score = scores[id] ?? 0
    if (score >= least) chosen.push((best - score) * ID_SPAN + id)
    scores[id] = 0
  }
  chosen.sort((a, b) => a - b)
  return chosen.slice(0, most).map((each) => each % ID_SPAN)
}

function longer(numbers: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(Math.max(least, numbers.length * 2))
  grown.set(numbers)
  return grown
}

const known = new WeakMap<Segment, Float64Array>()

function startsOf(segment: Segment): Float64Array {
  const starts = known.get(segment) ?? textStarts(segment)
  known.set(segment, starts)
  return starts
}
