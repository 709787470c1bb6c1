/** The account of a run: what became of every segment. */
import { isRowKind } from '../bitext/source.ts'
import type { State } from '../bitext/states.ts'
import type { Sent } from '../translate/translate-segments.ts'
import { fateOf, type Draft, type Fate, type FateOptions } from './drafts.ts'
import type { Account } from './events.ts'

/** What became of one document; JSON-ready. */
export interface Tally {
  /** Rows. */
  readonly units: number
  readonly segments: number
  readonly fates: Readonly<Record<Fate, number>>
  /** Of those of people. */
  readonly stale: number
  /** Of those that are untranslated. */
  readonly staleDrafts: number
  readonly states: Readonly<Record<State, number>>
  readonly leftOut: number
}

export interface AccountInput {
  readonly tallies: readonly Tally[]
  readonly sent: Sent
  readonly currency: string
  readonly seconds: number
  readonly refused: number
}

export function tallyOf(draft: Draft, options: FateOptions): Tally {
  const fates = noFates()
  const states = noStates()
  let [segments, stale, staleDrafts] = [0, 0, 0]
  for (const unit of draft.units) {
    for (const segment of unit.segments) {
      const fate = fateOf(draft, unit.id, segment, options)
      segments++
      fates[fate]++
      states[segment.state]++
      if (segment.mark !== 'stale') continue
      if (fate === 'human') stale++
      if (fate === 'untranslated') staleDrafts++
    }
  }
  const units = draft.units.filter(({ kind }) => isRowKind(kind)).length
  return { units, segments, fates, stale, staleDrafts, states, leftOut: draft.source.leftOut.length }
}

export function accountOf({ tallies, sent, currency, seconds, refused }: AccountInput): Account {
  const fates = noFates()
  const states = noStates()
  for (const tally of tallies) {
    for (const fate of keysOf(fates)) fates[fate] += tally.fates[fate]
    for (const state of keysOf(states)) states[state] += tally.states[state]
  }
  const sum = (of: 'units' | 'segments' | 'stale' | 'staleDrafts' | 'leftOut'): number =>
    tallies.reduce((total, tally) => total + tally[of], 0)
  return {
    event: 'account',
    documents: tallies.length,
    units: sum('units'),
    segments: sum('segments'),
    ...fates,
    stale: sum('stale'),
    staleDrafts: sum('staleDrafts'),
    states,
    leftOut: sum('leftOut'),
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

function noFates(): Record<Fate, number> {
  return { recalled: 0, translated: 0, human: 0, carried: 0, failed: 0, untranslated: 0 }
}

function noStates(): Record<State, number> {
  return { initial: 0, translated: 0, reviewed: 0, final: 0 }
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(record) as Key[] // made right here, with no other keys
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
