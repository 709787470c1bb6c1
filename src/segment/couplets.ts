/** Whether lines that nothing marks as verse are its halves: by their lengths, their rhyme and their vowels. */
import { withoutInvisible } from '../text/marks.ts'
import { rhymeOf } from '../text/rhyme.ts'
import { VERSE_CLASSES, areHalves, lettersOfHalf } from '../text/verse-line.ts'

export type Couplet = readonly [first: string, second: string]

/** The longest half that the metres allow has 15 syllables; two lines that are whole verses have more. */
const MOST_LETTERS = 28
/** All halves of a poem have one metre. */
const MOST_UNLIKE = 2.2
/** Of marks to letters: verse that is printed with its vowels has 0.5 and more, prose next to none. */
const VOWELLED = 0.25
/** So many lines do not rhyme by chance. */
const ENOUGH_COUPLETS = 3

/**
 * A poem rhymes at the end of all its lines, and at the end of the first half at most in its first; an urjūza in the
 * halves of each line. Lists, addresses and tables of two columns have lines of like length too, but no rhyme: two lines
 * must be vowelled besides, and one must rhyme in its halves and be vowelled. What is printed so without vowels, or is
 * one line alone, is verse only where its source says so.
 *
 * @param isNamed The source says that it is verse: then lengths alone count.
 */
export function areCouplets(couplets: readonly Couplet[], isNamed: boolean): boolean {
  const halves = couplets.flat()
  const lengths = halves.map((half) => lettersOfHalf(half))
  if (couplets.length === 0 || !couplets.every(([a, b]) => areHalves(lettersOfHalf(a), lettersOfHalf(b)))) return false
  if (Math.max(...lengths) > MOST_LETTERS || Math.max(...lengths) > MOST_UNLIKE * Math.min(...lengths)) return false
  const firsts = couplets.map(([first]) => rhymeOf(first))
  const seconds = couplets.map(([, second]) => rhymeOf(second))
  const rhyming = isOne(seconds)
  // Lines that all rhyme, the first of each pair too, are whole verses; in two pairs it is chance.
  if (couplets.length > 2 && rhyming && isOne([...firsts.slice(1), ...seconds])) return false
  if (isNamed) return true
  const inPairs = firsts.every((rhyme, index) => rhyme === seconds[index])
  if (!rhyming && !inPairs) return false
  if (couplets.length >= ENOUGH_COUPLETS) return true
  return isVowelled(halves.join('')) && (couplets.length > 1 || inPairs)
}

function isOne(rhymes: readonly string[]): boolean {
  return new Set(rhymes).size === 1 && rhymes[0] !== ''
}

function isVowelled(text: string): boolean {
  const letters = withoutInvisible(text).length
  return text.length - letters >= VOWELLED * letters
}

/** Whether the classes of an element say that it is verse. */
export function isNamedVerse(className: unknown): boolean {
  return Array.isArray(className) && className.some((name) => VERSE_CLASSES.includes(String(name)))
}
