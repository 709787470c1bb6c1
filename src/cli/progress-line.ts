/** How far a run is, in one line that fits the terminal. */
import { cutToWidth, displayWidth } from '../text/display-width.ts'
import { count, duration, knownCost } from './numbers.ts'

export interface Progress {
  /** Who translates. */
  readonly name: string
  /** Segments. */
  readonly done: number
  readonly total: number
  /** Others will come that nobody has looked at yet. */
  readonly more?: true
  readonly charactersSent: number
  /** Since the first request. */
  readonly seconds: number
  readonly cost: number
  readonly currency?: string
  /** Of a service that bills, and how much is not known. */
  readonly unpriced?: true
}

const BAR = 20
const SEPARATOR = ' · '

/** Never wider than `columns`: what matters least is left out first. */
export function progressLine(progress: Progress, columns: number): string {
  const { name, done, total, more, charactersSent, seconds, cost, currency, unpriced } = progress
  const left = done === 0 || more ? undefined : (seconds / done) * (total - done)
  const segments = `${count(done)}/${count(total)}${more ? '+' : ''}`
  const rate = `${count(charactersSent / Math.max(seconds, 0.001))}/s`
  const time = left === undefined ? [] : [`${duration(left)} left`]
  const price = knownCost({ cost, currency, unpriced })
  const full = [`${segments} segments`, `${count(charactersSent)} characters`, rate, ...time, price]
  const forms = [
    `${name} ${bar(done, total)} ${full.join(SEPARATOR)}`,
    `${bar(done, total)} ${full.join(SEPARATOR)}`,
    full.join(SEPARATOR),
    [`${segments} segments`, ...time, price].join(SEPARATOR),
    [segments, ...time, price].join(SEPARATOR),
    [segments, ...time].join(SEPARATOR),
    segments,
  ]
  return forms.find((form) => displayWidth(form) <= columns) ?? cutToWidth(segments, columns)
}

function bar(done: number, total: number): string {
  const filled = Math.round((Math.min(done, total) / Math.max(1, total)) * BAR)
  return '█'.repeat(filled) + '░'.repeat(BAR - filled)
}
