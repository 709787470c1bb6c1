/** Which entries of a glossary occur in an Arabic text, whatever is written onto their first word. */
import type { Term } from '../bitext/term.ts'
import { normalizeKey } from '../text/normalize-key.ts'

/** Finds the terms of a text, in the order of the glossary, each once. Linear in the text. */
export type FindTerms = (text: string) => readonly Term[]

/** وال فبال لل: conjunction, preposition and article, as they are written onto a word. */
const PROCLITICS = ['\u0648', '\u0641']
const PREPOSITIONS = ['\u0628', '\u0643', '\u0644']
const ARTICLE = '\u0627\u0644'
/** ل + ال is written لل. */
const TO_THE = '\u0644\u0644'
const WORD = /[\p{L}\p{N}]+/gu
const LEAST_STEM = 2

export function findTermsOf(terms: readonly Term[]): FindTerms {
  const byStem = new Map<string, { readonly place: number; readonly words: readonly string[] }[]>()
  for (const [place, { source }] of terms.entries()) {
    const words = wordsOf(source)
    const [first] = words
    if (first === undefined) continue
    const stem = withoutArticle(first)
    const entry = { place, words: [stem, ...words.slice(1)] }
    const others = byStem.get(stem)
    if (others) others.push(entry)
    else byStem.set(stem, [entry])
  }
  return (text) => {
    const words = wordsOf(text)
    const found = new Set<number>()
    for (const [index, word] of words.entries()) {
      for (const stem of stemsOf(word)) {
        for (const { place, words: wanted } of byStem.get(stem) ?? []) {
          if (wanted.every((each, offset) => offset === 0 || words[index + offset] === each)) found.add(place)
        }
      }
    }
    return [...found].toSorted((a, b) => a - b).flatMap((place) => terms[place] ?? [])
  }
}

function wordsOf(text: string): readonly string[] {
  return normalizeKey(text).match(WORD) ?? []
}

/** The word as it stands, and without what may be written onto it. */
function stemsOf(word: string): ReadonlySet<string> {
  const bare = [
    word,
    ...PROCLITICS.filter((letter) => word.startsWith(letter)).map((letter) => word.slice(letter.length)),
  ]
  const more = bare.flatMap((each) => [
    each,
    ...(each.startsWith(TO_THE) ? [each.slice(TO_THE.length)] : []),
    ...PREPOSITIONS.filter((letter) => each.startsWith(letter)).map((letter) => each.slice(letter.length)),
  ])
  return new Set(
    more.flatMap((each) => [each, withoutArticle(each)]).filter((each) => each.length >= LEAST_STEM || each === word),
  )
}

function withoutArticle(word: string): string {
  return word.startsWith(ARTICLE) && word.length - ARTICLE.length >= LEAST_STEM ? word.slice(ARTICLE.length) : word
}
