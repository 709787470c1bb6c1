/** The words of a text, whatever marks and capitals it has: what inconsistent texts are compared by. */
import { normalizeKey } from '../text/normalize-key.ts'

export function wordsKey(text: string): string {
  return (
    normalizeKey(text)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(' ')
}
