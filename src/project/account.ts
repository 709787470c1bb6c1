/** The account of a run: what became of every segment. */
import { isRowKind } from '../bitext/source.ts'
import type { State } from '../bitext/states.ts'
import type { Sent } from '../translate/translate-segments.ts'
import { fateOf, type Draft, type Fate, type FateOptions } from './drafts.ts'
import type { Account } from './events.ts'

export interface AccountInput {
  readonly drafts: readonly Draft[]
  readonly fates: FateOptions
  readonly sent: Sent
  readonly currency: string
  readonly seconds: number
  readonly refused: number
}

export function accountOf({ drafts, fates, sent, currency, seconds, refused }: AccountInput): Account {
  const count: Record<Fate, number> = { recalled: 0, translated: 0, human: 0, carried: 0, failed: 0, untranslated: 0 }
  const states: Record<State, number> = { initial: 0, translated: 0, reviewed: 0, final: 0 }
  let [units, segments, stale] = [0, 0, 0]
  for (const draft of drafts) {
    units += draft.units.filter(({ kind }) => isRowKind(kind)).length
    for (const unit of draft.units) {
      for (const segment of unit.segments) {
        const fate = fateOf(draft, unit.id, segment, fates)
        segments++
        count[fate]++
        states[segment.state]++
        if (fate === 'human' && segment.mark === 'stale') stale++
      }
    }
  }
  return {
    event: 'account',
    documents: drafts.length,
    units,
    segments,
    ...count,
    stale,
    states,
    leftOut: drafts.reduce((sum, { source }) => sum + source.leftOut.length, 0),
    charactersSent: sent.charactersSent,
    requests: sent.requests,
    cost: sent.cost,
    providers: sent.providers,
    currency,
    seconds,
    refused,
    ...(sent.stopped ? { stopped: sent.stopped.code } : {}),
  }
}

/** 0 complete; 1 rows are missing, or stale under `frozen`; 2 a source or its record was refused; 130 interrupted. */
export function exitStatus(
  account: Account,
  { frozen, interrupted }: { readonly frozen: boolean; readonly interrupted: boolean },
): number {
  if (interrupted) return 130
  if (account.refused > 0) return 2
  return account.failed + account.untranslated > 0 || (frozen && account.stale > 0) ? 1 : 0
}
