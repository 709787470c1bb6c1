/** Text as a search sees it: what a reader would call the same letters is the same, and each hit has its place. */
import { normalizeWeakKey } from '../../../text/normalize-key.ts'

export interface Folded {
  readonly text: string
  /** For each UTF-16 unit of `text` its offset in the original; one more entry for the end. */
  readonly offsets: Uint32Array
}

export interface Span {
  readonly start: number
  readonly end: number
}

const LETTER = /[^][\u0300-\u036F\u0653-\u0655]*/gu

/**
 * Without tashkeel, tatweel and marks over Latin letters; alef, ya, kaf, hamza and ta marbuta folded; digits as ASCII;
 * small letters; runs of white space one space.
 */
export function fold(original: string): Folded {
  let text = ''
  const offsets: number[] = []
  for (const { 0: letter, index } of original.matchAll(LETTER)) {
    const folded = foldLetter(letter)
    if (folded === ' ' && text.endsWith(' ')) continue
    for (let at = 0; at < folded.length; at++) offsets.push(index)
    text += folded
  }
  offsets.push(original.length)
  return { text, offsets: Uint32Array.from(offsets) }
}

const known = new Map<string, string>()

function foldLetter(letter: string): string {
  const before = known.get(letter)
  if (before !== undefined) return before
  const folded = /^\s/.test(letter)
    ? ' '
    : normalizeWeakKey(letter)
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .toLowerCase()
  known.set(letter, folded)
  return folded
}

/** All places of a folded query in a folded text, as offsets in the original. */
export function findFolded({ text, offsets }: Folded, query: string): readonly Span[] {
  const spans: Span[] = []
  if (query === '') return spans
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length))
    spans.push({ start: offsets[at] ?? 0, end: offsets[at + query.length] ?? 0 })
  return spans
}
