/** How far the translations are: one sentence. */
import { STATES } from '../bitext/states.ts'
import type { Account } from '../project/events.ts'
import { count, plural } from './numbers.ts'

/** '41 segments: 2 initial, 30 translated, 6 reviewed, 3 final; 2 missing.' Only what is not nothing. */
export function stateLine({ segments, states, failed, untranslated, stale }: Account): string {
  const parts = STATES.filter((state) => states[state] > 0).map((state) => `${count(states[state])} ${state}`)
  const missing = failed + untranslated
  const wanting = [
    ...(missing > 0 ? [`${count(missing)} missing`] : []),
    ...(stale > 0 ? [`${count(stale)} stale`] : []),
  ]
  const by = parts.length === 0 ? '' : `: ${parts.join(', ')}`
  return `${plural(segments, 'segment')}${by}${wanting.length === 0 ? '' : `; ${wanting.join(', ')}`}.`
}
