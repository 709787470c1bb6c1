/** What a person reads while a build runs: a bar on a terminal, plain lines elsewhere. */
import process from 'node:process'
import { styleText } from 'node:util'
import type { Account, BuildEvent } from '../project/events.ts'
import { safeForTerminal } from '../text/isolate.ts'

export interface HumanOptions {
  readonly verbose: boolean
  readonly frozen: boolean
}

const BAR = 20

export function humanReporter({ verbose, frozen }: HumanOptions): (event: BuildEvent) => void {
  const live = process.stderr.isTTY === true && !process.env.CI
  const started = performance.now()
  let shown = false
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001B[2K')
    shown = false
  }
  const line = (text: string, stream: NodeJS.WriteStream = process.stderr): void => {
    clear()
    stream.write(`${text}\n`)
  }
  return (event) => {
    switch (event.event) {
      case 'account':
        return line(accountLine(event, frozen), process.stdout)
      case 'notice':
        return line(
          `${event.file === undefined ? '' : `${safeForTerminal(event.file)}: `}${safeForTerminal(event.message)}`,
        )
      case 'refused':
        return line(paint('red', event.message))
      case 'decision':
        return verbose ? line(`${safeForTerminal(event.file)}: ${event.message}`) : undefined
      case 'provider':
        return line(
          `Translating with ${safeForTerminal(event.name)}${event.model ? ` (${safeForTerminal(event.model)})` : ''}: ${event.reason}.`,
        )
      case 'fault':
        return verbose ? line(safeForTerminal(event.message)) : undefined
      case 'missing':
        return line(`${safeForTerminal(event.file)}: left without a translation: ${safeForTerminal(event.message)}`)
      case 'document':
        if (event.leftOut.length > 0)
          line(
            `${safeForTerminal(event.file)}: left out ${event.leftOut.map((text) => `"${safeForTerminal(text)}"`).join(', ')}`,
          )
        if (event.missing > 0)
          line(paint('yellow', `${safeForTerminal(event.file)}: ${plural(event.missing, 'segment')} missing`))
        return verbose
          ? line(
              `${safeForTerminal(event.file)}: ${plural(event.units, 'row')} → ${event.outputs.map(safeForTerminal).join(', ')}`,
            )
          : undefined
      case 'progress': {
        if (!live) return undefined
        const seconds = (performance.now() - started) / 1000
        const rate = event.charactersSent / Math.max(seconds, 0.001)
        const left = event.done === 0 ? 0 : (seconds / event.done) * (event.total - event.done)
        const filled = Math.round((event.done / Math.max(1, event.total)) * BAR)
        const text = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${event.done}/${event.total} segments · ${event.charactersSent} characters · ${Math.round(rate)}/s · ${Math.ceil(left)} s left · ${event.cost.toFixed(4)} ${event.currency}`
        process.stderr.write(
          `\r\u001B[2K${[...text].slice(0, Math.max(10, (process.stderr.columns ?? 80) - 1)).join('')}`,
        )
        shown = true
        return undefined
      }
      case 'plan':
        return undefined
    }
  }
}

/** One line that ends every run: counts that add up. */
function accountLine(account: Account, frozen: boolean): string {
  const {
    units,
    segments,
    recalled,
    translated,
    human,
    carried,
    stale,
    failed,
    untranslated,
    leftOut,
    charactersSent,
    cost,
    currency,
  } = account
  const parts = [
    `${plural(account.documents, 'document')}, ${plural(units, 'row')}, ${plural(segments, 'segment')}`,
    `${recalled} from memory`,
    `${translated} translated`,
    `${human} by people`,
    ...(carried > 0 ? [`${carried} carried across`] : []),
    ...(stale > 0 ? [paint(frozen ? 'red' : 'yellow', `${stale} stale`)] : []),
    ...(failed > 0 ? [paint('red', `${failed} failed`)] : []),
    ...(untranslated > 0 ? [paint('red', `${untranslated} untranslated`)] : []),
    ...(leftOut > 0 ? [`${plural(leftOut, 'line')} left out`] : []),
    ...(account.refused > 0 ? [paint('red', `${plural(account.refused, 'source')} refused`)] : []),
    `${charactersSent} characters sent`,
    `${cost.toFixed(cost > 0 && cost < 0.01 ? 4 : 2)} ${currency}`,
  ]
  return parts.join(' · ')
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

/** `styleText` heeds NO_COLOR and whether the stream is a terminal. */
function paint(colour: 'red' | 'yellow', text: string): string {
  return styleText(colour, text, { stream: process.stderr })
}
