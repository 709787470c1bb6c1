/** Phrases whose wording is fixed: quotations of the Qurʾān and of the Prophet's words, and what is said after revered names. */
import { viewOf } from '../text/marks.ts'
import { HONORIFICS, HONORIFIC_SIGNS } from './data/honorifics.ts'
import { foldLetters } from './fold-letters.ts'
import { sacredQuotations } from './sacred-quotations.ts'

/** Offsets in UTF-16 units. */
interface Span {
  readonly start: number
  readonly end: number
}

export interface SacredPhrase extends Span {
  readonly kind: 'quran' | 'hadith' | 'honorific'
  /** What may be known under a name of its own, the longest first: with its marks and reference, with its marks, bare. */
  readonly spans: readonly Span[]
}

/** "And" and "so" are written onto it. */
const HONORIFIC = new RegExp(
  `[${HONORIFIC_SIGNS}]|(?<=(?<![\\p{L}\\p{N}])[\u0648\u0641]?)(?:${HONORIFICS.map((phrase) =>
    foldLetters(phrase).replaceAll(' ', '\\s+'),
  )
    .toSorted((a, b) => b.length - a.length)
    .join('|')})(?![\\p{L}\\p{N}])`,
  'gu',
)

/** In order, none in another: what is said inside a quotation belongs to it. Linear in the text. */
export function sacredPhrases(text: string): readonly SacredPhrase[] {
  const quotations = sacredQuotations(text).map(({ kind, start, end, referenceEnd }): SacredPhrase => {
    const whole = referenceEnd === end ? [] : [{ start, end: referenceEnd }]
    return { kind, start, end, spans: [...whole, { start, end }, bare(text, start + 1, end - 1)] }
  })
  const { text: view, offsets } = viewOf(text)
  const honorifics = Array.from(foldLetters(view).matchAll(HONORIFIC), ({ 0: phrase, index }): SacredPhrase => {
    const start = offsets[index] ?? 0
    const end = offsets[index + phrase.length] ?? text.length
    const span = bare(text, start, end)
    return { kind: 'honorific', ...span, spans: [span] }
  })
  let next = 0
  const outside = honorifics.filter(({ start }) => {
    while ((quotations[next]?.end ?? Infinity) <= start) next++
    return (quotations[next]?.start ?? Infinity) > start
  })
  return [...quotations, ...outside].toSorted((a, b) => a.start - b.start)
}

/** Without white space at its ends. */
function bare(text: string, start: number, end: number): Span {
  const own = text.slice(start, end)
  return { start: start + (own.length - own.trimStart().length), end: end - (own.length - own.trimEnd().length) }
}
