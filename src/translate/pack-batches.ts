/** Packs what is to be sent into requests. */

/** Per request, of texts as sent: code points, number, UTF-8 bytes. */
export interface BatchLimits {
  readonly characters: number
  readonly elements: number
  readonly bytes?: number
}

/** What is packed; its size as it is sent. */
export interface Sized {
  readonly characters: number
  readonly bytes: number
}

/**
 * Next fit, in order: neighbours stay together, and the same input gives the same requests. An
 * item that is over the limits alone stands alone.
 */
export function packBatches<Item extends Sized>(
  items: readonly Item[],
  { characters, elements, bytes = Infinity }: BatchLimits,
): readonly (readonly Item[])[] {
  const batches: Item[][] = []
  let open: Item[] = []
  let [sum, size] = [0, 0]
  for (const item of items) {
    const full = open.length >= elements || sum + item.characters > characters || size + item.bytes > bytes
    if (open.length > 0 && full) {
      batches.push(open)
      open = []
      ;[sum, size] = [0, 0]
    }
    open.push(item)
    sum += item.characters
    size += item.bytes
  }
  if (open.length > 0) batches.push(open)
  return batches
}
