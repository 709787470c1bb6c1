/** What the line ends of a plain text mean: judged by the shape of its lines. */
import { countCodePoints } from '../bitext/content.ts'
import { withoutInvisible } from '../text/marks.ts'
import type { ReadOptions } from './read-result.ts'

/** A line and where it stands in the file, 1-based. */
export interface Line {
  readonly text: string
  readonly number: number
  /** It begins with white space. */
  readonly indented: boolean
}

export interface TextShape {
  /** What a paragraph ends with. `short-line`: lines fill a width, and the last of a paragraph does not. */
  readonly paragraphs: 'blank-line' | 'line' | 'short-line'
  /** What a line end inside a paragraph is. */
  readonly lines: 'join' | 'keep'
  /** In UTF-16 units without marks: what nearly all lines keep to. */
  readonly width: number
}

/** What ends a sentence or a part of one, with the quotes and brackets it closes. */
const FINAL_MARK = /[.!?\u061F\u06D4\u2026:\u061B\u060C]["'\u00BB\u201D)\]]*$/
/** A sentence that ends in the middle of a line: prose whose lines end by their width. */
const INNER_END = /[.!?\u061F\u06D4] /
/** Of all lines that are not the last of their group: when so many end a sentence, each is a paragraph. */
const ENDING = 0.6
/** Wrapped by a program: the next line's first word would not have fitted. */
const GREEDY = 0.85
/** Wrapped by a printer or a person: most lines are long, and sentences end inside lines. Verse has hardly any. */
const FILLED = 0.5
const LONG = 0.7
const INNER_ENDS = 0.2
const NARROWEST = 30
/** Fewer may be quotations. */
const INDENTED_STARTS = 2
/** More lines between two blank ones are no stanza and no address. */
const LONGEST_STANZA = 8
/** Lines that are longer than nearly all others do not make a width. */
const WIDTH_RANK = 0.98

/** @param groups The lines between blank lines. */
export function judgeShape(groups: readonly (readonly Line[])[], options: ReadOptions): TextShape {
  const judged = judge(groups)
  const { paragraphs = 'auto', lines = 'auto' } = options
  const joined = lines === 'auto' ? judged.lines : lines
  if (paragraphs !== 'auto') return { ...judged, paragraphs, lines: joined }
  if (lines === 'auto') return judged
  // Who joins lines wants paragraphs of several; who keeps them does not want their ends to be guessed.
  return { ...judged, paragraphs: groups.length > 1 ? 'blank-line' : lines === 'join' ? 'short-line' : 'line', lines }
}

function judge(groups: readonly (readonly Line[])[]): TextShape {
  const inner = groups.flatMap((group) => group.slice(0, -1).map((line, index) => ({ line, next: group[index + 1] })))
  const lengths = inner.map(({ line }) => visibleLength(line.text)).toSorted((a, b) => a - b)
  const width = lengths[Math.floor(lengths.length * WIDTH_RANK)] ?? 0
  const blank = groups.length > 1
  if (inner.length === 0) return { paragraphs: blank ? 'blank-line' : 'line', lines: 'join', width }
  const share = (is: (pair: (typeof inner)[number]) => boolean): number => inner.filter(is).length / inner.length
  if (share(({ line }) => FINAL_MARK.test(line.text)) >= ENDING) return { paragraphs: 'line', lines: 'join', width }
  const greedy = share(({ line, next }) => visibleLength(line.text) + 1 + firstWordLength(next) > width)
  const filled = share(({ line }) => visibleLength(line.text) >= width * LONG)
  const innerEnds = share(({ line }) => INNER_END.test(line.text))
  const wrapped = width >= NARROWEST && (greedy >= GREEDY || (filled >= FILLED && innerEnds >= INNER_ENDS))
  const byIndent = indentedStarts(groups) >= INDENTED_STARTS
  if (wrapped) return { paragraphs: blank && !byIndent ? 'blank-line' : 'short-line', lines: 'join', width }
  const stanzas = blank && inner.length + groups.length <= LONGEST_STANZA * groups.length
  return { paragraphs: stanzas ? 'blank-line' : 'line', lines: 'keep', width }
}

/** Paragraphs that begin inside a group, by an indented first line as that of the group is; the lines of a list do not count. */
function indentedStarts(groups: readonly (readonly Line[])[]): number {
  const starts = groups
    .filter(([first]) => first?.indented === true)
    .map((group) =>
      group.filter((line, at) => line.indented && group[at - 1]?.indented === false && !ITEM.test(line.text)),
    )
  return starts.reduce((sum, { length }) => sum + length, 0)
}

function visibleLength(text: string): number {
  return withoutInvisible(text).length
}

function firstWordLength(line: Line | undefined): number {
  return visibleLength(/^\S*/.exec(line?.text ?? '')?.[0] ?? '')
}

/** A bullet, a number or a letter with a mark after it. */
const ITEM =
  /^(?:[-*\u2022\u00B7\u25AA\u25E6\u25CF\u25CB\u2013\u2014]|(?:\d{1,3}|[\u0660-\u0669]{1,3}|[\u0621-\u064A])[.)\u2013-])[ \t\u00A0]/
