/** Packs what is to be sent into requests. */

/** Per request, of texts as sent: code points, number, UTF-8 bytes, UTF-16 code units. */
export interface BatchLimits {
  readonly characters: number
  readonly elements: number
  readonly bytes?: number
  readonly codeUnits?: number
}

/** What is packed: its size as it is sent. */
export interface Packable {
  readonly characters: number
  readonly bytes: number
  readonly codeUnits: number
  /** Texts, one by default. */
  readonly elements?: number
  /** Items of two passages do not share a request. */
  readonly passage?: string
}

/**
 * Next fit, in order and one at a time: neighbours stay together, the same input gives the same
 * requests, and no more of it is held than one. An item that is over the limits alone stands alone.
 */
export function* packBatches<Item extends Packable>(
  items: Iterable<Item>,
  { characters, elements, bytes = Infinity, codeUnits = Infinity }: BatchLimits,
): Generator<readonly Item[], void, undefined> {
  let open: Item[] = []
  let [sum, size, units, count] = [0, 0, 0, 0]
  for (const item of items) {
    const texts = item.elements ?? 1
    const full =
      count + texts > elements ||
      sum + item.characters > characters ||
      size + item.bytes > bytes ||
      units + item.codeUnits > codeUnits
    if (open.length > 0 && (full || item.passage !== open[0]?.passage)) {
      yield open
      open = []
      ;[sum, size, units, count] = [0, 0, 0, 0]
    }
    open.push(item)
    sum += item.characters
    size += item.bytes
    units += item.codeUnits
    count += texts
  }
  if (open.length > 0) yield open
}
