/** A glossary as its file has it. */
import type { Term } from '../bitext/term.ts'
import { MuqabilError } from '../errors.ts'
import { parseCsv, type CsvRow } from '../text/parse-csv.ts'

const COLUMNS = ['source', 'target', 'note']
type Column = 'source' | 'target' | 'note'

/**
 * Reads CSV: two columns, source and target; or, under a first row that names them, these and `note`.
 *
 * @throws {MuqabilError} `glossary-row` with the line of the first row that cannot be read.
 */
export function readGlossary(text: string, file: string): readonly Term[] {
  const { rows, unclosed } = parseCsv(text)
  if (unclosed !== undefined) throw new MuqabilError('glossary-quote', {}, { file, line: unclosed })
  const [first, ...others] = rows
  const named = first?.cells.map((cell) => cell.toLowerCase())
  const hasNames = named !== undefined && named.includes('source') && named.includes('target')
  const columns = hasNames ? named : ['source', 'target']
  const unknown = hasNames ? named.find((name) => !COLUMNS.includes(name)) : undefined
  if (unknown !== undefined)
    throw new MuqabilError('glossary-column', { column: unknown, known: COLUMNS }, { file, line: first?.line ?? 1 })
  return (hasNames ? others : rows).map((row) => termOf(row, columns, file))
}

function termOf({ cells, line }: CsvRow, columns: readonly string[], file: string): Term {
  const cell = (name: Column): string => cells[columns.indexOf(name)] ?? ''
  const [source, target, note] = [cell('source'), cell('target'), columns.includes('note') ? cell('note') : '']
  if (cells.length > columns.length || source === '' || target === '') {
    throw new MuqabilError(
      'glossary-row',
      { cells: cells.filter((each) => each !== '').length, columns },
      { file, line },
    )
  }
  return { source, target, ...(note === '' ? {} : { note }) }
}
