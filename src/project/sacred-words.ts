/** The glossary's words for phrases whose wording is fixed. */
import type { Term } from '../bitext/term.ts'
import { quote } from '../errors.ts'
import { sacredPhrases, type SacredPhrase } from '../segment/sacred-phrases.ts'
import { normalizeKey } from '../text/normalize-key.ts'

/** A phrase where it stands in a text, with the words that stand for it. */
export interface KnownPhrase {
  /** Offsets in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly words: string
}

export type PhrasesIn =
  | { readonly kind: 'known'; readonly phrases: readonly KnownPhrase[] }
  /** The first one that the glossary does not have. */
  | { readonly kind: 'unknown'; readonly phrase: string; readonly reason: string }

export interface SacredWords {
  readonly phrasesIn: (text: string) => PhrasesIn
  /** The text without its phrases: what may be shown to a machine of it. */
  readonly veil: (text: string) => string
}

/** Stands for a phrase that is not shown. */
const VEIL = '\u2026'

/**
 * Of a quotation the glossary may have all, its marks and reference too, or the words alone: then its marks stay, and
 * its reference is a text like any other.
 */
export function sacredWordsOf(terms: readonly Term[]): SacredWords {
  const known = new Map<string, string>()
  for (const { source, forms = [], target } of terms.toReversed())
    if (target !== '') for (const spelling of [source, ...forms]) known.set(keyOf(spelling), target)
  const lookUp = (text: string, { spans }: SacredPhrase): KnownPhrase | undefined => {
    for (const { start, end } of spans) {
      const words = known.get(keyOf(text.slice(start, end)))
      if (words !== undefined) return { start, end, words }
    }
    return undefined
  }
  return {
    phrasesIn(text) {
      const phrases: KnownPhrase[] = []
      for (const phrase of sacredPhrases(text)) {
        const found = lookUp(text, phrase)
        if (found === undefined) {
          const own = text.slice(phrase.start, phrase.end)
          return { kind: 'unknown', phrase: own, reason: `the glossary has no entry for ${quote(own)}` }
        }
        phrases.push(found)
      }
      return { kind: 'known', phrases }
    },
    veil(text) {
      let [shown, at] = ['', 0]
      for (const { start, end } of sacredPhrases(text)) {
        shown += text.slice(at, start) + VEIL
        at = end
      }
      return shown + text.slice(at)
    },
  }
}

/** Signs of one character are spelled out; the marks of a quotation count, those between its words do not. */
function keyOf(text: string): string {
  return normalizeKey(text.normalize('NFKC'))
    .replace(/[\u06DD\u060C\u061B,;:.!?\u061F*]|\d+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
