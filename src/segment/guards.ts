/** Spans inside which no sentence ends: brackets, short quotations. */
import {
  CLAUSE_MARK,
  LINE_END,
  OPENING_BRACKET,
  QUOTE,
  SPACE,
  TERMINATOR,
  classOf,
  isWordClass,
} from './character-classes.ts'

/** A matched pair: offsets of its opening and its closing character. */
export interface Guard {
  readonly open: number
  readonly close: number
  readonly bracket: boolean
}

/** A bracket over this long is a passage of its own, not a remark; a quotation over the other is split by its sentences. In UTF-16 units. */
const LONGEST_BRACKET = 600
const LONGEST_QUOTATION = 80

const PARTNERS: Readonly<Record<string, string>> = {
  ')': '(',
  ']': '[',
  '}': '{',
  '\uFD3E': '\uFD3F',
  '\u00BB': '\u00AB',
  '\u201D': '\u201C',
  '\u203A': '\u2039',
}
/** What the same marks close where a text holds them the wrong way round (»…«, ”…“, ﴾…﴿), as older files do. */
const MIRRORED: Readonly<Record<string, string>> = {
  '\u00AB': '\u00BB',
  '\u201C': '\u201D',
  '\u2039': '\u203A',
  '\uFD3F': '\uFD3E',
}

/** Pairs on one line, in the order of their closing character. An unpaired mark guards nothing. */
export function guardsOf(text: string): readonly Guard[] {
  const guards: Guard[] = []
  const open: number[] = []
  let straight = -1
  for (let index = 0; index < text.length; index++) {
    const kind = classOf(text.charCodeAt(index))
    if (kind < OPENING_BRACKET || kind === TERMINATOR) continue
    if (kind === LINE_END) {
      open.length = 0
      straight = -1
    } else if (text.charAt(index) === '"') straight = toggle(text, straight, index, guards)
    else pair(text, open, index, kind === QUOTE ? LONGEST_QUOTATION : LONGEST_BRACKET, guards)
  }
  return guards
}

/** Opens or closes a pair, by the mark's shape; by its place where the marks are mirrored. */
function pair(text: string, open: number[], index: number, longest: number, guards: Guard[]): void {
  const character = text.charAt(index)
  let partner = PARTNERS[character]
  if (partner === undefined && open.length > 0 && !standsAtStart(text, index)) partner = MIRRORED[character]
  const depth = partner === undefined ? -1 : lastIndexOf(text, open, partner)
  const start = open[depth]
  if (start !== undefined) {
    open.length = depth
    if (index - start <= longest) guards.push({ open: start, close: index, bracket: longest === LONGEST_BRACKET })
  } else if (OPENING.includes(character) || (WRITTEN_BOTH_WAYS.includes(character) && standsAtStart(text, index)))
    open.push(index)
}

const OPENING = '([{\uFD3F\u00AB\u201C\u2039'
const WRITTEN_BOTH_WAYS = '\uFD3E\u00BB\u201D\u203A'

const DEEPEST_SEARCH = 32

function lastIndexOf(text: string, open: readonly number[], partner: string): number {
  for (let depth = open.length - 1; depth >= Math.max(0, open.length - DEEPEST_SEARCH); depth--) {
    if (text.charAt(open[depth] ?? 0) === partner) return depth
  }
  return -1
}

/** Whether a word begins right after a mark and none ends right before it. */
function standsAtStart(text: string, index: number): boolean {
  return isEdge(text, index - 1) && isWordClass(classOf(text.charCodeAt(index + 1)))
}

function isEdge(text: string, index: number): boolean {
  const kind = index < 0 ? SPACE : classOf(text.charCodeAt(index))
  return kind === SPACE || kind === LINE_END || kind === OPENING_BRACKET || kind === CLAUSE_MARK
}

/** A straight quote opens before a word, after white space, a bracket or what is written onto the word (لـ"); it closes elsewhere. */
function toggle(text: string, straight: number, index: number, guards: Guard[]): number {
  const beforeWord = index + 1 < text.length && !isEdge(text, index + 1)
  const opens = isEdge(text, index - 1) ? beforeWord || straight === -1 : straight === -1 && beforeWord
  if (opens) return index
  if (straight !== -1 && index - straight <= LONGEST_QUOTATION)
    guards.push({ open: straight, close: index, bracket: false })
  return -1
}
