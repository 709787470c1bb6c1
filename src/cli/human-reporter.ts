/** What a person reads while a build runs. */
import process from 'node:process'
import type { BuildEvent } from '../project/events.ts'
import { safeForTerminal } from '../text/isolate.ts'
import { accountLine } from './account-line.ts'
import { plural } from './numbers.ts'
import { painter } from './paint.ts'
import { progressDisplay } from './show-progress.ts'

export interface HumanOptions {
  readonly verbose: boolean
  readonly frozen: boolean
}

/** The account goes to standard output, everything else to standard error. */
export function humanReporter({ verbose, frozen }: HumanOptions): (event: BuildEvent) => void {
  const { stdout, stderr } = process
  const progress = progressDisplay(stderr)
  const paint = painter(stderr)
  let [started, provider] = [0, '']
  const say = (text: string): void => {
    progress.clear()
    stderr.write(`${text}\n`)
  }
  return (event) => {
    switch (event.event) {
      case 'account':
        progress.clear()
        stdout.write(`${accountLine(event, { frozen, paint: painter(stdout) })}\n`)
        return undefined
      case 'provider':
        started = performance.now()
        provider = safeForTerminal(event.name)
        return say(eventLine(event, verbose) ?? '')
      case 'progress':
        return progress.show({ ...event, name: provider, seconds: (performance.now() - started) / 1000 })
      case 'refused':
        return say(paint('red', event.message))
      case 'document': {
        const missing = event.missing > 0 ? missingLine(event.file, event.missing) : undefined
        if (missing !== undefined) say(paint('yellow', missing))
        const line = eventLine(event, verbose)
        return line === undefined ? undefined : say(line)
      }
      default: {
        const line = eventLine(event, verbose)
        return line === undefined ? undefined : say(line)
      }
    }
  }
}

/** 'input/a.txt: 3 segments missing' */
export function missingLine(file: string, missing: number): string {
  return `${safeForTerminal(file)}: ${plural(missing, 'segment')} missing`
}

/** What is said of an event in plain words; undefined: nothing. */
export function eventLine(event: BuildEvent, verbose: boolean): string | undefined {
  switch (event.event) {
    case 'notice':
      return `${event.file === undefined ? '' : `${safeForTerminal(event.file)}: `}${safeForTerminal(event.message)}`
    case 'decision':
      return verbose ? `${safeForTerminal(event.file)}: ${event.message}` : undefined
    case 'provider': {
      const model = event.model ? ` (${safeForTerminal(event.model)})` : ''
      return `Translating with ${safeForTerminal(event.name)}${model}: ${event.reason}.`
    }
    case 'fault':
      return verbose ? safeForTerminal(event.message) : undefined
    case 'note':
      return verbose ? `${safeForTerminal(event.name)}: ${safeForTerminal(event.message)}` : undefined
    case 'missing':
      return `${safeForTerminal(event.file)}${event.line === undefined ? '' : `:${event.line}`}: left without a translation: ${safeForTerminal(event.message)}`
    case 'document': {
      const leftOut = event.leftOut.map((text) => `"${safeForTerminal(text)}"`).join(', ')
      const written = (): string =>
        `${safeForTerminal(event.file)}: ${plural(event.units, 'row')} → ${event.outputs.map(safeForTerminal).join(', ')}`
      const lines = [
        ...(leftOut === '' ? [] : [`${safeForTerminal(event.file)}: left out ${leftOut}`]),
        ...(verbose ? [written()] : []),
      ]
      return lines.length === 0 ? undefined : lines.join('\n')
    }
    case 'refused':
      return event.message
    case 'account':
    case 'plan':
    case 'progress':
    case 'row':
    case 'stale':
    case 'diff':
    case 'migration':
    case 'readiness':
    case 'recut':
    case 'import':
    case 'imported':
    case 'memory':
    case 'memory-imported':
    case 'task':
    case 'submitted':
    case 'done':
    case 'worked':
    case 'status':
    case 'running':
      return undefined
  }
}
