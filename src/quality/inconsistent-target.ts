/** Check `inconsistent-target`: a sentence that stands twice in a document is translated one way. */
import { quote } from '../errors.ts'
import { faultIf, type Check, type Pair } from './check.ts'
import { sourceKey, targetWords } from './pair-keys.ts'

export const inconsistentTarget: Check = {
  id: 'inconsistent-target',
  severity: 'warning',
  create: (pairs) => {
    const first = new Map<string, Pair>()
    for (const pair of pairs) if (!first.has(sourceKey(pair))) first.set(sourceKey(pair), pair)
    return (pair) => {
      const other = first.get(sourceKey(pair)) ?? pair
      return faultIf(
        targetWords(other) !== targetWords(pair) && /\p{L}\P{L}+\p{L}/u.test(pair.source),
        () =>
          `Unexpected second translation of the same source, expected ${quote(other.target)} as where it stands first`,
      )
    }
  },
}
