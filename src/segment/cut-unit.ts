/** Cuts a unit into its sentences, codes included. */
import type { CodeFacts, Code, Content } from '../bitext/content.ts'
import type { SourceUnit } from '../bitext/source.ts'
import { splitSentences } from './split-sentences.ts'
import { HALF } from '../text/verse-line.ts'

export interface CutOptions {
  readonly mode: 'sentence' | 'clause' | 'paragraph'
  readonly abbreviations?: readonly string[]
}

/** Stands for a code that a reader sees as a word; for one that is not seen; for a line break. Private use, so no text has them. */
const WORD_CODE = '\uE000'
const HIDDEN_CODE = '\u200B'
const BREAK_CODE = '\u2028'
/** A line of verse is a segment, whatever marks are in it. */
const AFTER_BREAK = /(?<=\u2028)/
const UNCUT = new Set(['heading', 'header-cell', 'caption', 'term'])

/** Pieces that, joined, are the unit's content; white space stands at the end of the sentence before it. Headings and the like stay whole, verse is cut by its lines. */
export function cutUnit(unit: SourceUnit, { mode, abbreviations = [] }: CutOptions): readonly Content[] {
  if (mode === 'paragraph' || UNCUT.has(unit.kind)) return [unit.content]
  const text = unit.content.map((part) => (typeof part === 'string' ? part : standIn(part, unit.codes))).join('')
  const sentences = unit.kind === 'verse' ? text.split(AFTER_BREAK) : splitSentences(text, { mode, abbreviations })
  const lengths = sentences.map((sentence) => sentence.length)
  const pieces = cutAt(unit.content, lengths)
  giveBackMarks(pieces, ({ kind, id }) => kind === 'standalone' && unit.codes[id]?.tagName === 'sup')
  return joinWordless(pieces)
}

/** Every code is one character long in the text that is cut. */
function standIn({ kind, id }: Code, codes: Readonly<Record<string, CodeFacts>>): string {
  const facts = codes[id]
  if (kind !== 'standalone') return HIDDEN_CODE
  if (facts?.tagName === 'br') return isHalf(facts) ? HIDDEN_CODE : BREAK_CODE
  return facts?.shown === undefined || facts.tagName === 'sup' ? HIDDEN_CODE : WORD_CODE
}

function isHalf({ properties: { className } }: CodeFacts): boolean {
  return Array.isArray(className) && className.includes(HALF)
}

function cutAt(content: Content, lengths: readonly number[]): (string | Code)[][] {
  let [next, from] = [0, 0]
  return lengths.map((length) => {
    const piece: (string | Code)[] = []
    for (let left = length; left > 0 && next < content.length;) {
      const part = content[next] ?? ''
      if (typeof part === 'string' && part.length - from > left) {
        piece.push(part.slice(from, from + left))
        from += left
        return piece
      }
      piece.push(typeof part === 'string' ? part.slice(from) : part)
      left -= typeof part === 'string' ? part.length - from : 1
      ;[next, from] = [next + 1, 0]
    }
    return piece
  })
}

/** Closing codes right after a cut go to the sentence they close, and so does the mark of a note with white space behind it. */
function giveBackMarks(pieces: readonly (string | Code)[][], isMark: (code: Code) => boolean): void {
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1]
    let given = 0
    for (; before && given < piece.length; given++) {
      const [code, after] = [piece[given], piece[given + 1]]
      if (typeof code !== 'object') break
      const belongsBefore =
        code.kind === 'close' || (isMark(code) && (typeof after !== 'string' || after.startsWith(' ')))
      if (!belongsBefore) break
      before.push(code)
    }
    piece.splice(0, given)
  }
}

/** A piece without a word, such as a back-reference after the last period, goes to the sentence before it; the first to the one after it. */
function joinWordless(pieces: readonly (readonly (string | Code)[])[]): readonly Content[] {
  const joined: (string | Code)[][] = []
  let hasWords = true
  for (const piece of pieces) {
    if (piece.length === 0) continue
    const last = joined.at(-1)
    const wordless = piece.every((part) => (typeof part === 'string' ? part.trim() === '' : true))
    if (last && (wordless || !hasWords)) for (const part of piece) last.push(part)
    else joined.push([...piece])
    hasWords = !wordless || (hasWords && last !== undefined)
  }
  return joined
}
