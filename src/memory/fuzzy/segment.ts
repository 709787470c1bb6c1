/** A segment: texts in the order of their lengths with all that finds them, in one file that never changes. */
import { DamagedError } from '../tables.ts'
import { openChecked, type CheckedFile, type CheckedWriter } from './checked-file.ts'

/** Grows with every change of what stands in a file or how it is found: bytes, stems, hashes, order. */
const FORMAT = 1
/** The first number of the head; another byte order reads another one. */
const MAGIC = 0x7a7a_7566
/** Texts up to here have a signature, and are found by reading them all. */
export const LONGEST_SIGNED = 29
/** Texts from here on have features. */
export const SHORTEST_INDEXED = 14

/** How many of each a segment has. */
const COUNTS = ['texts', 'lengths', 'features', 'postings', 'signed', 'removed'] as const
type Count = (typeof COUNTS)[number]
const HEAD_NUMBERS = 2 + COUNTS.length

/** Texts of one length, which lie behind each other. */
export interface LengthTable {
  /** UTF-16 code units, ascending. */
  readonly lengths: Uint32Array
  /** Id of the first text of each length, and the number of all texts at the end. Ids are places in the order. */
  readonly firsts: Uint32Array
}

/**
 * Behind each other: bytes of the texts; postings, the ids of each feature ascending; hashes of the features, ascending;
 * where the postings of each end; lengths and firsts; keys by id; signatures by id; removed keys; the head.
 */
export interface Segment extends LengthTable {
  readonly file: CheckedFile
  readonly count: number
  /** Sorted. */
  readonly features: Uint32Array
  /** For each feature the end of its postings, in numbers. */
  readonly ends: Uint32Array
  /** Two numbers for each text that has one. */
  readonly signatures: Uint32Array
  /** Keys of texts in older segments that are no longer there, sorted. */
  readonly removed: Uint32Array
  /** Where in the file. */
  readonly postingsAt: number
  readonly keysAt: number
}

/** What a segment's writer gives after the texts and the postings. */
export interface SegmentTables extends LengthTable {
  readonly features: Uint32Array
  readonly ends: Uint32Array
  readonly keys: Uint32Array
  readonly signatures: Uint32Array
  readonly removed: Uint32Array
}

/** Ends a file into which texts and, aligned, postings were written. */
export function writeTables(writer: CheckedWriter, tables: SegmentTables): void {
  const { features, ends, lengths, firsts, keys, signatures, removed } = tables
  for (const numbers of [features, ends, lengths, firsts, keys, signatures, removed])
    writer.write(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  const counts: Readonly<Record<Count, number>> = {
    texts: keys.length,
    lengths: lengths.length,
    features: features.length,
    postings: ends.at(-1) ?? 0,
    signed: signatures.length / 2,
    removed: removed.length,
  }
  const head = Uint32Array.from([MAGIC, FORMAT, ...COUNTS.map((name) => counts[name])])
  writer.write(new Uint8Array(head.buffer))
}

/** @throws {DamagedError} Damaged, or of another format; or an error of the system. */
export function openSegment(path: string): Segment {
  const file = openChecked(path)
  try {
    return read(file)
  } catch (error) {
    file.close()
    throw error
  }
}

function read(file: CheckedFile): Segment {
  const headAt = file.length - HEAD_NUMBERS * 4
  if (headAt < 0) throw new DamagedError('short file')
  const [magic, format, ...counts] = file.numbers(headAt, HEAD_NUMBERS)
  if (magic !== MAGIC || format !== FORMAT) throw new DamagedError('another format')
  const count = (name: Count): number => counts[COUNTS.indexOf(name)] ?? 0
  let at = headAt
  const before = (numbers: number): number => (at -= numbers * 4)
  const removedAt = before(count('removed'))
  const signaturesAt = before(count('signed') * 2)
  const keysAt = before(count('texts'))
  const firstsAt = before(count('lengths') + 1)
  const lengthsAt = before(count('lengths'))
  const endsAt = before(count('features'))
  const featuresAt = before(count('features'))
  const postingsAt = before(count('postings'))
  if (postingsAt < 0) throw new DamagedError('short file')
  return {
    file,
    count: count('texts'),
    lengths: file.numbers(lengthsAt, count('lengths')),
    firsts: file.numbers(firstsAt, count('lengths') + 1),
    features: file.numbers(featuresAt, count('features')),
    ends: file.numbers(endsAt, count('features')),
    signatures: file.numbers(signaturesAt, count('signed') * 2),
    removed: file.numbers(removedAt, count('removed')),
    postingsAt,
    keysAt,
  }
}

/** Place of the first number that is not below `value`. */
export function lowerBound(sorted: Uint32Array, value: number, from = 0, to = sorted.length): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Where the texts of each length begin, in bytes. */
export function textStarts({ lengths, firsts }: LengthTable): Float64Array {
  const starts = new Float64Array(lengths.length + 1)
  for (let row = 0; row < lengths.length; row++)
    starts[row + 1] = (starts[row] ?? 0) + ((firsts[row + 1] ?? 0) - (firsts[row] ?? 0)) * (lengths[row] ?? 0)
  return starts
}
