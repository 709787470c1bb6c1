/** Which letters a text has, in a few bits: two texts with too few in common need not be compared. */
import { WORD_BYTES } from './byte-text.ts'

const BITS = 32

/**
 * Writes two numbers: the letters that stand in the text, and those that stand in it twice. Letters share 32 bits.
 * An edit takes away one of them at most, and adds one at most.
 */
export function writeSignature(text: Uint8Array, start: number, end: number, into: Uint32Array, at: number): void {
  let [once, twice] = [0, 0]
  for (let index = start; index < end; index++) {
    const byte = text[index] ?? 0
    const bit = WORD_BYTES[byte] === 1 ? 1 << (byte % BITS) : 0
    twice |= once & bit
    once |= bit
  }
  into[at] = once
  into[at + 1] = twice
}

/** How many bits are set. */
export function countBits(bits: number): number {
  let sum = bits - ((bits >>> 1) & 0x5555_5555)
  sum = (sum & 0x3333_3333) + ((sum >>> 2) & 0x3333_3333)
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}
