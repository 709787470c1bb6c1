/** Standard output and error: a reader that goes away changes nothing, a full disk is said at the end. */
import process from 'node:process'
import { MuqabilError } from '../errors.ts'
import { systemProblem } from '../files/system-problem.ts'

/** The reader has seen enough (`| head`), or the terminal was closed. */
const GONE = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])

let failed: MuqabilError | undefined

/** Keeps a failed write from ending the process in the middle of its work. */
export function guardOutput(): void {
  process.stderr.on('error', () => undefined) // there is no other place to say it
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (GONE.has(error.code ?? '')) return
    const problem = systemProblem(error)
    failed ??= new MuqabilError('output-closed', { problem }, { file: 'standard output' }, { cause: error })
  })
}

/** Resolves when all that was written has left. @throws {MuqabilError} `output-closed` if something could not. */
export async function flushOutput(): Promise<void> {
  await new Promise<void>((done) => process.stdout.write('', () => done()))
  if (failed !== undefined) throw failed
}
