/** Numbers as a person reads them, in no one's locale. */

export { plural, showCount as count } from '../errors.ts'

const LEAST_SHOWN = 0.0001

/** Hundredths, and more where there would be nothing to see: '1.50 USD', '0.0012 USD', 'under 0.0001 USD'. */
export function money(value: number, currency: string | undefined): string {
  const small = value < LEAST_SHOWN ? `under ${LEAST_SHOWN}` : value.toFixed(4)
  const amount = value > 0 && value < 0.01 ? small : value.toFixed(2)
  return currency === undefined ? amount : `${amount} ${currency}`
}

/** What is known of a cost: a service whose price nobody has told is not free. */
export function knownCost({
  cost,
  currency,
  unpriced,
}: {
  readonly cost: number
  readonly currency: string | undefined
  readonly unpriced?: true | undefined
}): string {
  if (!unpriced) return money(cost, currency)
  return cost > 0 ? `${money(cost, currency)} and more, at a price that is not known` : 'at a price that is not known'
}

/** '8 s', '12 min', '3 h 20 min' */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`
}

/** '33.1 MB'; a tenth of one at least, where there is anything. */
export function megabytes(bytes: number): string {
  return `${Math.max(bytes > 0 ? 0.1 : 0, bytes / 1e6).toFixed(1)} MB`
}
