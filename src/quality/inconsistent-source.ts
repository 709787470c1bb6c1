/** Check `inconsistent-source`: different sentences do not have one translation. */
import { quote } from '../errors.ts'
import { faultIf, type Check, type Pair } from './check.ts'
import { sourceWords, targetWords } from './pair-keys.ts'

/** Short answers are alike in English where Arabic has several. */
const LEAST_WORDS = 3

export const inconsistentSource: Check = {
  id: 'inconsistent-source',
  severity: 'info',
  create: (pairs) => {
    const first = new Map<string, Pair>()
    for (const pair of pairs) if (!first.has(targetWords(pair))) first.set(targetWords(pair), pair)
    return (pair) => {
      const key = targetWords(pair)
      const other = first.get(key) ?? pair
      return faultIf(
        sourceWords(other) !== sourceWords(pair) && key.split(' ').length >= LEAST_WORDS,
        () => `Unexpected translation that ${quote(other.source)} has too, expected another for another source`,
      )
    }
  },
}
