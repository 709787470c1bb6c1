/** Plain text as a tree: its paragraphs, and its title if the first line is one. */
import type { Element, ElementContent, Root } from 'hast'
import { countCodePoints } from '../bitext/content.ts'
import type { ReadResult, ReadOptions } from './read-result.ts'

/** A line and where it stands in the file, 1-based. */
interface Line {
  readonly text: string
  readonly number: number
}

const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/
const LONGEST_TITLE = 160
const FINAL_MARK = /[.!?\u061F\u06D4\u2026:\u061B\u060C][\s"\u00BB\u201D)\]]*$/
/** Lines of wrapped text fill most of the longest line's width. */
const FILLED = 0.7

/** Blank lines part paragraphs when there are any; else every line is one. */
export function readText(text: string, options: ReadOptions = {}): ReadResult {
  const lines = text.split(LINE_END).map((line, index) => ({ text: line.trim(), number: index + 1 }))
  const byBlankLines = groups(lines)
  const mode = options.paragraphs ?? 'auto'
  const blank = mode === 'auto' ? byBlankLines.length > 1 : mode === 'blank-line'
  const paragraphs = blank ? byBlankLines : byBlankLines.flat().map((line) => [line])
  const wrapped = (options.lines ?? 'auto') === 'auto' ? isWrapped(paragraphs) : options.lines === 'join'
  const children = paragraphs.map((paragraph, index) =>
    element(index === 0 && isTitle(paragraphs) ? 'h1' : 'p', paragraph, wrapped),
  )
  const decisions = [
    blank ? 'paragraphs are parted by blank lines' : 'every line is a paragraph',
    ...(paragraphs.some((paragraph) => paragraph.length > 1)
      ? [wrapped ? 'a line end inside a paragraph is a space' : 'a line end inside a paragraph is kept']
      : []),
    ...(isTitle(paragraphs) ? ['the first line is the title'] : []),
  ]
  return { tree: { type: 'root', children } satisfies Root, decisions }
}

function groups(lines: readonly Line[]): readonly (readonly Line[])[] {
  const all: Line[][] = []
  let open: Line[] | undefined
  for (const line of lines) {
    if (line.text === '') open = undefined
    else if (open) open.push(line)
    else all.push((open = [line]))
  }
  return all
}

/** Wrapped at a width: nearly all lines but the last of their paragraph are about as long as the longest, and few end in a final mark. */
function isWrapped(paragraphs: readonly (readonly Line[])[]): boolean {
  const inner = paragraphs.flatMap((paragraph) => paragraph.slice(0, -1).map(({ text }) => text))
  if (inner.length === 0) return true
  const width = inner.reduce((longest, line) => Math.max(longest, line.length), 0)
  const filled = inner.filter((line) => line.length >= width * FILLED).length
  const ended = inner.filter((line) => FINAL_MARK.test(line)).length
  return width >= 40 && filled >= inner.length * 0.8 && ended <= inner.length * 0.5
}

/** Short, alone on its line, without a final mark, and followed by a longer text. */
function isTitle([first, second]: readonly (readonly Line[])[]): boolean {
  const line = first?.[0]
  if (line === undefined || second === undefined || (first?.length ?? 0) > 1) return false
  return countCodePoints(line.text) <= LONGEST_TITLE && !FINAL_MARK.test(line.text)
}

function element(tagName: 'h1' | 'p', paragraph: readonly Line[], wrapped: boolean): Element {
  const children = paragraph.flatMap(({ text }, index): ElementContent[] =>
    index === 0
      ? [textNode(text)]
      : wrapped
        ? [textNode(` ${text}`)]
        : [{ type: 'element', tagName: 'br', properties: {}, children: [] }, textNode(text)],
  )
  const number = paragraph[0]?.number ?? 1
  const point = { line: number, column: 1 }
  return { type: 'element', tagName, properties: {}, children, position: { start: point, end: point } }
}

function textNode(value: string): ElementContent {
  return { type: 'text', value }
}
