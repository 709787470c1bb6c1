/** The lines of a table with all their cells, for formats that count them: those without words, which are no rows, too. */
import type { CellPlace, Row } from './edition.ts'

export interface GridCell {
  /** Its blocks; none where it has no words. */
  readonly rows: readonly Row[]
  readonly span: CellPlace['span']
}

const EMPTY: GridCell = { rows: [], span: { columns: 1, rows: 1 } }

/** Lines without any words are left out, and cells that reach over them are as much shorter. */
export function tableGrid(rows: readonly Row[]): readonly (readonly GridCell[])[] {
  const lines = Map.groupBy(rows, ({ cell }) => cell?.row ?? 0)
  const width = rows.reduce((most, { cell }) => Math.max(most, cell ? cell.column + cell.span.columns - 1 : 1), 1)
  /** The last line that each column is taken in. */
  const taken: number[] = []
  const numbers = [...lines.keys()]
  return [...lines].map(([line, own], at) => {
    const cells: GridCell[] = []
    let column = 1
    const fillTo = (end: number): void => {
      for (; column < end; column++) if ((taken[column] ?? 0) < line) cells.push(EMPTY)
    }
    for (const [start, blocks] of Map.groupBy(own, ({ cell }) => cell?.column ?? 1)) {
      const span = blocks[0]?.cell?.span ?? EMPTY.span
      fillTo(start)
      const end = line + span.rows
      let below = at + 1
      while (below < numbers.length && (numbers[below] ?? end) < end) below++
      cells.push({ rows: blocks, span: { ...span, rows: below - at } })
      for (; column < start + span.columns; column++) taken[column] = end - 1
    }
    fillTo(width + 1)
    return cells
  })
}
