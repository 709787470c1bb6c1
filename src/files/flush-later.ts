/** Files that are flushed to the disk together: a few at a time take half as long as one after the other. */
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import process from 'node:process'
import pLimit from 'p-limit'
import { MuqabilError } from '../errors.ts'
import { systemProblem } from './system-problem.ts'
import { isCode, syncFolder } from './write-atomic.ts'

/** So many threads has Node for files. */
const AT_ONCE = 4

export interface LaterFlush {
  readonly add: (file: Unflushed) => void
  /** All that was added is on the disk when it resolves. @throws {MuqabilError} `file-unwritable`. */
  readonly flush: () => Promise<void>
}

interface Unflushed {
  readonly path: string
  /** The path as messages name it. */
  readonly shown: string
}

export function createLaterFlush(): LaterFlush {
  let files: Unflushed[] = []
  return {
    add: (file) => void files.push(file),
    async flush() {
      const some = files
      files = []
      await pLimit(AT_ONCE).map(some, (file) => flushed(file, () => flushFile(file.path)))
      const folders = new Map(some.map(({ path, shown }) => [dirname(path), dirname(shown)]))
      for (const [path, shown] of folders) await flushed({ path, shown }, () => syncFolder(path))
    },
  }
}

async function flushFile(path: string): Promise<void> {
  await using file = await open(path, process.platform === 'win32' ? 'r+' : 'r')
  await file.sync()
}

async function flushed({ shown }: Unflushed, work: () => Promise<void> | void): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (isCode(error, 'ENOENT')) return // somebody has removed it since
    throw new MuqabilError('file-unwritable', { problem: systemProblem(error) }, { file: shown }, { cause: error })
  }
}
