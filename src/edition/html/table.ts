/** Tables: every cell is a row of the page with its number, placed where the style makes tables of both sides. */
import type { Element } from 'hast'
import { h } from '../h.ts'
import type { Carried, EditionText, Row } from '../edition.ts'
import { rowElement } from './row.ts'
import { formsOf } from './table-fit.ts'
import type { TableCell, TableLine, TableShape } from './table-shape.ts'

/** The rows from `start` that are one table; none if no table begins there. */
export function tableAt(blocks: readonly (Row | Carried)[], start: number): readonly Row[] {
  const first = blocks[start]
  if (first?.kind !== 'row' || first.cell === undefined) return []
  const rows: Row[] = []
  for (let index = start; index < blocks.length; index++) {
    const block = blocks[index]
    if (block?.kind !== 'row' || block.cell?.table !== first.cell.table) break
    rows.push(block)
  }
  return rows
}

/** Where the style has no room for it, its cells stand one below the other. */
export function tableElement(shape: TableShape, edition: EditionText): Element {
  const { fit, height, isLong } = shape
  const forms = formsOf(fit)
  const classes = ['table', 'shaped', fit.name, forms.whole, forms.facing, isLong ? 'long' : `n${height}`]
  return h(
    'div',
    { className: classes, role: 'table' },
    shape.lines.map((line) => lineElement(line, shape, edition)),
  )
}

/** What has no form of a table: cells one below the other, rules between the lines. */
export function looseTable(rows: readonly Row[], edition: EditionText): Element {
  const lines = [...Map.groupBy(rows, ({ cell }) => cell?.row ?? 0).values()]
  return h(
    'div',
    { className: ['table'] },
    lines.map((line) =>
      h(
        'div',
        { className: ['tr'] },
        line.map((row) => rowElement(row, edition, [])),
      ),
    ),
  )
}

function lineElement({ cells, start, height }: TableLine, { isLong }: TableShape, edition: EditionText): Element {
  const classes = [
    'tr',
    ...(isLong ? [] : [`l${start}`]),
    ...(height > 1 ? [`m${height}`] : []),
    ...(cells.every(({ row }) => row.unit === 'header-cell') ? ['head-line'] : []),
  ]
  return h(
    'div',
    { className: classes, role: 'row' },
    cells.map((cell) => rowElement(cell.row, edition, cellClasses(cell, isLong))),
  )
}

function cellClasses({ place, line, subline, span }: TableCell, isLong: boolean): readonly string[] {
  return [
    ...(isLong ? [] : [`l${line}`]),
    `k${place.column}`,
    `e${place.column + place.span.columns}`,
    ...(subline > 1 ? [`r${subline}`] : []),
    ...(span > 1 && !isLong ? [`y${span}`] : []),
    ...(place.align ? [place.align] : []),
  ]
}
