/** Check `inconsistent-source`: different sentences do not have one translation. */
import { quote } from '../errors.ts'
import { faultIf, type Check } from './check.ts'
import { wordsKey } from './words-key.ts'

/** Short answers are alike in English where Arabic has several. */
const LEAST_WORDS = 3

export const inconsistentSource: Check = {
  id: 'inconsistent-source',
  severity: 'info',
  create: (pairs) => {
    const first = new Map<string, string>()
    for (const { source, target } of pairs) {
      const key = wordsKey(target)
      if (!first.has(key)) first.set(key, source)
    }
    return ({ source, target }) => {
      const key = wordsKey(target)
      const other = first.get(key) ?? source
      return faultIf(
        key.split(' ').length >= LEAST_WORDS && wordsKey(other) !== wordsKey(source),
        () => `Unexpected translation that ${quote(other)} has too, expected another for another source`,
      )
    }
  },
}
