/** Who is told what happens in a run: a person, a program, or whoever collects logs. */
import process from 'node:process'
import type { OnEvent } from '../project/events.ts'
import { accountLine } from './account-line.ts'
import { humanReporter } from './human-reporter.ts'
import { jsonReporter } from './json-reporter.ts'
import { logReporter } from './log-reporter.ts'
import type { CommonFlags } from './options.ts'
import { painter } from './paint.ts'

/** Standard output has what it always has; logs take the place of what people read on standard error. */
export function reporterOf(flags: CommonFlags, { frozen }: { readonly frozen: boolean }): OnEvent {
  const verbose = flags.verbose === true
  const program = flags.json ? jsonReporter() : undefined
  if (flags.logFormat !== 'json') return program ?? humanReporter({ verbose, frozen })
  const log = logReporter({ verbose })
  return (event) => {
    log(event)
    if (program !== undefined) program(event)
    else if (event.event === 'account')
      process.stdout.write(`${accountLine(event, { frozen, paint: painter(process.stdout) })}\n`)
  }
}
