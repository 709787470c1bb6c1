/** What sentences are made of: their three parts, quotations, counts, paths. */

/** The three parts of every message: what was found, what was expected, and one thing to do next. */
export interface Sentence {
  readonly found: string
  readonly expected: string
  readonly next: string
}

const FIRST_STRONG_ISOLATE = '\u2068'
const POP_DIRECTIONAL_ISOLATE = '\u2069'
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const QUOTED_CODE_POINTS = 60

/**
 * Quotes text of a file in a message: cut at 60 code points, controls and invisible
 * characters made visible (`<U+001B>`), right-to-left text isolated, so that a terminal shows
 * it as it is and obeys nothing in it.
 */
export function quote(text: string): string {
  const points = [...text]
  const cut = points.length > QUOTED_CODE_POINTS ? `${points.slice(0, QUOTED_CODE_POINTS).join('')}…` : text
  return isolateRightToLeft(`"${showInvisible(cut)}"`)
}

/** The text with every control and invisible character written out as `<U+XXXX>`. */
export function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const point = character.codePointAt(0) ?? 0
    return `<U+${point.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

/** Right-to-left text as one run for the bidirectional algorithm (UAX 9, FSI … PDI); other text as it is. */
export function isolateRightToLeft(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? FIRST_STRONG_ISOLATE + text + POP_DIRECTIONAL_ISOLATE : text
}

/** 31000 → '31,000', in no one's locale. */
export function showCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** '1 row', '2,000 rows' */
export function plural(value: number, word: string): string {
  return `${showCount(value)} ${word}${value === 1 ? '' : 's'}`
}

/** A path of the project in a sentence. */
export function shown(path: string): string {
  return isolateRightToLeft(showInvisible(path))
}
