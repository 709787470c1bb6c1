/** Whether a text has a translation of a term, in the number and case that its sentence wants. */
import type { Term, TermUse } from '../bitext/term.ts'
import type { LocateTerms } from './find-terms.ts'

/** Of a source and its translation: the terms of the one, and whether the other has them. */
export type UsesIn = (source: string, target: string) => readonly TermUse[]

/** What English writes onto a word: plurals, genitives; onto a verb the endings of its times. */
const ENDINGS = "(?:['\u2019]s|s['\u2019]?|es|ies)?"
const VERB_ENDINGS = "(?:['\u2019]s|e?s|ies|e?d|ied|ing)?"
const BETWEEN = '[\\s\\u00A0\u2010\u2011-]+'

export function usesOf(locate: LocateTerms): UsesIn {
  const patterns = new Map<string, RegExp>()
  const has = (text: string, words: string, term: Term): boolean => {
    const key = `${words}\u0000${term.isCaseSensitive ?? false}\u0000${term.partOfSpeech ?? ''}`
    const pattern = patterns.get(key) ?? patternOf(words, term)
    patterns.set(key, pattern)
    return pattern.test(text.normalize('NFC'))
  }
  return (source, target) => {
    const found = locate(source)
    const isUsed = (term: Term): boolean =>
      term.target === '' || [term.target, ...(term.allowed ?? [])].some((words) => has(target, words, term))
    const seen = new Set<Term>()
    return found.flatMap(({ term, start, end }): TermUse[] => {
      if (seen.has(term)) return []
      seen.add(term)
      // Of two entries for one word (عين is an eye and a spring) one is enough.
      const rivals = found.filter((each) => each.start === start && each.end === end)
      const forbidden = (term.forbidden ?? []).filter((words) => has(target, words, term))
      return [{ term, start, isUsed: rivals.some((each) => isUsed(each.term)), forbidden }]
    })
  }
}

/** Offsets in the text, in UTF-16 units. */
export type LocateTarget = (
  text: string,
  words: string,
  term: Term,
) => readonly { readonly start: number; readonly end: number }[]

export const locateTarget: LocateTarget = (text, words, term) => {
  const pattern = patternOf(words, term)
  return Array.from(text.matchAll(new RegExp(pattern, `g${pattern.flags}`)), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }))
}

function patternOf(words: string, { isCaseSensitive, partOfSpeech }: Term): RegExp {
  const endings = partOfSpeech === 'verb' ? VERB_ENDINGS : ENDINGS
  const parts = words
    .normalize('NFC')
    .trim()
    .split(/[\s\u00A0\u2010\u2011-]+/)
    .map((word) => inflected(word, endings))
  return new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}])${parts.join(BETWEEN)}(?![\\p{L}\\p{M}\\p{N}])`,
    isCaseSensitive ? 'u' : 'iu',
  )
}

/** city → cities, write → writing. */
function inflected(word: string, endings: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  const shortened = /[^aeiou]y$|e$/i.test(word) ? `|${escaped.slice(0, -1)}(?:ies|ied|ing|ed)` : ''
  return `(?:${escaped}${endings}${shortened})`
}
