/** Short keys for documents and rows, drawn from their names: one more leaves those of the others as they are. */

/** What a script in back quotes, JSON and HTML take as it stands, but for the full stop, which says how long keys are. */
const DIGITS = '!#%()*+,-/0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~'

export interface KeyGiver {
  /** A name's own key; where an earlier name has it already, the next one that is free. */
  readonly keyFor: (name: string) => string
  /** Names whose key is not the one that is theirs by `firstKey`. */
  readonly moved: ReadonlyMap<string, string>
}

/** @param width Characters of a key: 3 are for half a million names, 2 for some thousands. */
export function giveKeys(width: number): KeyGiver {
  const taken = new Set<string>()
  const moved = new Map<string, string>()
  const most = DIGITS.length ** width
  return {
    keyFor(name) {
      if (taken.size >= most) throw new Error(`Unexpected name above ${most}, expected a wider key`)
      let key = firstKey(name, width)
      for (let turn = 1; taken.has(key); turn++) {
        key = digitsOf(hashText(name, turn) % most, width)
        moved.set(name, key)
      }
      taken.add(key)
      return key
    },
    moved,
  }
}

export function firstKey(name: string, width: number): string {
  return digitsOf(hashText(name, 0) % DIGITS.length ** width, width)
}

/** Wide enough that few of so many names move. */
export function widthFor(names: number, least: number): number {
  let width = least
  while (DIGITS.length ** width < 8 * names) width++
  return width
}

function digitsOf(number: number, width: number): string {
  let digits = ''
  for (let rest = number; digits.length < width; rest = Math.floor(rest / DIGITS.length))
    digits += DIGITS.charAt(rest % DIGITS.length)
  return digits
}

/** 32 bits of a text: FNV-1a over its UTF-16 units, stirred at the end. */
export function hashText(text: string, seed: number): number {
  let hash = 0x811c_9dc5 ^ seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193)
  return stir(hash)
}

/** MurmurHash3's last step: each bit of a number counts for each bit of the result. */
export function stir(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
