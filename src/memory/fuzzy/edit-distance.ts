/** Levenshtein's distance of many texts to one, by bits of machine words, given up where it grows too large. */

const WORD = 32

export interface Comparer {
  /** @returns The distance, or any number over `most` where it is over that. */
  distance(other: Uint8Array, start: number, end: number, most: number): number
}

/**
 * @see G. Myers, "A fast bit-vector algorithm for approximate string matching", 1999; H. Hyyrö, "Explaining and
 *   extending the bit-parallel approximate string matching algorithm of Myers", 2001, for several words and the distance.
 */
export function compareWith(text: Uint8Array): Comparer {
  const blocks = Math.max(1, Math.ceil(text.length / WORD))
  // By character and block: a bit for each place where it stands.
  const places = new Int32Array(0x100 * blocks)
  for (const [index, byte] of text.entries()) {
    const at = byte * blocks + Math.floor(index / WORD)
    places[at] = (places[at] ?? 0) | (1 << (index % WORD))
  }
  return blocks === 1 ? oneWord(places, text.length) : severalWords(places, text.length, blocks)
}

function oneWord(places: Int32Array, length: number): Comparer {
  const last = 1 << ((length + WORD - 1) % WORD)
  return {
    distance(other, start, end, most) {
      if (length === 0) return end - start
      let [up, down, score] = [-1, 0, length]
      // Each character that is left can make it smaller by one.
      for (let at = start, slack = most + end - start; at < end; at++, slack--) {
        if (score > slack) return score
        const equal = places[other[at] ?? 0] ?? 0
        const vertical = equal | down
        const horizontal = (((equal & up) + up) ^ up) | equal
        let plus = down | ~(horizontal | up)
        let minus = up & horizontal
        if (plus & last) score++
        else if (minus & last) score--
        plus = (plus << 1) | 1
        minus <<= 1
        up = minus | ~(vertical | plus)
        down = plus & vertical
      }
      return score
    },
  }
}

function severalWords(places: Int32Array, length: number, blocks: number): Comparer {
  const last = 1 << ((length + WORD - 1) % WORD)
  const ups = new Int32Array(blocks)
  const downs = new Int32Array(blocks)
  return {
    distance(other, start, end, most) {
      ups.fill(-1)
      downs.fill(0)
      let score = length
      for (let at = start, slack = most + end - start; at < end; at++, slack--) {
        if (score > slack) return score
        const row = (other[at] ?? 0) * blocks
        // What comes over from the block before: 1, 0 or -1; along the upper edge it is 1.
        let carry = 1
        for (let block = 0; block < blocks; block++) {
          const up = ups[block] ?? 0
          const down = downs[block] ?? 0
          let equal = places[row + block] ?? 0
          const vertical = equal | down
          if (carry < 0) equal |= 1
          const horizontal = (((equal & up) + up) ^ up) | equal
          let plus = down | ~(horizontal | up)
          let minus = up & horizontal
          const edge = block === blocks - 1 ? last : 1 << (WORD - 1)
          const next = plus & edge ? 1 : minus & edge ? -1 : 0
          plus = (plus << 1) | (carry > 0 ? 1 : 0)
          minus = (minus << 1) | (carry < 0 ? 1 : 0)
          ups[block] = minus | ~(vertical | plus)
          downs[block] = plus & vertical
          carry = next
        }
        score += carry
      }
      return score
    },
  }
}