/** Lines that end before this part of the width may end their paragraph. */
const SHORT = 0.85

/** The paragraphs that lines are parted into by what is known of their shape. */
export function partParagraphs(
  groups: readonly (readonly Line[])[],
  { paragraphs, width }: TextShape,
): readonly (readonly Line[])[] {
  if (paragraphs === 'line') return groups.flat().map((line) => [line])
  return groups.flatMap((group) => {
    const hasItems = group.filter(({ text }) => ITEM.test(text)).length > 1
    return partAt(group, (before, line) => {
      if (hasItems && ITEM.test(line.text)) return true
      if (paragraphs === 'blank-line') return false
      return (
        (line.indented && !before.indented) ||
        (FINAL_MARK.test(before.text) && visibleLength(before.text) < width * SHORT)
      )
    })
  })
}

function partAt(lines: readonly Line[], begins: (before: Line, line: Line) => boolean): readonly (readonly Line[])[] {
  const parts: Line[][] = []
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1]
    const last = parts.at(-1)
    if (last === undefined || before === undefined || begins(before, line)) parts.push([line])
    else last.push(line)
  }
  return parts
}

const LONGEST_TITLE = 160
/** How far below the first line something longer than it is looked for. */
const NEAR = 10
const LONGER = 1.5
/** The formula that opens many texts, without marks. */
const BASMALA =
  /^\u0628\u0633\u0645 \u0627\u0644\u0644\u0647 \u0627\u0644\u0631\u062D\u0645\u0646 \u0627\u0644\u0631\u062D\u064A\u0645\W*$/

/**
 * Index of the paragraph that is the title: the first, or the second where the first is the basmala;
 * short, on one line, without a final mark, with longer text or whole sentences near below. -1 if
 * there is none.
 */
export function findTitle(paragraphs: readonly (readonly Line[])[]): number {
  const [first] = paragraphs[0] ?? []
  const index = first !== undefined && isBasmala(first.text) ? 1 : 0
  const [line, more] = paragraphs[index] ?? []
  if (line === undefined || more !== undefined || FINAL_MARK.test(line.text)) return -1
  const length = countCodePoints(line.text)
  const below = paragraphs.slice(index + 1, index + 1 + NEAR).map((lines) => lines.map(({ text }) => text).join(' '))
  const isAbove = below.some((text) => FINAL_MARK.test(text) || countCodePoints(text) > length * LONGER)
  return length <= LONGEST_TITLE && isAbove ? index : -1
}

function isBasmala(text: string): boolean {
  return text.length <= LONGEST_TITLE && BASMALA.test(withoutInvisible(text).replace(/\s+/g, ' '))
}
