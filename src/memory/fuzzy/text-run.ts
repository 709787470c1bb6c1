/** Texts that are collected until they fill a segment, and written as one: sorted in memory, within bounds. */
import { writeChecked } from './checked-file.ts'
import { LONGEST_TEXT, writeBytes } from './byte-text.ts'
import { noFeatures, takeFeatures } from './features.ts'
import { writeSignature } from './letter-signature.ts'
import { LONGEST_SIGNED, SHORTEST_INDEXED, writeTables } from './segment.ts'

const MOST_TEXTS = 32_000
const MOST_BYTES = 4_000_000
const MOST_PAIRS = 600_000
/** An id takes so many bits beside the 32 of a hash: both together are a whole number that a float holds. */
const ID_SPAN = 2 ** 20

/** Texts and the keys that they are known by. */
export class TextRun {
  #bytes = new Uint8Array(1 << 16)
  #starts = new Uint32Array(1 << 10)
  #keys = new Uint32Array(1 << 10)
  /** Of a feature's hash and the id of a text, used again by every run. */
  #sorting = new Float64Array(1 << 10)
  #count = 0
  #pairs = 0

  get isEmpty(): boolean {
    return this.#count === 0
  }

  get isFull(): boolean {
    const used = this.#starts[this.#count] ?? 0
    return this.#count >= MOST_TEXTS || used >= MOST_BYTES || this.#pairs >= MOST_PAIRS
  }

  /** @param text As `normalizeKey` gives it; an empty one, or one that is too long, is passed over. */
  add(key: number, text: string): void {
    if (text === '' || text.length > LONGEST_TEXT) return
    const start = this.#starts[this.#count] ?? 0
    const end = start + text.length
    if (end > this.#bytes.length) this.#bytes = grown(this.#bytes, Math.max(end, this.#bytes.length * 2))
    if (this.#count + 2 > this.#starts.length) {
      this.#starts = grown(this.#starts, this.#starts.length * 2)
      this.#keys = grown(this.#keys, this.#keys.length * 2)
    }
    writeBytes(text, this.#bytes, start)
    this.#keys[this.#count++] = key
    this.#starts[this.#count] = end
    this.#pairs += text.length >> 2
  }

  /** Writes everything, flushed to the disk, and is empty then. */
  write(path: string, removed: Uint32Array = new Uint32Array()): void {
    const writer = writeChecked(path)
    try {
      const order = this.#order()
      const keys = order.map((index) => this.#keys[index] ?? 0)
      const rows = new Map<number, number>()
      for (const index of order) {
        const [start, end] = this.#place(index)
        writer.write(this.#bytes.subarray(start, end))
        rows.set(end - start, (rows.get(end - start) ?? 0) + 1)
      }
      const firsts = new Uint32Array(rows.size + 1)
      for (const [row, count] of [...rows.values()].entries()) firsts[row + 1] = (firsts[row] ?? 0) + count
      writer.align(4)
      const { features, ends } = writePostings(this.#sortedPairs(order), (ids) =>
        writer.write(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength)),
      )
      writeTables(writer, {
        features,
        ends,
        lengths: Uint32Array.from(rows.keys()),
        firsts,
        keys,
        signatures: this.#signatures(order),
        removed,
      })
      writer.finish()
    } catch (error) {
      writer.close()
      throw error
    }
    this.#count = 0
    this.#pairs = 0
  }

  #place(index: number): readonly [number, number] {
    return [this.#starts[index] ?? 0, this.#starts[index + 1] ?? 0]
  }

  /** Shortest first, then as they came. */
  #order(): Uint32Array {
    const order = Float64Array.from({ length: this.#count }, (_, index) => {
      const [start, end] = this.#place(index)
      return (end - start) * ID_SPAN + index
    }).sort()
    return Uint32Array.from(order, (each) => each % ID_SPAN)
  }

  /** A feature's hash and the id of a text that has it, in one number. */
  #sortedPairs(order: Uint32Array): Float64Array {
    const features = noFeatures()
    let pairs = this.#sorting
    let used = 0
    for (const [id, index] of order.entries()) {
      const [start, end] = this.#place(index)
      if (end - start < SHORTEST_INDEXED) continue
      takeFeatures(this.#bytes, start, end, features)
      if (used + features.count > pairs.length) pairs = grown(pairs, pairs.length * 2 + features.count)
      for (let each = 0; each < features.count; each++) pairs[used++] = (features.hashes[each] ?? 0) * ID_SPAN + id
    }
    this.#sorting = pairs
    return pairs.subarray(0, used).sort()
  }

  #signatures(order: Uint32Array): Uint32Array {
    const isSigned = (index: number): boolean => {
      const [start, end] = this.#place(index)
      return end - start <= LONGEST_SIGNED
    }
    const beyond = order.findIndex((index) => !isSigned(index))
    const signed = order.subarray(0, beyond === -1 ? order.length : beyond)
    const signatures = new Uint32Array(signed.length * 2)
    for (const [id, index] of signed.entries()) writeSignature(this.#bytes, ...this.#place(index), signatures, id * 2)
    return signatures
  }
}

const PIECE = 1 << 16

function writePostings(
  pairs: Float64Array,
  write: (ids: Uint32Array) => void,
): { readonly features: Uint32Array; readonly ends: Uint32Array } {
  const features: number[] = []
  const ends: number[] = []
  const ids = new Uint32Array(PIECE)
  let used = 0
  let last = -1
  for (let index = 0; index < pairs.length; index++) {
    const pair = pairs[index] ?? 0
    const hash = Math.floor(pair / ID_SPAN)
    if (hash !== last) {
      if (last !== -1) ends.push(index)
      features.push(hash)
      last = hash
    }
    ids[used++] = pair - hash * ID_SPAN
    if (used === PIECE) {
      write(ids)
      used = 0
    }
  }
  if (last !== -1) ends.push(pairs.length)
  write(ids.subarray(0, used))
  return { features: Uint32Array.from(features), ends: Uint32Array.from(ends) }
}

function grown<Numbers extends Uint8Array | Uint32Array | Float64Array>(numbers: Numbers, length: number): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(length) // of the same kind
  larger.set(numbers)
  return larger
}
