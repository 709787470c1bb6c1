/** Rows as CSV or TSV for spreadsheets. */
import { writeCsv } from '../text/write-csv.ts'
import type { ExchangeFile } from './exchange-row.ts'
import { toPlaceholders } from './placeholders.ts'

/** The header; a reader finds its columns by these names in any order. */
export const TABLE_COLUMNS = ['document', 'id', 'source', 'target', 'state', 'note', 'base'] as const

/** The first of these that stands twice in a header: nobody can know which of them is meant. */
export function doubledColumn(names: readonly string[]): string | undefined {
  return TABLE_COLUMNS.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
}

/** With an apostrophe of its own in front: one more, so that the one of a guarded formula can be told from it. */
const GUARDED = /^'+[=+\-@\t\r]/

/** Codes are placeholders; cells that begin like a formula are guarded, and read back as they were. */
export function writeTable({ rows }: ExchangeFile, separator: ',' | '\t'): string {
  const lines = rows.map((row) =>
    [
      row.document,
      row.id,
      toPlaceholders(row.source),
      toPlaceholders(row.target ?? []),
      row.state,
      row.note ?? '',
      row.base,
    ].map((cell) => (GUARDED.test(cell) ? `'${cell}` : cell)),
  )
  return writeCsv([TABLE_COLUMNS, ...lines], separator)
}
