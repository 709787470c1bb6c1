/** The paragraphs and tables of a part of a Word document. */
import type { Element, ElementContent } from 'hast'
import type { XmlNode } from '../../bitext/xliff/parse-xml.ts'
import { MuqabilError } from '../../errors.ts'
import { childOf, elementsIn, valueOf, wordsOf } from '../xml-nodes.ts'
import type { Block } from './lay-lists.ts'
import { layLists } from './lay-lists.ts'
import { anchorOf, readInline, type Reading } from './read-inline.ts'
import { listPlaceOf, outlineOf } from './read-styles.ts'

/** The reading of blocks one after another. */
export interface BlockReader {
  /** Takes a paragraph, a table, or what holds them. */
  readonly take: (node: XmlNode) => void
  readonly end: () => ElementContent[]
}

export function blockReader(reading: Reading): BlockReader {
  const { contents, counts, limits, file } = reading
  const blocks: Block[] = []
  let joined: ElementContent[] = []
  const take = (node: XmlNode): void => {
    switch (node.local) {
      case 'p':
        return takeParagraph(node)
      case 'r':
        return takeParagraph({ ...node, local: 'p', children: [node] })
      case 'bookmarkStart':
        joined.push(...anchorOf(node))
        return
      case 'tbl':
        return void blocks.push({ element: readTable(node, reading) })
      case 'del':
      case 'moveFrom':
        counts.deletions++
        return
      case 'sdt':
        if (isContents(node)) contents.push(...linesIn(node))
        else for (const child of elementsIn(childOf(node, 'sdtContent'))) take(child)
        return
      default:
        if (!/Pr$/.test(node.local)) for (const child of elementsIn(node)) take(child)
    }
  }
  const takeParagraph = (paragraph: XmlNode): void => {
    if (++counts.rows > limits.rows) throw new MuqabilError('document-too-long', { limit: limits.rows }, { file })
    const properties = childOf(paragraph, 'pPr')
    const style = reading.styles.styleOf(valueOf(childOf(properties, 'pStyle'), 'val'))
    if (style.isContents) return void contents.push(...linesIn(paragraph))
    const heading = outlineOf(properties) ?? style.heading
    const place = listPlaceOf(properties) ?? style.list
    const level = place && reading.styles.listLevelOf(place)
    const { children, boxes } = readInline(paragraph, reading, heading !== undefined)
    const all = [...joined, ...children]
    joined = []
    if (childOf(childOf(properties, 'rPr'), 'del') !== undefined) {
      reading.counts.deletions++
      joined = all
    } else {
      const number = place && level ? reading.countItem(place, level) : 0
      const item =
        place && level && heading === undefined ? { level: place.level, kind: level.kind, number } : undefined
      const tagName = heading === undefined ? 'p' : `h${Math.min(heading, DEEPEST_HEADING)}`
      const element: Element = { type: 'element', tagName, properties: {}, children: all }
      if (all.length > 0) blocks.push({ element, ...(item ? { item } : {}) })
    }
    for (const box of boxes) for (const child of elementsIn(box)) take(child)
  }
  const end = (): ElementContent[] => {
    if (joined.length > 0) blocks.push({ element: { type: 'element', tagName: 'p', properties: {}, children: joined } })
    return layLists(blocks)
  }
  return { take, end }
}

const DEEPEST_HEADING = 6

function isContents(node: XmlNode): boolean {
  const gallery = childOf(childOf(childOf(node, 'sdtPr'), 'docPartObj'), 'docPartGallery')
  return valueOf(gallery, 'val') === 'Table of Contents'
}

/** The words of each paragraph that has any. */
export function linesIn(node: XmlNode): readonly string[] {
  if (node.local === 'p') {
    const line = textIn(node).replace(/\s+/g, ' ').trim()
    return line === '' ? [] : [line]
  }
  return elementsIn(node).flatMap(linesIn)
}

function textIn(node: XmlNode): string {
  return elementsIn(node)
    .map((child) =>
      child.local === 't'
        ? wordsOf(child)
        : child.local === 'tab'
          ? ' '
          : /Pr$|^instr/.test(child.local)
            ? ''
            : textIn(child),
    )
    .join('')
}

interface OpenCell {
  readonly element: Element
  rows: number
}

/** Cells that go on from the row above are one, in as many rows. */
function readTable(table: XmlNode, reading: Reading): Element {
  const open = new Map<number, OpenCell>()
  const rows = rowsOf(table).flatMap((row): Element[] => {
    const properties = childOf(row, 'trPr')
    if (childOf(properties, 'del') !== undefined) {
      reading.counts.deletions++
      return []
    }
    const tagName = childOf(properties, 'tblHeader') === undefined ? 'td' : 'th'
    const cells: Element[] = []
    let column = Number(valueOf(childOf(properties, 'gridBefore'), 'val') ?? 0)
    for (const cell of cellsOf(row)) {
      const own = childOf(cell, 'tcPr')
      const span = Math.max(1, Number(valueOf(childOf(own, 'gridSpan'), 'val') ?? 1) || 1)
      const merge = childOf(own, 'vMerge')
      const above = open.get(column)
      if (merge !== undefined && valueOf(merge, 'val') !== 'restart' && above !== undefined) {
        above.rows++
        above.element.properties.rowSpan = above.rows
      } else {
        const element = readCell(cell, tagName, reading)
        if (span > 1) element.properties.colSpan = span
        if (merge === undefined) open.delete(column)
        else open.set(column, { element, rows: 1 })
        cells.push(element)
      }
      column += span
    }
    // One whose cells all go on from above is counted in their rows.
    return column === 0 ? [] : [{ type: 'element', tagName: 'tr', properties: {}, children: cells }]
  })
  const body: Element = { type: 'element', tagName: 'tbody', properties: {}, children: rows }
  return { type: 'element', tagName: 'table', properties: {}, children: [body] }
}

function readCell(cell: XmlNode, tagName: 'td' | 'th', reading: Reading): Element {
  const reader = blockReader(reading)
  for (const child of elementsIn(cell)) reader.take(child)
  const blocks = reader.end()
  const [only, more] = blocks
  const isPlain = more === undefined && only?.type === 'element' && only.tagName === 'p'
  return { type: 'element', tagName, properties: {}, children: isPlain ? only.children : blocks }
}

/** They may stand in controls and changes. */
function rowsOf(node: XmlNode): readonly XmlNode[] {
  return elementsIn(node).flatMap((child) =>
    child.local === 'tr' ? [child] : /Pr$|^tbl/.test(child.local) ? [] : rowsOf(child),
  )
}

function cellsOf(node: XmlNode): readonly XmlNode[] {
  return elementsIn(node).flatMap((child) =>
    child.local === 'tc' ? [child] : /Pr$/.test(child.local) ? [] : cellsOf(child),
  )
}
