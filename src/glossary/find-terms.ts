/** Which entries of a glossary occur in an Arabic text, and where, whatever is written onto their words. */
import type { Term } from '../bitext/term.ts'
import { viewOf } from '../text/marks.ts'
import { normalizeKey } from '../text/normalize-key.ts'
import { bareForms, formsOf, withoutArticle } from './inflect-arabic.ts'

/** A term where it stands. */
export interface TermFound {
  readonly term: Term
  /** Offsets in the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

/** In the text's order; of two of which one holds the other, the longer. Linear in the text. */
export type LocateTerms = (text: string) => readonly TermFound[]

/** Finds the terms of a text, in the order of the glossary, each once. */
export type FindTerms = (text: string) => readonly Term[]

interface Entry {
  readonly place: number
  readonly term: Term
  /** For each word of the term all forms it may have. */
  readonly words: readonly ReadonlySet<string>[]
}

interface Word {
  readonly key: string
  readonly start: number
  readonly end: number
}

const WORD = /[\p{L}\p{N}]+/gu

export function findTermsOf(terms: readonly Term[]): FindTerms {
  const locate = locateTermsOf(terms)
  const places = new Map(terms.map((term, place) => [term, place]))
  return (text) =>
    [...new Set(locate(text).map(({ term }) => term))].toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
}

export function locateTermsOf(terms: readonly Term[]): LocateTerms {
  if (terms.length === 0) return () => []
  const byForm = new Map<string, Entry[]>()
  for (const [place, term] of terms.entries()) {
    for (const spelling of [term.source, ...(term.forms ?? [])]) {
      const words = wordsOf(spelling).map(({ key }) => formsOf(key, term.partOfSpeech))
      const entry: Entry = { place, term, words }
      for (const form of words[0] ?? []) {
        const others = byForm.get(form)
        if (others) others.push(entry)
        else byForm.set(form, [entry])
      }
    }
  }
  return (text) => {
    const words = wordsOf(text)
    const found = words.flatMap((word, index) =>
      [...bareForms(word.key)]
        .flatMap((form) => byForm.get(form) ?? [])
        .filter((entry) => entry.words.every((forms, offset) => offset === 0 || isForm(words[index + offset], forms)))
        .map((entry): TermFound => ({
          term: entry.term,
          start: word.start,
          end: words[index + entry.words.length - 1]?.end ?? word.end,
        })),
    )
    return longestOf(found)
  }
}

/** Behind the first word nothing but the article stands in front of a word. */
function isForm(word: Word | undefined, forms: ReadonlySet<string>): boolean {
  return word !== undefined && (forms.has(word.key) || forms.has(withoutArticle(word.key)))
}

function longestOf(found: readonly TermFound[]): readonly TermFound[] {
  const seen = new Set<string>()
  let reach = -1
  let from = -1
  const sorted = found.toSorted((a, b) => a.start - b.start || b.end - a.end)
  return sorted.filter(({ term, start, end }) => {
    const key = `${start} ${end} ${term.source} ${term.target}`
    if (seen.has(key) || (end <= reach && !(start === from && end === reach))) return false
    seen.add(key)
    if (end > reach) [from, reach] = [start, end]
    return true
  })
}

/** Words by their keys, with their places in the text as it stands. */
function wordsOf(text: string): readonly Word[] {
  const view = viewOf(text)
  return Array.from(view.text.matchAll(WORD), ({ 0: word, index }) => ({
    key: normalizeKey(word),
    start: view.offsets[index] ?? 0,
    end: view.offsets[index + word.length] ?? text.length,
  }))
}
