/** Where a piece of the search ends: said by what stands there, so that a change elsewhere moves no border. */

/** Asked of each part in order: whether the piece ends after it. A piece knows nothing of those before it. */
export type Cutter = (hash: number, size: number) => boolean

/**
 * A part of a piece that is half full may be its end, by its hash and the more probably the larger it is; its size
 * counts in powers of two, so that few edits make a border or take one away.
 *
 * @param size What a piece has on average; twice as much and it ends in any case.
 */
export function cutInto(size: number): Cutter {
  const half = size / 2
  let filled = 0
  return (hash, added) => {
    filled += added
    const weight = 1.5 * 2 ** (31 - Math.clz32(added))
    const isEnd = filled >= 2 * size || (filled >= half && hash * half < weight * 2 ** 32)
    if (isEnd) filled = 0
    return isEnd
  }
}
