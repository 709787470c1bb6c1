/** What a model costs, by a table of prices. */
import type { Price } from '../provider.ts'
import type { ProviderSettings } from '../provider-context.ts'

/** US dollars a million tokens: sent, answered, sent and read before, sent and kept for later. */
export type PriceRow = readonly [sent: number, answered: number, cached?: number, kept?: number]

export interface PriceInput {
  readonly model: string
  readonly rows: Readonly<Record<string, PriceRow>>
  /** Month of the price list. */
  readonly date: string
  /** The service whose prices these are is the one that is asked. */
  readonly isOwn: boolean
  /** A local server: it costs nothing. */
  readonly plain: boolean
  readonly settings: ProviderSettings
}

/** Where keeping a prompt's beginning costs anything, it costs so much of what sending it does. */
const KEPT = 1.25
/** The name of a snapshot is its model's with a date: 'gpt-5.4-mini-2026-03-17', 'claude-haiku-4-5-20251001'. */
const SNAPSHOT = /-(?:\d{4}-\d{2}-\d{2}|\d{8})$/

/** `unpriced`: it bills, and neither the table nor the settings know how much. */
export function modelPrice({ model, rows, date, isOwn, plain, settings }: PriceInput): {
  readonly price: Price
  readonly unpriced: boolean
} {
  const name = model.replace(SNAPSHOT, '')
  const row = isOwn && Object.hasOwn(rows, name) ? rows[name] : undefined
  const { pricePerMillion, currency = 'USD' } = settings
  if (row === undefined) {
    const kept = plain || pricePerMillion === undefined ? {} : { perMillionKept: pricePerMillion * KEPT }
    const price = {
      unit: 'tokens',
      perMillion: pricePerMillion ?? 0,
      perMillionAnswered: 0,
      ...kept,
      currency,
    } as const
    return { price, unpriced: !plain && pricePerMillion === undefined }
  }
  const [perMillion, perMillionAnswered, cached, kept] = row
  const more = {
    ...(cached === undefined ? {} : { perMillionCached: cached }),
    ...(kept === undefined ? {} : { perMillionKept: kept }),
  }
  return { price: { unit: 'tokens', perMillion, perMillionAnswered, ...more, currency: 'USD', date }, unpriced: false }
}
