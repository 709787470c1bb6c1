/** A glossary as its file has it: CSV, a Markdown table, or TBX. */
import type { Term } from '../bitext/term.ts'
import { MuqabilError } from '../errors.ts'
import { parseCsv, unguarded, type CsvRow } from '../text/parse-csv.ts'
import type { GlossaryOptions } from './glossary-options.ts'
import { markdownRows } from './markdown-rows.ts'
import { readTbx } from './read-tbx.ts'
import { columnOf, COLUMNS, termOf, type Column } from './term-of.ts'

/**
 * Reads tables with two columns, source and target; or, under a first row that names them, any of `COLUMNS`. Several
 * translations, forms and forbidden words in one cell are parted by semicolons.
 *
 * @throws {MuqabilError} `glossary-row` with the line of the first row that cannot be read; of TBX as `parseXml`.
 */
export function readGlossary(text: string, options: GlossaryOptions): readonly Term[] {
  const { file } = options
  if (/\.(?:tbx|xml)$/i.test(file)) return readTbx(text, options)
  if (/\.(?:md|markdown)$/i.test(file)) return termsOf(markdownRows(text), file)
  const { rows, unclosed } = parseCsv(text)
  if (unclosed !== undefined) throw new MuqabilError('glossary-quote', {}, { file, line: unclosed })
  return termsOf(
    rows.map((row) => ({ ...row, cells: row.cells.map(unguarded) })),
    file,
  )
}

function termsOf(rows: readonly CsvRow[], file: string): readonly Term[] {
  const [first, ...others] = rows
  const named = first?.cells.map(columnOf)
  const hasNames = named !== undefined && named.includes('source') && named.includes('target')
  const unknown = hasNames ? named.indexOf(undefined) : -1
  if (unknown !== -1)
    throw new MuqabilError(
      'glossary-column',
      { column: first?.cells[unknown] ?? '', known: COLUMNS },
      { file, line: first?.line ?? 1 },
    )
  const columns = hasNames ? named.filter((column) => column !== undefined) : (['source', 'target'] as const)
  return (hasNames ? others : rows).map((row) => rowTerm(row, columns, file))
}

function rowTerm({ cells, line }: CsvRow, columns: readonly Column[], file: string): Term {
  const term = termOf((column) => cells[columns.indexOf(column)] ?? '')
  if (cells.length > columns.length || term === undefined)
    throw new MuqabilError(
      'glossary-row',
      { cells: cells.filter((each) => each !== '').length, columns },
      { file, line },
    )
  return term
}
