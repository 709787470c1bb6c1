/** An error on standard error, and the exit status it means. */
import process from 'node:process'
import { MuqabilError } from '../errors.ts'

/** 2 for what the user can mend, 70 for a bug of ours; no stack trace unless asked. */
export function showError(error: unknown, verbose: boolean): number {
  if (error instanceof MuqabilError) {
    process.stderr.write(`${error.message}\n`)
    if (verbose && error.cause instanceof Error) process.stderr.write(`${error.cause.stack ?? error.cause.message}\n`)
    return 2
  }
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(
    `This is a bug in muqabil: ${message}\nWhat was translated so far is saved. Please report it with the output of --verbose. [bug]\n`,
  )
  if (verbose && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
  return 70
}
