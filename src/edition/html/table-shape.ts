/** Where the cells of a table stand in its grid. */
import type { CellPlace, Row } from '../edition.ts'
import { fitOf, type TableFit } from './table-fit.ts'

/** A page of nothing but columns has no form of a table. */
const MOST_COLUMNS = 16
/** Lines of a table that is still seen whole when its translation stands below it. */
const MOST_LINES = 40

/** A cell with its place in the grid; lines and columns are counted from 1. */
export interface TableCell {
  readonly row: Row
  readonly place: CellPlace
  /** In the table. */
  readonly line: number
  /** In its own `tr`: more than 1 for a further block of the same cell. */
  readonly subline: number
  /** Lines that it takes. */
  readonly span: number
}

/** A `tr`: its cells in document order. */
export interface TableLine {
  readonly cells: readonly TableCell[]
  /** Where it begins. */
  readonly start: number
  /** Lines of the grid: one, or as many as a cell of it has blocks. */
  readonly height: number
}

export interface TableShape {
  readonly lines: readonly TableLine[]
  readonly height: number
  readonly isLong: boolean
  readonly fit: TableFit
}

/** Nothing for what has no form of a table: too many columns, or a cell of very many blocks. */
export function tableShape(rows: readonly Row[]): TableShape | undefined {
  const columns = rows.reduce((most, { cell }) => Math.max(most, cell ? cell.column + cell.span.columns - 1 : 1), 1)
  if (columns > MOST_COLUMNS) return undefined
  const byLine = Map.groupBy(rows, ({ cell }) => cell?.row ?? 0)
  const numbers = [...byLine.keys()]
  const groups = [...byLine.values()].map(sublinesOf)
  const starts: number[] = [1]
  for (const { height } of groups) starts.push((starts.at(-1) ?? 1) + height)
  if (groups.some(({ height }) => height > MOST_LINES)) return undefined
  const lines = groups.map(({ cells, height }, index): TableLine => {
    const start = starts[index] ?? 1
    // A span that reaches below the table ends with it. Lines without words are not there, but are counted in it.
    const below = ({ row, span }: CellPlace): number => {
      const next = numbers.findIndex((number) => number >= row + span.rows)
      return starts[next === -1 ? groups.length : next] ?? start + 1
    }
    return {
      start,
      height,
      cells: cells.map(({ row, place, subline }) => {
        const line = start + subline - 1
        return { row, place, subline, line, span: place.span.rows > 1 ? below(place) - line : 1 }
      }),
    }
  })
  const height = (starts.at(-1) ?? 1) - 1
  return { lines, height, isLong: height > MOST_LINES, fit: fitOf(rows, columns) }
}

/** The blocks of each cell of one `tr`, numbered. */
function sublinesOf(rows: readonly Row[]): {
  readonly cells: readonly Pick<TableCell, 'row' | 'place' | 'subline'>[]
  readonly height: number
} {
  const blocks = new Map<number, number>()
  const cells = rows.flatMap((row) => {
    if (row.cell === undefined) return []
    const subline = (blocks.get(row.cell.column) ?? 0) + 1
    blocks.set(row.cell.column, subline)
    return [{ row, place: row.cell, subline }]
  })
  return { cells, height: Math.max(...blocks.values()) }
}
