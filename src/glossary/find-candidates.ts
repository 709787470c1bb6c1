/** Words and phrases of a text that a glossary should have: names, and what is said often. */
import { compareCodePoints } from '../text/collate.ts'
import { normalizeKey } from '../text/normalize-key.ts'
import { arabicSkeleton, latinSkeleton } from '../text/skeleton.ts'
import { ARABIC_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS } from './data/function-words.ts'
import { bareForms, withoutArticle } from './inflect-arabic.ts'

export interface TextPair {
  readonly source: string
  /** Absent: not translated yet. */
  readonly target?: string
}

export interface Candidate {
  /** Without what is written in front of it, by its key. */
  readonly source: string
  readonly kind: 'name' | 'phrase' | 'word'
  /** How often it stands in the texts. */
  readonly count: number
  /** What its translations have in common, the likeliest first; three at most. */
  readonly targets: readonly string[]
  /** Places in `pairs` of the first sentences with it; three at most. */
  readonly contexts: readonly number[]
}

const CLAUSE = /[^.,;:!?()[\]{}"\u060C\u061B\u061F\u00AB\u00BB\u2026\n]+/g
const WORD = /\p{L}[\p{L}\p{M}'\u2019-]*/gu
const LONGEST_PHRASE = 3
const LEAST_LETTERS = 3
const MOST_SHOWN = 3
/** Of the sentences with one and those with the other, those with both (Dice): below it, they are not each other's. */
const LEAST_LIKELY = 0.5

/** Where each phrase stands, by its words. */
type Places = ReadonlyMap<string, readonly number[]>

/**
 * The most frequent first. A phrase within a longer one that stands as often is left out, and what `isKnown` says that
 * the glossary has.
 *
 * @param least How often a phrase must stand; names half as often.
 */
export function findCandidates(
  pairs: readonly TextPair[],
  { least, isKnown }: { readonly least: number; readonly isKnown: (text: string) => boolean },
): readonly Candidate[] {
  const sources = pairs.map(({ source }) => clausesOf(source))
  const settle = settlerOf(sources.flat(2))
  const places = placesOf(
    sources.map((clauses) => clauses.map((words) => words.map(settle))),
    ARABIC_FUNCTION_WORDS,
  )
  const covered = coveredIn(places)
  const translated = pairs.map(({ target = '' }) => clausesOf(target))
  const english = englishOf(placesOf(translated, ENGLISH_FUNCTION_WORDS))
  const found = [...places].flatMap(([source, at]): Candidate[] => {
    const name = nameOf(source, at, pairs)
    const size = source.split(' ').length
    const enough = at.length >= (name === undefined ? least : Math.ceil(least / 2))
    if (!enough || isKnown(source) || (name === undefined && covered.has(source))) return []
    return [
      {
        source,
        kind: name === undefined ? (size > 1 ? 'phrase' : 'word') : 'name',
        count: at.length,
        targets: name === undefined ? likelyTargets(at, english) : name,
        contexts: [...new Set(at)].slice(0, MOST_SHOWN),
      },
    ]
  })
  return found.toSorted((a, b) => b.count - a.count || compareCodePoints(a.source, b.source))
}

function clausesOf(text: string): readonly (readonly string[])[] {
  return (normalizeKey(text).match(CLAUSE) ?? []).map((clause) => clause.match(WORD) ?? [])
}

/** The shortest bare form of a word that the text has standing by itself: والقهوة is قهوة where قهوة or القهوة is too. */
function settlerOf(words: readonly string[]): (word: string) => string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return (word) => {
    const stands = [...bareForms(word)].filter(
      (form) => form.length >= LEAST_LETTERS && (counts.has(form) || counts.has(`ال${form}`)),
    )
    return withoutArticle(stands.toSorted((a, b) => a.length - b.length || compareCodePoints(a, b))[0] ?? word)
  }
}

/** Phrases of one to three words with no word of grammar at either end. */
function placesOf(texts: readonly (readonly (readonly string[])[])[], grammar: ReadonlySet<string>): Places {
  const places = new Map<string, number[]>()
  const isGrammar = (word = ''): boolean => grammar.has(word.toLowerCase()) || word.length < LEAST_LETTERS
  for (const [place, clauses] of texts.entries())
    for (const words of clauses)
      for (const start of words.keys())
        for (let size = 1; size <= LONGEST_PHRASE && start + size <= words.length; size++) {
          const phrase = words.slice(start, start + size)
          if (isGrammar(phrase[0]) || isGrammar(phrase.at(-1))) continue
          const key = phrase.join(' ')
          const list = places.get(key)
          if (list) list.push(place)
          else places.set(key, [place])
        }
  return places
}

/** Phrases that a longer one holds wherever they stand. */
function coveredIn(places: Places): ReadonlySet<string> {
  const covered = new Set<string>()
  for (const [phrase, at] of places) {
    const words = phrase.split(' ')
    for (const start of words.keys())
      for (let end = start + 1; end <= words.length; end++) {
        const part = words.slice(start, end).join(' ')
        if (part !== phrase && (places.get(part)?.length ?? Infinity) <= at.length) covered.add(part)
      }
  }
  return covered
}

/** How a word is spelled in the translations, where they have its consonants in a capitalised word. */
function nameOf(word: string, at: readonly number[], pairs: readonly TextPair[]): readonly string[] | undefined {
  const skeleton = arabicSkeleton(word)
  if (word.includes(' ') || skeleton.length < 2) return undefined
  const counts = new Map<string, number>()
  for (const place of new Set(at))
    for (const [found] of (pairs[place]?.target ?? '').matchAll(/\p{Lu}[\p{L}\p{M}\u02BB-\u02BF]+/gu))
      if (latinSkeleton(found) === skeleton) counts.set(found, (counts.get(found) ?? 0) + 1)
  return counts.size === 0 ? undefined : firstOf(counts)
}

/** English phrases by the sentence, and in how many sentences each is. */
interface English {
  readonly phrases: ReadonlyMap<number, readonly string[]>
  readonly counts: ReadonlyMap<string, number>
}

function englishOf(places: Places): English {
  const phrases = new Map<number, string[]>()
  const counts = new Map<string, number>()
  for (const [phrase, at] of places) {
    const there = new Set(at)
    counts.set(phrase, there.size)
    for (const place of there) {
      const list = phrases.get(place)
      if (list) list.push(phrase)
      else phrases.set(place, [phrase])
    }
  }
  return { phrases, counts }
}

function likelyTargets(at: readonly number[], { phrases, counts }: English): readonly string[] {
  const own = new Set(at)
  const both = new Map<string, number>()
  for (const place of own) for (const phrase of phrases.get(place) ?? []) both.set(phrase, (both.get(phrase) ?? 0) + 1)
  const likely = new Map<string, number>()
  for (const [phrase, count] of both) {
    const dice = (2 * count) / (own.size + (counts.get(phrase) ?? 0))
    // Of two as likely the longer one says more.
    if (count > 1 && dice >= LEAST_LIKELY) likely.set(phrase, dice + phrase.length / 1e6)
  }
  return firstOf(likely)
}

function firstOf(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts]
    .toSorted(([a, one], [b, two]) => two - one || compareCodePoints(a, b))
    .slice(0, MOST_SHOWN)
    .map(([key]) => key)
}
