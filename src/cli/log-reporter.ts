/** What happens in a run as structured lines on standard error, for whoever collects logs. */
import process from 'node:process'
import { MuqabilError } from '../errors.ts'
import type { BuildEvent } from '../project/events.ts'

export type LogFormat = (typeof LOG_FORMATS)[number]
export const LOG_FORMATS = ['text', 'json'] as const

type Level = 'debug' | 'info' | 'warn' | 'error'

const LEVELS: Readonly<Partial<Record<BuildEvent['event'], Level>>> = {
  decision: 'debug',
  note: 'debug',
  fault: 'warn',
  missing: 'warn',
  refused: 'error',
}
/** Between two lines of progress. */
const PROGRESS_MILLISECONDS = 10_000

/** One JSON object a line: `time`, `level`, then the event as `--json` has it. `debug` lines with `verbose` alone. */
export function logReporter({ verbose }: { readonly verbose: boolean }): (event: BuildEvent) => void {
  let shown = -Infinity
  return (event) => {
    const level = LEVELS[event.event] ?? 'info'
    if (level === 'debug' && !verbose) return
    if (event.event === 'progress') {
      const now = performance.now()
      if (now - shown < PROGRESS_MILLISECONDS && event.done < event.total) return
      shown = now
    }
    writeLog(level, event)
  }
}

/** What ended a run, in the same form. */
export function logError(error: unknown): void {
  if (error instanceof MuqabilError) {
    const { code, message, place } = error
    return writeLog('error', { event: 'error', code, ...place, message })
  }
  writeLog('error', { event: 'error', code: 'bug', message: error instanceof Error ? error.message : String(error) })
}

function writeLog(level: Level, facts: object): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, ...facts })}\n`)
}
