/** How far the asking has come, over all the portions of a run. */
import type { Provider } from '../providers/provider.ts'
import type { OnEvent } from './events.ts'

export interface Progress {
  /** So many more are asked for. */
  readonly begin: (segments: number) => void
  readonly sent: (provider: Provider, characters: number) => void
  /** @param cost Of the portion that is asked for now. */
  readonly answered: (count: number, cost: number) => void
  /** What the portion has cost in the end; whether documents follow that nobody has looked at yet. */
  readonly end: (cost: number) => void
}

/** @param isMoreToCome Whether there are documents that nobody has looked at yet. */
export function startProgress(tell: OnEvent, isMoreToCome: () => boolean = () => false): Progress {
  let [done, total, charactersSent, costBefore, currency] = [0, 0, 0, 0, 'USD']
  let known: { readonly unpriced?: true } = {}
  return {
    begin: (segments) => void (total += segments),
    sent({ offline, price, unpriced }, characters) {
      if (offline) return
      charactersSent += characters
      currency = price?.currency ?? currency
      if (unpriced) known = { unpriced }
    },
    answered(count, cost) {
      done += count
      const more = isMoreToCome() ? { more: true as const } : {}
      tell({ event: 'progress', done, total, ...more, charactersSent, cost: costBefore + cost, currency, ...known })
    },
    end: (cost) => void (costBefore += cost),
  }
}
