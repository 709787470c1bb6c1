/** Texts that are put aside on the disk until all are there, so that memory holds one at a time. */
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { MuqabilError } from '../errors.ts'
import { systemProblem } from '../files/system-problem.ts'

export interface Spool extends Disposable {
  /** @throws {MuqabilError} `file-unwritable`. */
  readonly put: (text: string) => Place
  readonly get: (place: Place) => string
}

/** Of a text in the spool, in bytes. */
export interface Place {
  readonly start: number
  readonly length: number
}

/**
 * The file has no name any more once it is open, where that can be: a kill leaves nothing.
 *
 * @param scratch A folder with room for all of it; made with the first text.
 */
export function openSpool(scratch: string): Spool {
  let open: { readonly file: number; readonly folder: string; readonly isRemoved: boolean } | undefined
  let end = 0
  const make = (): NonNullable<typeof open> => {
    mkdirSync(scratch, { recursive: true })
    const folder = mkdtempSync(join(scratch, 'spool-'))
    const file = openSync(join(folder, 'spool'), 'wx+')
    return { file, folder, isRemoved: remove(folder) }
  }
  return {
    put(text) {
      const bytes = Buffer.from(text)
      const start = end
      try {
        open ??= make()
        for (let done = 0; done < bytes.length;)
          done += writeSync(open.file, bytes, done, bytes.length - done, start + done)
      } catch (error) {
        throw new MuqabilError(
          'file-unwritable',
          { problem: systemProblem(error) },
          { file: scratch },
          { cause: error },
        )
      }
      end += bytes.length
      return { start, length: bytes.length }
    },
    get({ start, length }) {
      if (open === undefined) throw new Error('a place of another spool')
      const bytes = Buffer.allocUnsafe(length)
      for (let done = 0; done < length;) {
        const read = readSync(open.file, bytes, done, length - done, start + done)
        if (read === 0) throw new Error('a place behind the end of the spool')
        done += read
      }
      return bytes.toString()
    },
    [Symbol.dispose]() {
      if (open === undefined) return
      closeSync(open.file)
      if (!open.isRemoved) remove(open.folder)
      open = undefined
    },
  }
}

function remove(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true })
    return true
  } catch {
    return false // some systems keep the names of open files
  }
}
