/** Text of a file of any size, piece by piece. */
import { closeSync, openSync, readSync } from 'node:fs'
import { MuqabilError } from '../errors.ts'
import { readText } from './read-text.ts'
import { systemProblem } from './system-problem.ts'

const PIECE_BYTES = 1 << 18

/**
 * UTF-8, or UTF-16 with a byte order mark, which is left out.
 *
 * @param shown The path as messages name it.
 * @throws {MuqabilError} `file-unreadable`, `not-utf8`, `not-utf16`, `not-text`, when it comes to it.
 */
export function* readTextPieces(path: string, shown: string): Generator<string> {
  const bytes = new Uint8Array(PIECE_BYTES)
  let decoder: TextDecoder | undefined
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    for (let count = readSync(file, bytes); count > 0; count = readSync(file, bytes)) {
      decoder ??= new TextDecoder(encodingOf(bytes.subarray(0, count)), { fatal: true })
      yield decoder.decode(bytes.subarray(0, count), { stream: true })
    }
    yield decoder?.decode() ?? ''
  } catch (error) {
    if (error instanceof TypeError) readText(path, shown) // which says where it is
    const isSystems = error instanceof Error && 'syscall' in error
    if (!isSystems) throw error
    throw new MuqabilError('file-unreadable', { problem: systemProblem(error) }, { file: shown }, { cause: error })
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
