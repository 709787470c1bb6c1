/** Quotations that stay whole, however many sentences are in them: of the Qurʾān, and of the Prophet's words. */
import { withoutInvisible } from '../text/marks.ts'
import { LINE_END, classOf } from './character-classes.ts'
import { HONORIFICS, HONORIFIC_SIGNS, NAMES_OF_THE_PROPHET } from './data/honorifics.ts'
import { foldLetters } from './fold-letters.ts'
import { skipReference } from './run-ends.ts'

/** Offsets in UTF-16 units; `end` is behind the closing mark. */
export interface SacredQuotation {
  readonly kind: 'quran' | 'hadith'
  readonly start: number
  readonly end: number
  /** Behind the reference that follows it, or `end`. */
  readonly referenceEnd: number
}

/** The longest verse (2:282) has 1,200 characters with its vowels; reports can have several pages. In UTF-16 units. */
const LONGEST = 4000
const LONGEST_INTRODUCTION = 120
const CLOSING: Readonly<Record<string, string>> = {
  '\uFD3F': '\uFD3E',
  '\uFD3E': '\uFD3F', // as files that hold the marks the wrong way round have them
  '\u00AB': '\u00BB',
  '\u201C': '\u201D',
  '"': '"',
}
const OPENING = /[\uFD3F\uFD3E\u00AB\u201C"]/g

const OPENING_OF_QURAN = /[\uFD3F\uFD3E]/g
const NAMED = /\u0631\u0633\u0648\u0644|\u0646\u0628\u064A|\u0627\u0644\u0645\u0635\u0637\u0641\u064A/

const any = (phrases: readonly string[]): string =>
  phrases
    .map(foldLetters)
    .toSorted((a, b) => b.length - a.length)
    .join('|')
/** "قال رسول الله ﷺ:", "عن النبي صلى الله عليه وسلم أنه قال:", "سمعت رسول الله ﷺ يقول": who speaks, then at most that he does. */
const INTRODUCTION = new RegExp(
  `(?:(?:^|[^\\p{L}])(?:\\u0648|\\u0641|\\u0641\\u0644)?(?:قال|يقول|سمعت|قول|لقول|بقول|وقول|وعن|عن|ان|وان)\\s+)(?:لنا\\s+|لي\\s+|له\\s+|لهم\\s+)?(?:${any(NAMES_OF_THE_PROPHET)})` +
    `(?:\\s*[,\\u060C-]?\\s*(?:[${HONORIFIC_SIGNS}]|${any(HONORIFICS)}|\\([^()]{1,40}\\)))?` +
    `(?:\\s*[\\u060C-]?\\s*(?:انه\\s+)?(?:قال|يقول|فقال|كان يقول)(?:\\s+(?:له|لها|لهم|لي|لنا))?)?\\s*[:\\u060C]?\\s*$`,
  'u',
)

/** In order, none in another; each on one line. Linear in the text. */
export function sacredQuotations(text: string): readonly SacredQuotation[] {
  const found: SacredQuotation[] = []
  let behind = 0
  const openings = mayIntroduce(text) ? OPENING : OPENING_OF_QURAN
  for (const { 0: mark, index } of text.matchAll(openings)) {
    if (index < behind) continue
    const kind = mark === '\uFD3F' || mark === '\uFD3E' ? 'quran' : 'hadith'
    if (kind === 'hadith' && !isIntroduced(text, index)) continue
    const close = closeOf(text, index, CLOSING[mark] ?? '')
    if (close === -1) continue
    const end = close + 1
    found.push({ kind, start: index, end, referenceEnd: skipReference(text, end) })
    behind = end
  }
  return found
}

/** Nearly all texts with quotation marks name nobody who is asked for: that is soon found out. */
function mayIntroduce(text: string): boolean {
  return text.search(OPENING) !== -1 && NAMED.test(foldLetters(withoutInvisible(text)))
}

function isIntroduced(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_INTRODUCTION), at)
  return INTRODUCTION.test(foldLetters(withoutInvisible(before)))
}

/** The mark that closes it, those of quotations inside passed over; -1 if there is none on the line. */
function closeOf(text: string, open: number, closing: string): number {
  const opening = text.charAt(open)
  let depth = 0
  for (let index = open + 1; index < Math.min(text.length, open + LONGEST); index++) {
    const character = text.charAt(index)
    if (character === closing) {
      if (depth === 0) return index
      depth--
    } else if (character === opening) depth++
    else if (classOf(text.charCodeAt(index)) === LINE_END) return -1
  }
  return -1
}
