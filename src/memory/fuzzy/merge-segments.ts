/** Several segments as one, read and written from beginning to end: what is removed is left out. */
import { writeChecked, asBytes, type CheckedWriter } from './checked-file.ts'
import { lowerBound, textStarts, writeTables, type Segment } from './segment.ts'

const PIECE = 1 << 15

/** An id of a text that is left out. */
const GONE = 0xffff_ffff

export interface MergeInput {
  /** Oldest first. */
  readonly segments: readonly Segment[]
  /** Whether older segments than these stay: then what was removed must be remembered. */
  readonly hasOlder: boolean
}

/** Writes the file, flushed to the disk. */
export function mergeSegments({ segments, hasOlder }: MergeInput, path: string): void {
  const writer = writeChecked(path)
  try {
    const parts = segments.map((segment, index) => partOf(segment, segments.slice(index + 1)))
    const table = writeTexts(parts, writer)
    writer.align(4)
    const { features, ends } = writePostings(parts, writer)
    const removed = hasOlder ? segments.flatMap((segment) => [...segment.removed]) : []
    writeTables(writer, { ...table, features, ends, removed: Uint32Array.from(new Set(removed)).sort() })
    writer.finish()
  } catch (error) {
    writer.close()
    throw error
  }
}

interface Part {
  readonly segment: Segment
  readonly keys: Uint32Array
  /** The new id of each text. */
  readonly ids: Uint32Array
  readonly starts: Float64Array
}

function partOf(segment: Segment, newer: readonly Segment[]): Part {
  const keys = segment.file.numbers(segment.keysAt, segment.count)
  const ids = new Uint32Array(segment.count)
  const removals = newer.map(({ removed }) => removed).filter(({ length }) => length > 0)
  if (removals.length > 0)
    for (const [id, key] of keys.entries()) if (removals.some((removed) => holds(removed, key))) ids[id] = GONE
  return { segment, keys, ids, starts: textStarts(segment) }
}

/** Whether a sorted list has the number. */
export function holds(sorted: Uint32Array, value: number): boolean {
  return sorted[lowerBound(sorted, value)] === value
}

/** Length by length, gives the new ids and the tables that go by them. */
function writeTexts(
  parts: readonly Part[],
  writer: CheckedWriter,
): Pick<Parameters<typeof writeTables>[1], 'lengths' | 'firsts' | 'keys' | 'signatures'> {
  const all = new Set(parts.flatMap(({ segment }) => [...segment.lengths]))
  const keys = new Uint32Array(parts.reduce((sum, { segment }) => sum + segment.count, 0))
  const signatures = new Uint32Array(parts.reduce((sum, { segment }) => sum + segment.signatures.length, 0))
  const piece = new Uint8Array(PIECE)
  const lengths: number[] = []
  const firsts: number[] = [0]
  let [next, signed] = [0, 0]
  for (const length of [...all].toSorted((a, b) => a - b)) {
    for (const { segment, keys: own, ids, starts } of parts) {
      const row = lowerBound(segment.lengths, length)
      if (segment.lengths[row] !== length) continue
      const [first, end] = [segment.firsts[row] ?? 0, segment.firsts[row + 1] ?? 0]
      const copyTexts = copier(segment, writer, piece, (id) => (starts[row] ?? 0) + (id - first) * length)
      for (let id = first; id < end; id++) {
        if (ids[id] === GONE) continue
        copyTexts.take(id)
        ids[id] = next
        if (id * 2 < segment.signatures.length) {
          signatures[signed++] = segment.signatures[id * 2] ?? 0
          signatures[signed++] = segment.signatures[id * 2 + 1] ?? 0
        }
        keys[next++] = own[id] ?? 0
      }
      copyTexts.finish()
    }
    if (next === firsts.at(-1)) continue
    lengths.push(length)
    firsts.push(next)
  }
  return {
    lengths: Uint32Array.from(lengths),
    firsts: Uint32Array.from(firsts),
    keys: keys.subarray(0, next),
    signatures: signatures.subarray(0, signed),
  }
}

