/** The name that somebody probably meant. */
import { distance } from 'fastest-levenshtein'

/**
 * The nearest of `names` when it is near enough to be meant: a third of its letters may differ,
 * two at least. Capitals count less than other letters.
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const lower = word.toLowerCase()
  const measured = names.map((name) => ({ name, far: distance(name.toLowerCase(), lower) }))
  const best = measured.toSorted((a, b) => a.far - b.far)[0]
  return best && best.far <= Math.max(2, Math.floor(best.name.length / 3)) ? best.name : undefined
}
