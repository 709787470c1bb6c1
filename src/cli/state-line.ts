/** How far the translations are: one sentence. */
import { STATES } from '../bitext/states.ts'
import type { Account } from '../project/events.ts'
import { count, plural } from './numbers.ts'

/** '43 segments: 2 initial, 32 translated, 6 reviewed, 3 final; of these 2 missing, 1 stale.' Only what is not nothing. */
export function stateLine({ segments, states, failed, untranslated, stale, staleDrafts }: Account): string {
  const parts = STATES.filter((state) => states[state] > 0).map((state) => `${count(states[state])} ${state}`)
  const missing = failed + untranslated - staleDrafts
  const changed = stale + staleDrafts
  const wanting = [
    ...(missing > 0 ? [`${count(missing)} missing`] : []),
    ...(changed > 0 ? [`${count(changed)} stale`] : []),
  ]
  const by = parts.length === 0 ? '' : `: ${parts.join(', ')}`
  return `${plural(segments, 'segment')}${by}${wanting.length === 0 ? '' : `; of these ${wanting.join(', ')}`}.`
}
