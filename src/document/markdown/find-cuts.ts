/** Places where Markdown may be cut, so that the pieces parse as the whole does. */
import type { Code, Nodes, Root } from 'mdast'
import { ownEnd } from './html-blocks.ts'

/** A line that may begin a piece of its own; whether it does is for the tree of the piece before it to say. */
export interface Cut {
  /** Offset of the line's first character. */
  readonly at: number
  readonly line: 'heading' | 'container' | 'item' | 'note' | 'bracket' | 'other'
  readonly afterBlank: boolean
}

const ITEM = /(?:[-*+]|\d{1,9}[.)])(?=[ \t\n]|$)/y
const HEADING = /#{1,6}(?=[ \t\n]|$)/y
/** As `container-lines.ts` reads it, which looks at UTF-16 units. */
const CONTAINER = /:{3,}[ \t]*(?:[\p{L}{]|$)(?<![\u{10000}-\u{10FFFF}])/muy
const NOTE = /\[\^[^\]\n]+\]:/y
const HEADING_LINE = /^#{1,6}(?:[ \t]|$)/
/** What makes a heading of the line above it, or is a rule. */
const UNDERLINE = /^ {0,3}(?:=+|-+|\*{3,}|_{3,})[ \t]*$/
const BLANK = /^[ \t]*$/

/**
 * The first line from `from` on that begins in the first column and may begin a block of its own:
 * one after a blank line, a heading or a rule, and a heading, a container's line, a list's item or a definition.
 */
export function findCut(text: string, from: number): Cut | undefined {
  for (let at = lineAfter(text, from - 1); at !== -1; at = lineAfter(text, at)) {
    if (/\s/.test(text.charAt(at)) || text.startsWith('---', at)) continue // dashes would be front matter there
    const before = text.slice(text.lastIndexOf('\n', at - 2) + 1, at - 1)
    const afterBlank = BLANK.test(before)
    const line = lineKind(text, at)
    if (afterBlank || line !== 'other' || UNDERLINE.test(before) || HEADING_LINE.test(before))
      return { at, line, afterBlank }
  }
  return undefined
}

function lineKind(text: string, at: number): Cut['line'] {
  ITEM.lastIndex = HEADING.lastIndex = NOTE.lastIndex = CONTAINER.lastIndex = at
  if (text.charAt(at) === '[') return NOTE.test(text) ? 'note' : 'bracket'
  if (text.charAt(at) === ':') return CONTAINER.test(text) ? 'container' : 'other'
  return ITEM.test(text) ? 'item' : HEADING.test(text) ? 'heading' : 'other'
}

/** Offset of the line after the one that `from` stands in; -1 if there is none. */
function lineAfter(text: string, from: number): number {
  const end = text.indexOf('\n', Math.max(0, from))
  return end === -1 || end + 1 >= text.length ? -1 : end + 1
}

/**
 * Whether the line at a cut closes all that the piece before it leaves open. The parser itself has
 * said what that is: the last block of the piece, parsed alone.
 */
export function isCutSound(piece: string, tree: Root, { line, afterBlank }: Cut): boolean {
  const last = tree.children.at(-1)
  const begins = (afterBlank || line === 'heading' || line === 'container') && !endsInOpenFence(piece, last, afterBlank)
  switch (last?.type) {
    case undefined:
    case 'heading':
    case 'thematicBreak':
      return true
    case 'code':
      return isFence(piece, last) ? isClosedFence(piece, last) : begins && line !== 'item' // the parser still takes the code for open there
    case 'html':
      return ownEnd(last.value)?.closed ?? afterBlank
    case 'definition':
      return begins || line === 'bracket' || line === 'note'
    case 'footnoteDefinition':
      return begins || line === 'note'
    case 'list':
      return begins || (line === 'item' && !endsInOpenFence(piece, last, afterBlank))
    default:
      return begins
  }
}

function isFence(piece: string, { position }: Code): boolean {
  return /[`~]/.test(piece.charAt(position?.start.offset ?? 0))
}

/** A fence that nothing closes runs to the end of what it stands in, and takes the blank lines there. */
function isClosedFence(piece: string, { position }: Code): boolean {
  const fence = piece.slice(position?.start.offset, position?.end.offset)
  const [opening = ''] = /^(?:`+|~+)/.exec(fence) ?? []
  const last = fence.includes('\n') ? fence.slice(fence.lastIndexOf('\n') + 1).replace(/^[>\s]+|\s+$/g, '') : ''
  return last.startsWith(opening) && last === opening.charAt(0).repeat(last.length)
}

/** A blank line ends a quotation, and all that is open in it. */
function endsInOpenFence(piece: string, block: Nodes | undefined, afterBlank: boolean): boolean {
  let last = block
  while (last !== undefined && 'children' in last) {
    if (afterBlank && last.type === 'blockquote') return false
    last = last.children.at(-1)
  }
  return last?.type === 'code' && isFence(piece, last) && !isClosedFence(piece, last)
}
