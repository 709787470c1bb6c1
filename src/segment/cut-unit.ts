/** Cuts a unit into its sentences, codes included. */
import type { CodeFacts, Code, Content } from '../bitext/content.ts'
import type { SourceUnit } from '../bitext/source.ts'
import { splitSentences } from './split-sentences.ts'

export interface CutOptions {
  readonly mode: 'sentence' | 'clause' | 'paragraph'
  readonly abbreviations?: readonly string[]
}

/** Stands for a code that a reader sees as a word; for one that is not seen; for a line break. Private use, so no text has them. */
const WORD_CODE = '\uE000'
const HIDDEN_CODE = '\u200B'
const BREAK_CODE = '\u2028'
const UNCUT = new Set(['heading', 'header-cell', 'caption', 'term'])

/** Pieces that, joined, are the unit's content; white space stands at the end of the sentence before it. Headings and the like stay whole. */
export function cutUnit(unit: SourceUnit, { mode, abbreviations = [] }: CutOptions): readonly Content[] {
  if (mode === 'paragraph' || UNCUT.has(unit.kind)) return [unit.content]
  const text = unit.content.map((part) => (typeof part === 'string' ? part : standIn(part, unit.codes))).join('')
  return cutAt(
    unit.content,
    splitSentences(text, { mode, abbreviations }).map((sentence) => sentence.length),
  )
}

/** Every code is one character long in the text that is cut. */
function standIn({ kind, id }: Code, codes: Readonly<Record<string, CodeFacts>>): string {
  const facts = codes[id]
  if (kind !== 'standalone') return HIDDEN_CODE
  if (facts?.tagName === 'br') return BREAK_CODE
  return facts?.shown === undefined || facts.tagName === 'sup' ? HIDDEN_CODE : WORD_CODE
}

/** Cuts after each length; closing codes right after a cut go to the sentence they close. */
function cutAt(content: Content, lengths: readonly number[]): readonly Content[] {
  const pieces: (string | Code)[][] = []
  const queue = [...content]
  for (const length of lengths) {
    const piece: (string | Code)[] = []
    let left = length
    while (left > 0 && queue.length > 0) {
      const part = queue[0]
      if (part === undefined) break
      if (typeof part !== 'string' || part.length <= left) {
        piece.push(part)
        queue.shift()
        left -= typeof part === 'string' ? part.length : 1
      } else {
        piece.push(part.slice(0, left))
        queue[0] = part.slice(left)
        left = 0
      }
    }
    pieces.push(piece)
  }
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1]
    while (before && typeof piece[0] === 'object' && (piece[0].kind === 'close' || isNoteMark(piece))) {
      const code = piece.shift()
      if (code !== undefined) before.push(code)
    }
  }
  return joinWordless(pieces)
}

/** A piece without a word, such as a back-reference after the last period, goes to the sentence before it. */
function joinWordless(pieces: readonly (readonly (string | Code)[])[]): readonly Content[] {
  const joined: (string | Code)[][] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const wordless = piece.every((part) => (typeof part === 'string' ? part.trim() === '' : true))
    if (last && wordless) last.push(...piece)
    else if (piece.length > 0) joined.push([...piece])
  }
  return joined
}

/** A code at the very start of a piece with white space behind it belongs to what stands before. */
function isNoteMark([first, second]: readonly (string | Code)[]): boolean {
  return (
    typeof first === 'object' && first.kind === 'standalone' && typeof second === 'string' && second.startsWith(' ')
  )
}
