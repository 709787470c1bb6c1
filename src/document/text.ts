/** Plain text as a tree: its paragraphs, and its title if the first line is one. */
import type { Element, ElementContent, Root } from 'hast'
import { MuqabilError } from '../errors.ts'
import { withoutInvisible } from '../text/marks.ts'
import { splitVerse } from '../text/verse-line.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { isOpeniti, readOpeniti } from './openiti.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'
import { findTitle, judgeShape, partParagraphs, type Line, type TextShape } from './text-shape.ts'

const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/
const PAGE_ENDS = /[\v\f]+/g

/**
 * Decides by the shape of its lines what parts the paragraphs, what a line end inside one means, and
 * whether it has a title; `options` go before.
 *
 * @throws {MuqabilError} `document-too-long`.
 */
export function readText(text: string, options: ReadOptions = {}, file = ''): ReadResult {
  if (isOpeniti(text)) return readOpeniti(text, options, file)
  const { limits = DEFAULT_LIMITS, title: wanted = 'auto' } = options
  const groups = groupsOf(withoutPageEnds(text))
  const shape = judgeShape(groups, options)
  const paragraphs = partParagraphs(groups, shape)
  const excess = paragraphs[limits.rows]?.[0]
  if (excess) throw new MuqabilError('document-too-long', { limit: limits.rows }, { file, line: excess.number })
  const title = wanted === 'none' ? -1 : wanted === 'first-line' ? 0 : findTitle(paragraphs)
  const next = wanted === 'auto' ? titlesAfter(paragraphs) : new Set<number>()
  const children = paragraphs.map((lines, index) =>
    element(index === title ? 'h1' : 'p', lines, shape.lines, index === title || next.has(index)),
  )
  return {
    tree: { type: 'root', children } satisfies Root,
    decisions: decisionsOf(paragraphs, shape, title),
    findings: [],
  }
}

/** A new page is no new paragraph, a printer's text runs on over it; but it is a new line. */
function withoutPageEnds(text: string): string {
  return text.replace(PAGE_ENDS, (ends, offset: number) => {
    const beside = text.charAt(offset - 1) + text.charAt(offset + ends.length)
    return LINE_END.test(beside) ? '' : '\n'
  })
}

/** The lines between blank ones, without the white space round them. A line of controls alone is blank. */
function groupsOf(text: string): readonly (readonly Line[])[] {
  const groups: Line[][] = []
  let open: Line[] | undefined
  for (const [index, raw] of text.split(LINE_END).entries()) {
    const line = raw.trim()
    if (line === '' || withoutInvisible(line).trim() === '') open = undefined
    else {
      const own: Line = { text: line, number: index + 1, indented: /^\s/.test(raw) }
      if (open) open.push(own)
      else groups.push((open = [own]))
    }
  }
  return groups
}

/** Which paragraphs would be the title if all before them were left out. */
function titlesAfter(paragraphs: readonly (readonly Line[])[]): ReadonlySet<number> {
  const last = Math.min(MOST_BEFORE_TITLE, paragraphs.length)
  const places = Array.from({ length: last }, (_, index) => index + 1)
  return new Set(places.filter((place) => findTitle(paragraphs.slice(place, place + MOST_BEFORE_TITLE)) === 0))
}

/** Lines of buttons above an article, at most. */
const MOST_BEFORE_TITLE = 20

const PARTED: Readonly<Record<TextShape['paragraphs'], string>> = {
  'blank-line': 'paragraphs are parted by blank lines',
  line: 'every line is a paragraph',
  'short-line': 'a paragraph ends with a line that is short, or before one that is indented',
}

function decisionsOf(paragraphs: readonly (readonly Line[])[], shape: TextShape, title: number): readonly string[] {
  const within =
    shape.lines === 'join' ? 'a line end inside a paragraph is a space' : 'a line end inside a paragraph is kept'
  const line = paragraphs[title]?.[0]?.number
  return [
    PARTED[shape.paragraphs],
    ...(paragraphs.some((lines) => lines.length > 1) ? [within] : []),
    ...(line === undefined ? [] : [line === 1 ? 'the first line is the title' : `line ${line} is the title`]),
  ]
}

/** `guessed` is put on what is the title, or would be one, by nothing but its shape. */
function element(tagName: 'h1' | 'p', lines: readonly Line[], wanted: TextShape['lines'], guessed: boolean): Element {
  const joining = lines.every(({ text }) => splitVerse(text) !== undefined) ? 'keep' : wanted
  const children = lines.flatMap(({ text }, index): ElementContent[] =>
    index === 0
      ? [textNode(text)]
      : joining === 'join'
        ? [textNode(` ${text}`)]
        : [{ type: 'element', tagName: 'br', properties: {}, children: [] }, textNode(text)],
  )
  const start = { line: lines[0]?.number ?? 1, column: 1 }
  const properties = guessed ? { dataGuessed: 'title' } : {}
  return { type: 'element', tagName, properties, children, position: { start, end: start } }
}

function textNode(value: string): ElementContent {
  return { type: 'text', value }
}
