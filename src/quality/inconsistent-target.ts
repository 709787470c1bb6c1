/** Check `inconsistent-target`: a sentence that stands twice in a document is translated one way. */
import { quote } from '../errors.ts'
import { normalizeKey } from '../text/normalize-key.ts'
import { faultIf, type Check } from './check.ts'
import { wordsKey } from './words-key.ts'

export const inconsistentTarget: Check = {
  id: 'inconsistent-target',
  severity: 'warning',
  create: (pairs) => {
    const first = new Map<string, string>()
    for (const { source, target } of pairs) {
      const key = normalizeKey(source)
      if (!first.has(key)) first.set(key, target)
    }
    return ({ source, target }) => {
      const other = first.get(normalizeKey(source)) ?? target
      return faultIf(
        /\p{L}\P{L}+\p{L}/u.test(source) && wordsKey(other) !== wordsKey(target),
        () => `Unexpected second translation of the same source, expected ${quote(other)} as where it stands first`,
      )
    }
  },
}
