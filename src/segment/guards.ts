/** Spans inside which no sentence ends: brackets, short quotations. */
import { CLOSING_BRACKET, LINE_END, OPENING_BRACKET, SPACE, TERMINATOR, classOf } from './character-classes.ts'

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
const OPENING_QUOTES = '\u00AB\u201C\u2039'

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
    } else if (kind === OPENING_BRACKET) open.push(index)
    else if (kind === CLOSING_BRACKET) close(text, open, index, LONGEST_BRACKET, true, guards)
    else {
      const character = text.charAt(index)
      if (OPENING_QUOTES.includes(character)) open.push(index)
      else if (character === '"') straight = toggle(text, straight, index, guards)
      else close(text, open, index, LONGEST_QUOTATION, false, guards)
    }
  }
  return guards
}

function close(text: string, open: number[], index: number, longest: number, bracket: boolean, guards: Guard[]): void {
  const partner = PARTNERS[text.charAt(index)]
  const depth = partner === undefined ? -1 : lastIndexOf(text, open, partner)
  const start = open[depth]
  if (start === undefined) return
  open.length = depth
  if (index - start <= longest) guards.push({ open: start, close: index, bracket })
}

const DEEPEST_SEARCH = 32

function lastIndexOf(text: string, open: readonly number[], partner: string): number {
  for (let depth = open.length - 1; depth >= Math.max(0, open.length - DEEPEST_SEARCH); depth--) {
    if (text.charAt(open[depth] ?? 0) === partner) return depth
  }
  return -1
}

/** A straight quote opens after white space or a bracket and closes elsewhere. */
function toggle(text: string, straight: number, index: number, guards: Guard[]): number {
  const before = index === 0 ? SPACE : classOf(text.charCodeAt(index - 1))
  const opens = before === SPACE || before === LINE_END || before === OPENING_BRACKET
  if (opens) return index
  if (straight !== -1 && index - straight <= LONGEST_QUOTATION)
    guards.push({ open: straight, close: index, bracket: false })
  return -1
}
