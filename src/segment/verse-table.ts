/** A poem that is set as a table: a line a row, a half a column. */
import type { Element, ElementContent, Text } from 'hast'
import { HALF } from '../text/verse-line.ts'
import { areCouplets, isNamedVerse, type Couplet } from './couplets.ts'

/** A line of verse: its halves with a break of their kind between them. */
export interface VerseRow {
  readonly children: readonly ElementContent[]
  readonly position?: Element['position']
}

/** What may stand in a column of its own between the halves. */
const BETWEEN = /^[\s\u00A0*%~\u2026.]*$/

/** Undefined for every other table: one with words in a head, with markup in a cell, or whose cells are no halves of verse. */
export function verseTable(table: Element, isNamed: boolean): readonly VerseRow[] | undefined {
  const rows: (readonly [Text, Text])[] = []
  const positions: Element['position'][] = []
  for (const row of rowsOf(table) ?? [undefined]) {
    if (row === undefined) return undefined
    const cells = row.children.filter((cell) => cell.type === 'element')
    const texts = cells.map(textOf)
    if (cells.length < 2 || texts.includes(undefined) || cells.some(isSpanning)) return undefined
    const written = texts.filter((text) => text !== undefined).filter(({ value }) => !BETWEEN.test(value))
    // The head that Markdown cannot do without.
    if (written.length === 0) continue
    const [first, second, more] = written
    if (first === undefined || second === undefined || more !== undefined || cells.length > 3) return undefined
    if (cells.some(({ tagName }) => tagName === 'th')) return undefined
    rows.push([first, second])
    positions.push(row.position ?? first.position)
  }
  const couplets = rows.map(([first, second]): Couplet => [first.value.trim(), second.value.trim()])
  if (!areCouplets(couplets, isNamed || isNamedVerse(table.properties.className))) return undefined
  return rows.map(([first, second], index): VerseRow => {
    const position = positions[index]
    return { children: [first, halfBreak(first, second), second], ...(position ? { position } : {}) }
  })
}

/** Undefined for what holds more than rows. */
function rowsOf(table: Element): readonly Element[] | undefined {
  const rows: Element[] = []
  for (const child of table.children) {
    if (child.type === 'text' && child.value.trim() === '') continue
    if (child.type !== 'element') return undefined
    if (child.tagName === 'tr') rows.push(child)
    else if (/^t(?:head|body|foot)$/.test(child.tagName)) {
      const inner = rowsOf(child)
      if (inner === undefined) return undefined
      rows.push(...inner)
    } else if (!/^col(?:group)?$/.test(child.tagName)) return undefined
  }
  return rows
}

/** The text of a cell that is nothing but text, in a paragraph of its own at most. */
function textOf(cell: Element): Text | undefined {
  const [child, ...others] = cell.children.filter((each) => each.type !== 'text' || each.value.trim() !== '')
  if (child === undefined) return { type: 'text', value: '' }
  if (others.length > 0) return undefined
  if (child.type === 'element') return /^(?:p|span|div)$/.test(child.tagName) ? textOf(child) : undefined
  return child.type === 'text' ? child : undefined
}

function isSpanning({ properties }: Element): boolean {
  return Number(properties.colSpan ?? 1) > 1 || Number(properties.rowSpan ?? 1) > 1
}

/** It stands for what parts the cells in the source. */
function halfBreak(first: Text, second: Text): Element {
  const [start, end] = [first.position?.end, second.position?.start]
  return {
    type: 'element',
    tagName: 'br',
    properties: { className: [HALF] },
    children: [],
    ...(start && end ? { position: { start, end } } : {}),
  }
}
