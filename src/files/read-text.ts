/** Text of a file that is the project's own: a record, a configuration, `.env`. */
import { readFileSync } from 'node:fs'
import { MuqabilError } from '../errors.ts'
import { decodeText } from './decode.ts'
import { systemProblem } from './system-problem.ts'

/**
 * UTF-8, or UTF-16 with a byte order mark, and nothing else: read in a wrong encoding and written
 * again, a person's words would be lost.
 *
 * @param shown The path as messages name it.
 * @throws {MuqabilError} `file-unreadable`, `not-utf8`, `not-utf16`, `not-text`.
 */
export function readText(path: string, shown: string): string {
  const bytes = readBytes(path, shown)
  try {
    return decodeText(bytes, { file: shown })
  } catch (error) {
    if (!(error instanceof MuqabilError) || !error.is('not-utf8')) throw error
    const { byte, offset } = error.facts // --encoding is for sources: what it looks like is no help here
    throw new MuqabilError('not-utf8', { byte, offset }, { file: shown }, { cause: error })
  }
}

/** @param shown The path as messages name it. @throws {MuqabilError} `file-unreadable`. */
export function readBytes(path: string, shown: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new MuqabilError('file-unreadable', { problem: systemProblem(error) }, { file: shown }, { cause: error })
  }
}
