/** What requests cost, by a provider's price. */
import type { Provider, Sizing, TranslateRequest, Usage } from '../providers/provider.ts'
import { countCodePoints } from '../bitext/content.ts'

type Priced = Pick<Provider, 'price'>

/** In the price's currency, not rounded. */
export function costOf({ sent = 0, answered = 0 }: Usage, { price }: Priced): number {
  if (price === undefined) return 0
  return (sent * price.perMillion + answered * (price.perMillionAnswered ?? 0)) / 1_000_000
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
