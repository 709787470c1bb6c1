/** One line that ends every run: counts that add up. */
import type { Account } from '../project/events.ts'
import { count, knownCost, plural } from './numbers.ts'
import type { Paint } from './paint.ts'

/** How the line is to be read. */
export interface AccountLineOptions {
  readonly frozen: boolean
  readonly paint: Paint
}

/**
 * The account in words: what is always there first, then only what is not nothing, then money.
 *
 * @param options `frozen`: a stale row is a failure then, and has its colour.
 */
export function accountLine(account: Account, { frozen, paint }: AccountLineOptions): string {
  const { recalled, translated, human, carried, stale, failed, untranslated, leftOut, refused } = account
  const parts = [
    [plural(account.documents, 'document'), plural(account.units, 'row'), plural(account.segments, 'segment')].join(
      ', ',
    ),
    `${count(recalled)} from memory`,
    `${count(translated)} translated`,
    `${count(human)} by people`,
    ...(carried > 0 ? [`${count(carried)} carried across`] : []),
    ...(stale > 0 ? [paint(frozen ? 'red' : 'yellow', `${count(stale)} stale`)] : []),
    ...(failed > 0 ? [paint('red', `${count(failed)} failed`)] : []),
    ...(untranslated > 0 ? [paint('red', `${count(untranslated)} untranslated`)] : []),
    ...(leftOut > 0 ? [`${plural(leftOut, 'line')} left out`] : []),
    ...(refused > 0 ? [paint('red', `${plural(refused, 'source')} refused`)] : []),
    `${plural(account.charactersSent, 'character')} sent`,
    ...account.providers.flatMap(tokensOf),
    knownCost({ ...account, ...(account.providers.some(({ unpriced }) => unpriced) ? { unpriced: true } : {}) }),
  ]
  return parts.join(' · ')
}

/** Where tokens are what is billed: how many, and how many of those sent the service had kept from before. */
function tokensOf({ billed }: Account['providers'][number]): readonly string[] {
  const { unit, sent = 0, answered = 0, cached = 0 } = billed
  if (unit !== 'tokens') return []
  const kept = cached > 0 ? ` (${count(cached)} of them from its cache)` : ''
  return [`${plural(sent, 'token')} sent${kept}, ${count(answered)} answered`]
}
