/** SHA-256 of files, thousands in a row: one buffer serves all, since new ones for each keep the engine's collector busy. */
import { createHash, hash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'

let buffer: Buffer | undefined
/** Few sources, records and pages are larger. */
const BYTES = 1_000_000

/** In hex digits. @throws what the file system does, such as for a file that is not there. */
export function hashFile(path: string): string {
  const file = openSync(path, 'r')
  try {
    buffer ??= Buffer.allocUnsafe(BYTES)
    const length = fill(file, buffer)
    if (length < BYTES) return hash('sha256', buffer.subarray(0, length))
    const sum = createHash('sha256').update(buffer)
    for (let more = fill(file, buffer); more > 0; more = fill(file, buffer)) sum.update(buffer.subarray(0, more))
    return sum.digest('hex')
  } finally {
    closeSync(file)
  }
}

/** @returns How much of it is filled; less than all only at the end of the file. */
function fill(file: number, into: Buffer): number {
  let length = 0
  while (length < into.length) {
    const read = readSync(file, into, length, into.length - length, null)
    if (read === 0) break
    length += read
  }
  return length
}
