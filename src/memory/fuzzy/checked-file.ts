/** A file that is written once, from its beginning to its end, and knows when it is damaged: a checksum a block. */
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { DamagedError } from '../tables.ts'

const BLOCK = 4096
const WRITE_BYTES = 64 * BLOCK
/** Of the end: how many bytes are before the checksums, as two numbers, and the checksum of the checksums. */
const END_BYTES = 16

export interface CheckedWriter {
  /** How many bytes were written. */
  readonly length: number
  write(bytes: Uint8Array): void
  /** Fills up with zeros, so that numbers of so many bytes can stand here. */
  align(bytes: number): void
  /** Flushed to the disk when it returns. */
  finish(): void
  /** After a failure. */
  close(): void
}

export function writeChecked(path: string): CheckedWriter {
  const file = openSync(path, 'w', 0o666)
  const buffer = new Uint8Array(WRITE_BYTES)
  const checksums: number[] = []
  let [used, length] = [0, 0]
  const flush = (): void => {
    for (let start = 0; start < used; start += BLOCK)
      checksums.push(crc32(buffer.subarray(start, Math.min(used, start + BLOCK))))
    writeAll(file, buffer.subarray(0, used))
    used = 0
  }
  const write = (bytes: Uint8Array): void => {
    for (let start = 0; start < bytes.length;) {
      const part = bytes.subarray(start, start + WRITE_BYTES - used)
      buffer.set(part, used)
      used += part.length
      start += part.length
      if (used === WRITE_BYTES) flush()
    }
    length += bytes.length
  }
  return {
    get length() {
      return length
    },
    write,
    align: (bytes) => write(new Uint8Array((bytes - (length % bytes)) % bytes)),
    finish() {
      flush()
      const sums = asBytes(Uint32Array.from(checksums))
      const end = new DataView(new ArrayBuffer(END_BYTES))
      end.setFloat64(0, length, true)
      end.setUint32(8, crc32(sums), true)
      end.setUint32(12, crc32(new Uint8Array(end.buffer, 0, 12)), true)
      writeAll(file, sums)
      writeAll(file, new Uint8Array(end.buffer))
      fsyncSync(file)
      closeSync(file)
    },
    close: () => closeSync(file),
  }
}

export interface CheckedFile {
  /** Bytes of what was written. */
  readonly length: number
  /**
   * Reads into the beginning of `into`. A block is compared with its checksum when it is first read.
   *
   * @throws {DamagedError}
   */
  read(into: Uint8Array, position: number, length: number): void
  /** The same as numbers of 32 bits. */
  numbers(position: number, count: number): Uint32Array
  close(): void
}

/** @throws {DamagedError} It is no such file; or an error of the system. */
export function openChecked(path: string): CheckedFile {
  const file = openSync(path, 'r')
  try {
    return checked(file)
  } catch (error) {
    closeSync(file)
    throw error
  }
}

function checked(file: number): CheckedFile {
  const { size } = fstatSync(file)
  const end = new DataView(new ArrayBuffer(END_BYTES))
  const endBytes = new Uint8Array(end.buffer)
  if (size < END_BYTES) throw new DamagedError('short file')
  readAll(file, endBytes, size - END_BYTES)
  const length = end.getFloat64(0, true)
  const blocks = Math.ceil(length / BLOCK)
  if (crc32(endBytes.subarray(0, 12)) !== end.getUint32(12, true) || size !== length + blocks * 4 + END_BYTES)
    throw new DamagedError('end of file')
  const checksums = new Uint32Array(blocks)
  readAll(file, asBytes(checksums), length)
  if (crc32(asBytes(checksums)) !== end.getUint32(8, true)) throw new DamagedError('checksums')
  const isSeen = new Uint8Array(blocks)
  const block = new Uint8Array(BLOCK)
  const verify = (first: number, last: number): void => {
    for (let index = first; index <= last; index++) {
      if (isSeen[index] === 1) continue
      const part = block.subarray(0, Math.min(BLOCK, length - index * BLOCK))
      readAll(file, part, index * BLOCK)
      if (crc32(part) !== checksums[index]) throw new DamagedError(`block ${index}`)
      isSeen[index] = 1
    }
  }
  const read = (into: Uint8Array, position: number, count: number): void => {
    if (count === 0) return
    if (position + count > length) throw new DamagedError('short file')
    verify(Math.floor(position / BLOCK), Math.floor((position + count - 1) / BLOCK))
    if (count <= BLOCK && readSync(file, into, 0, count, position) === count) return
    readAll(file, into.subarray(0, count), position)
  }
  return {
    length,
    read,
    numbers(position, count) {
      const numbers = new Uint32Array(count)
      read(asBytes(numbers), position, count * 4)
      return numbers
    },
    close: () => closeSync(file),
  }
}

/** The same memory, byte by byte. */
export function asBytes(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}

function readAll(file: number, into: Uint8Array, position: number): void {
  for (let done = 0; done < into.length;) {
    const count = readSync(file, into, done, into.length - done, position + done)
    if (count === 0) throw new DamagedError('short file')
    done += count
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done)
}
