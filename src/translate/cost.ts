/** What requests cost, by a provider's price. */
import type { Provider, Sizing, TranslateRequest, Usage } from '../providers/provider.ts'
import { countCodePoints } from '../bitext/content.ts'

type Priced = Pick<Provider, 'price'>

/** In the price's currency, not rounded. */
export function costOf({ sent = 0, answered = 0, cached = 0, kept = 0 }: Usage, { price }: Priced): number {
  if (price === undefined) return 0
  const { perMillion, perMillionAnswered = 0, perMillionCached = perMillion, perMillionKept = perMillion } = price
  const plain = Math.max(0, sent - cached - kept)
  return (
    (plain * perMillion + cached * perMillionCached + kept * perMillionKept + answered * perMillionAnswered) / 1_000_000
  )
}

/** What a request cannot exceed, as far as the service has not said what it came to: its most, at the dearest price. */
export function mostCostOf({ mostSent, mostAnswered }: Sizing, { price }: Priced, said: Usage = {}): number {
  if (price === undefined) return 0
  const { sent = mostSent, answered = mostAnswered } = said
  const perMillion = said.sent === undefined ? Math.max(price.perMillion, price.perMillionKept ?? 0) : price.perMillion
  return costOf({ ...said, sent, answered }, { price: { ...price, perMillion } })
}

/** An English answer to an Arabic text has about as many characters again; seldom more than twice as many. */
const ANSWERED = 1.15
const MOST_ANSWERED = 2.5

/** What a request comes to in the units of the price, before it is sent. */
export function sizeOf(request: Pick<TranslateRequest, 'texts' | 'context'>, provider: Provider): Sizing {
  const own = provider.sizeOf?.(request)
  if (own) return own
  const sent = request.texts.reduce((sum, text) => sum + countCodePoints(text), 0)
  return { sent, answered: Math.ceil(sent * ANSWERED), mostSent: sent, mostAnswered: Math.ceil(sent * MOST_ANSWERED) }
}