/** Copies neighbours together. */
function copier(
  { file }: Segment,
  writer: CheckedWriter,
  piece: Uint8Array,
  startOf: (id: number) => number,
): { take(id: number): void; finish(): void } {
  let [from, to] = [-1, -1]
  const finish = (): void => {
    const end = startOf(to)
    for (let at = startOf(from); at < end; at += PIECE) {
      const length = Math.min(PIECE, end - at)
      file.read(piece, at, length)
      writer.write(piece.subarray(0, length))
    }
    from = to
  }
  return {
    take(id) {
      if (id !== to) {
        finish()
        from = id
      }
      to = id + 1
    },
    finish,
  }
}

function writePostings(
  parts: readonly Part[],
  writer: CheckedWriter,
): { readonly features: Uint32Array; readonly ends: Uint32Array } {
  const most = parts.reduce((sum, { segment }) => sum + segment.features.length, 0)
  const [features, ends] = [new Uint32Array(most), new Uint32Array(most)]
  const readers = parts.map(postingReader)
  let list = new Uint32Array(PIECE)
  let [count, end] = [0, 0]
  // Millions of turns: nothing is made anew in them.
  for (;;) {
    let [hash, size, having] = [Infinity, 0, 0]
    for (const reader of readers) hash = Math.min(hash, reader.hash)
    if (hash === Infinity) break
    for (const reader of readers) if (reader.hash === hash) size += reader.size
    if (size > list.length) list = new Uint32Array(size * 2)
    let used = 0
    for (const reader of readers) {
      if (reader.hash !== hash) continue
      used = reader.take(list, used)
      having++
    }
    if (used === 0) continue
    const ids = list.subarray(0, used)
    writer.write(asBytes(having > 1 ? sorted(ids) : ids))
    end += used
    features[count] = hash
    ends[count++] = end
  }
  return { features: features.subarray(0, count), ends: ends.subarray(0, count) }
}

const FEW = 24

/** In place. */
function sorted(ids: Uint32Array): Uint32Array {
  if (ids.length > FEW) return ids.sort()
  for (let index = 1; index < ids.length; index++) {
    const id = ids[index] ?? 0
    let at = index
    for (; at > 0 && (ids[at - 1] ?? 0) > id; at--) ids[at] = ids[at - 1] ?? 0
    ids[at] = id
  }
  return ids
}

interface PostingReader {
  /** Of the next feature; Infinity at the end. */
  hash: number
  /** How many ids it has. */
  size: number
  /** Puts the new ids of those that stay into `list` from `at` on, goes on to the next feature. @returns Where they end. */
  take(list: Uint32Array, at: number): number
}

function postingReader({ segment, ids }: Part): PostingReader {
  const { file, features, ends, postingsAt } = segment
  const piece = new Uint32Array(PIECE)
  let [pieceStart, pieceEnd, feature] = [0, 0, 0]
  const total = ends.at(-1) ?? 0
  const reader: PostingReader = {
    hash: features[0] ?? Infinity,
    size: ends[0] ?? 0,
    take(list, at) {
      const end = ends[feature] ?? 0
      let used = at
      for (let index = ends[feature - 1] ?? 0; index < end; index++) {
        if (index >= pieceEnd) {
          pieceStart = index
          pieceEnd = Math.min(total, index + PIECE)
          file.read(asBytes(piece), postingsAt + index * 4, (pieceEnd - pieceStart) * 4)
        }
        const id = ids[piece[index - pieceStart] ?? 0] ?? GONE
        if (id !== GONE) list[used++] = id
      }
      feature++
      reader.hash = features[feature] ?? Infinity
      reader.size = (ends[feature] ?? 0) - (ends[feature - 1] ?? 0)
      return used
    },
  }
  return reader
}
