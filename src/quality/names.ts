/** Check `names`: one name is spelled one way in a document. */
import { quote } from '../errors.ts'
import { oncePerPair, type Check } from './check.ts'
import { arabicSkeleton, latinSkeleton } from '../text/skeleton.ts'
import { sourceKey } from './pair-keys.ts'

const WORD = /\p{L}[\p{L}\p{M}]*/gu
const LATIN_NAME =
  /(?:(?:[Aa]l|[Ee]l|[Aa][ts]h?|an|ar|ad)[-\u2010\u2011 ])?[\u02BB-\u02BF'\u2018\u2019]?\p{Lu}[\p{L}\p{M}\u02BB-\u02BF'\u2018\u2019]+/gu
/** Conjunctions, prepositions and the article, as they are written onto a word. */
const PROCLITIC = /^(?:[وف]?[بكل]?(?:ال)?|[وف]?لل)(?=[\u0621-\u064A]{3})/
const LEAST_SKELETON = 2
const VOWELS = /[^aeiou]/i

/** A name as a document has it: the word of the source and its spelling in a pair. */
interface Named {
  readonly name: string
  readonly spelling: string
}

export const names: Check = {
  id: 'names',
  severity: 'warning',
  create: (pairs) => {
    const spellings = new Map<string, Map<string, number>>()
    for (const { name, spelling } of pairs.flatMap(namesIn)) {
      const counts = spellings.get(name) ?? new Map<string, number>()
      spellings.set(name, counts.set(spelling, (counts.get(spelling) ?? 0) + 1))
    }
    return (pair) => {
      const seen = new Set<string>()
      return namesIn(pair).flatMap(({ name, spelling }) => {
        const usual = mostOf(spellings.get(name) ?? new Map<string, number>())
        if (usual === undefined || usual === spelling || seen.has(spelling)) return []
        seen.add(spelling)
        return [
          {
            message: `Unexpected spelling ${quote(spelling)} of ${quote(name)}, expected ${quote(usual)} as elsewhere`,
          },
        ]
      })
    }
  },
}

/** Names of the target whose consonants are those of a word of the source. */
const namesIn = oncePerPair((pair): readonly Named[] => {
  const spellings = Array.from(pair.target.matchAll(LATIN_NAME), ([found]) => bareName(found))
  if (spellings.length === 0) return []
  const words = new Map<string, string | undefined>()
  for (const word of sourceKey(pair).match(WORD) ?? [])
    for (const stem of new Set([word, word.replace(PROCLITIC, '')])) {
      const skeleton = arabicSkeleton(stem)
      if (skeleton.length < LEAST_SKELETON) continue
      const name = stem.replace(PROCLITIC, '')
      // Of two words with the same consonants (دير الزور) nobody can tell which is which.
      words.set(skeleton, words.has(skeleton) && !isSameName(words.get(skeleton), name) ? undefined : name)
    }
  return spellings.flatMap((spelling) => {
    const name = words.get(latinSkeleton(spelling))
    return name === undefined || !VOWELS.test(spelling) ? [] : [{ name, spelling }]
  })
})

/** The accusative's alef makes no other name: خالد, خالداً. */
function isSameName(one: string | undefined, other: string): boolean {
  return one !== undefined && (one === other || `${one}ا` === other || one === `${other}ا`)
}

/** Without article and the 's of a genitive. */
function bareName(found: string): string {
  return found.replace(/^(?:[Aa]l|[Ee]l|[Aa][ts]h?|an|ar|ad)[-\u2010\u2011 ]/, '').replace(/['\u2019]s?$/, '')
}

/** The spelling that stands most often; of two, the first. */
function mostOf(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].reduce<readonly [string, number] | undefined>(
    (best, each) => (best && best[1] >= each[1] ? best : each),
    undefined,
  )?.[0]
}
