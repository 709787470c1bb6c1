/** An error on standard error, and the exit status it means. */
import process from 'node:process'
import { MuqabilError } from '../errors.ts'
import { logError } from './log-reporter.ts'
import { safeForTerminal } from '../text/isolate.ts'

export interface ShowOptions {
  /** Stack traces too. */
  readonly verbose: boolean
  /** Programs get the error as an object as well. */
  readonly json: boolean
  /** Logs are read by programs: the error is a line of them. */
  readonly log?: boolean
}

/** 2 for what the user can mend, 70 for a bug of ours; no stack trace unless asked. */
export function showError(error: unknown, { verbose, json, log = false }: ShowOptions): number {
  if (log) logError(error)
  if (error instanceof MuqabilError) {
    if (!log) process.stderr.write(`${error.message}\n`)
    if (verbose && error.cause instanceof Error) process.stderr.write(`${error.cause.stack ?? error.cause.message}\n`)
    if (json) {
      const { code, message, place } = error
      process.stdout.write(`${JSON.stringify({ event: 'error', code, ...place, message })}\n`)
    }
    return 2
  }
  const message = error instanceof Error ? error.message : String(error)
  if (!log)
    process.stderr.write(
      `This is a bug in muqabil: ${safeForTerminal(message)}\nWhat was translated so far is saved. Please report it with the output of --verbose. [bug]\n`,
    )
  if (verbose && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
  if (json) process.stdout.write(`${JSON.stringify({ event: 'error', code: 'bug', message })}\n`)
  return 70
}
