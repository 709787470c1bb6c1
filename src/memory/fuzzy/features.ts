/** What a text is found by: its words without what is written onto them, as numbers. */
import { WORD_BYTES } from './byte-text.ts'
import { foldAffixes, type Stem } from './light-stem.ts'

/** A word of more letters is no word of a language with spaces; it is found by runs of its letters. */
const LONGEST_WORD = 16
const RUN = 4
/** Of a text; those of its beginning. */
const MOST_FEATURES = 1000
/** Fowler, Noll and Vo's hash (FNV-1a) with 32 bits. */
const FNV = { start: 0x811c_9dc5, prime: 0x0100_0193 }

/** Grows as it is needed, and is used again and again. */
export interface Features {
  hashes: Uint32Array
  count: number
}

export function noFeatures(): Features {
  return { hashes: new Uint32Array(256), count: 0 }
}

/** Each feature of the text once, in the order in which they first stand in it, up to a limit. */
export function takeFeatures(text: Uint8Array, start: number, end: number, into: Features): void {
  into.count = 0
  const stem: Stem = { start: 0, end: 0 }
  for (let at = start; at < end && into.count < MOST_FEATURES;) {
    while (at < end && WORD_BYTES[text[at] ?? 0] === 0) at++
    stem.start = at
    while (at < end && WORD_BYTES[text[at] ?? 0] === 1) at++
    stem.end = at
    if (stem.start === stem.end) continue
    if (stem.end - stem.start <= LONGEST_WORD) {
      foldAffixes(text, stem)
      add(into, hashOf(text, stem.start, stem.end))
    } else {
      for (let run = stem.start; run + RUN <= stem.end && into.count < MOST_FEATURES; run++)
        add(into, hashOf(text, run, run + RUN))
    }
  }
}

function hashOf(text: Uint8Array, start: number, end: number): number {
  let hash = FNV.start
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (text[at] ?? 0), FNV.prime)
  return hash >>> 0
}

function add(features: Features, hash: number): void {
  const { hashes, count } = features
  for (let index = 0; index < count; index++) if (hashes[index] === hash) return
  if (count === hashes.length) {
    features.hashes = new Uint32Array(count * 2)
    features.hashes.set(hashes)
  }
  features.hashes[count] = hash
  features.count = count + 1
}
