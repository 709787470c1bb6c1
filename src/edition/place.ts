/** Where in its document a unit stands: in which list, quotation, table or note. */
import type { Element, Root } from 'hast'
import type { CellPlace } from './edition.ts'
import { integerOf, numberingOf } from './list-numbers.ts'
import { ALERTS, type AlertName } from './kinds.ts'

export interface Place {
  readonly list?: {
    readonly ordered: boolean
    readonly depth: number
    /** From one item to the next: -1 in a list that counts down. */
    readonly step: 1 | -1
    readonly item: { readonly index: number; used: boolean }
  }
  readonly quoted: number
  readonly table?: OpenTable
  readonly cell?: CellPlace
  /** An alert, or what opens and closes: what its rows stand in. */
  readonly frame?: { readonly alert?: AlertName; used: boolean }
  readonly note?: { readonly number: number; used: boolean }
}

/** A table while its cells are counted. */
interface OpenTable {
  readonly number: number
  rows: number
  /** By column: the last row that a cell above reaches down to. */
  readonly taken: number[]
}

/** Of the element whose children are walked. */
export interface SiblingCounts {
  items: number
  /** Columns of a table that its cells take so far. */
  columns: number
}

export interface DocumentCounts {
  tables: number
  readonly sourceIsRtl: boolean
}

export const NOWHERE: Place = { quoted: 0 }

/** The place of what is inside `node`, a child of `parent`, which itself stands at `place`. */
export function placeIn(
  node: Element,
  parent: Root | Element,
  place: Place,
  siblings: SiblingCounts,
  counts: DocumentCounts,
): Place {
  // The list of all notes is none of the text; a list inside a note is.
  const inNotes = parent.type === 'element' && parent.tagName === 'ol' && place.note?.number === 0
  switch (node.tagName) {
    case 'ul':
    case 'ol':
      if (place.note?.number === 0) return place
      return { ...place, list: listPlace(node, (place.list?.depth ?? 0) + 1) }
    case 'li': {
      const own = place.list && integerOf(node.properties.value)
      if (place.list && own !== undefined) siblings.items = (own - place.list.item.index) * place.list.step
      else siblings.items++
      const number = siblings.items
      if (inNotes) return { ...place, note: { number, used: false } }
      return place.list
        ? {
            ...place,
            list: { ...place.list, item: { index: place.list.item.index + number * place.list.step, used: false } },
          }
        : place
    }
    case 'details':
      return { ...place, frame: { used: false } }
    case 'div':
      return node.properties.dataAlert === undefined ? place : { ...place, frame: frameOf(node.properties.dataAlert) }
    case 'blockquote':
      return { ...place, quoted: place.quoted + 1 }
    case 'section':
      return node.properties.dataFootnotes === undefined ? place : { quoted: 0, note: { number: 0, used: false } }
    case 'table':
      // Its cells are a table's, wherever the table stands.
      return { quoted: 0, ...noteOf(place), table: { number: ++counts.tables, rows: 0, taken: [] } }
    case 'tr':
      if (place.table) place.table.rows++
      return place
    case 'td':
    case 'th':
      return place.table ? { ...place, cell: cellPlace(node, place.table, siblings, counts) } : place
    default:
      return place
  }
}

/** Before its first item. */
function listPlace(list: Element, depth: number): NonNullable<Place['list']> {
  const { first, step } = numberingOf(list)
  return { ordered: list.tagName === 'ol', depth, step, item: { index: first - step, used: false } }
}

function frameOf(kind: unknown): NonNullable<Place['frame']> {
  const alert = ALERTS.find((each) => each === kind)
  return { ...(alert ? { alert } : {}), used: false }
}

function cellPlace(
  { properties }: Element,
  { number, rows: row, taken }: OpenTable,
  siblings: SiblingCounts,
  { sourceIsRtl }: DocumentCounts,
): CellPlace {
  const span = { columns: spanOf(properties.colSpan), rows: spanOf(properties.rowSpan) }
  let column = siblings.columns + 1
  while ((taken[column] ?? 0) >= row) column++
  for (let at = column; at < column + span.columns; at++) taken[at] = row + span.rows - 1
  siblings.columns = column + span.columns - 1
  const align =
    properties.align === 'center' ? 'center' : properties.align === (sourceIsRtl ? 'left' : 'right') ? 'end' : undefined
  return { table: number, row, column, span, ...(align ? { align } : {}) }
}

function noteOf({ note }: Place): Pick<Place, 'note'> {
  return note === undefined ? {} : { note }
}

/** HTML's own limit keeps a page from being made of nothing but columns. */
function spanOf(value: unknown): number {
  const span = Math.trunc(Number(value))
  return span >= 1 && span <= 1000 ? span : 1
}
