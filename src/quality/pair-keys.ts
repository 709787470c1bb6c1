/** What the texts of a pair are compared by, worked out once a pair for all checks. */
import { normalizeKey } from '../text/normalize-key.ts'
import { oncePerPair } from './check.ts'

export const sourceKey = oncePerPair(({ source }) => normalizeKey(source))
export const targetKey = oncePerPair(({ target }) => normalizeKey(target))
/** Words alone, whatever marks and capitals they have. */
export const sourceWords = oncePerPair((pair) => wordsOf(sourceKey(pair)))
export const targetWords = oncePerPair((pair) => wordsOf(targetKey(pair)))

function wordsOf(key: string): string {
  return (key.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')
}
