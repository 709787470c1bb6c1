/** Tables whose sides can face each other: the cells of one line in one band, each still a row with its number. */
import type { Element } from 'hast'
import { h } from 'hastscript'
import type { Carried, Edition, Row } from '../edition.ts'
import { rowElement } from './row.ts'

const MOST_COLUMNS = 4
/** Room for the numbers of a line of cells, in units. */
const MOST_SPINE = 24

/** The rows from `start` that are one table, or one row if there is no table that can face its other side. */
export function tableAt(blocks: readonly (Row | Carried)[], start: number): readonly Row[] {
  const first = blocks[start]
  if (first?.kind !== 'row' || first.cell === undefined) return []
  const rows: Row[] = []
  for (const block of blocks.slice(start)) {
    if (block.kind !== 'row' || block.cell?.table !== first.cell.table) break
    rows.push(block)
  }
  return rows
}

/** Whether every cell has a place of its own and the columns leave room for words. */
export function canFace(rows: readonly Row[]): boolean {
  const places = new Set(rows.map(({ cell }) => `${cell?.row} ${cell?.column}`))
  const columns = columnsOf(rows)
  return (
    places.size === rows.length &&
    columns <= MOST_COLUMNS &&
    columns * numberRoom(rows) <= MOST_SPINE &&
    rows.every(
      ({ cell, quoted, list }) =>
        cell?.span.columns === 1 && cell.span.rows === 1 && quoted === 0 && list === undefined,
    )
  )
}

export function facingTable(rows: readonly Row[], edition: Edition): Element {
  const lines = Map.groupBy(rows, ({ cell }) => cell?.row ?? 0)
  return h(
    'div',
    { className: ['table', `c${columnsOf(rows)}`, `w${numberRoom(rows)}`] },
    [...lines.values()].map((line) =>
      h(
        'div',
        { className: ['tr'] },
        line.map((row) => rowElement(row, edition, [`k${row.cell?.column ?? 1}`])),
      ),
    ),
  )
}

/** Where the sides cannot face each other, the cells stand one below the other; a rule parts the lines of the table. */
export function stackedTable(rows: readonly Row[], edition: Edition): readonly Element[] {
  return rows.map((row, index) =>
    rowElement(row, edition, rows[index - 1]?.cell?.row === row.cell?.row ? [] : ['table-row-start']),
  )
}

function columnsOf(rows: readonly Row[]): number {
  return Math.max(...rows.map(({ cell }) => cell?.column ?? 1))
}

/** Units that the widest pair of numbers takes. */
function numberRoom(rows: readonly Row[]): 6 | 8 | 10 {
  const last = rows.at(-1)?.number ?? 0
  return last < 100 ? 6 : last < 1000 ? 8 : 10
}
