/** A table of a spreadsheet, CSV or TSV, as rows. */
import { STATES, type State } from '../bitext/states.ts'
import { MuqabilError } from '../errors.ts'
import { parseCsv, unguarded } from '../text/parse-csv.ts'
import type { ExchangeRow } from './exchange-row.ts'
import { fromPlaceholders } from './placeholders.ts'
import { doubledColumn, TABLE_COLUMNS } from './write-table.ts'

/**
 * Columns are found by the names in the first row; `source` and `target` must be there, others are passed over.
 *
 * @throws {MuqabilError} `exchange-damaged` with its line: names missing or twice, an open quotation mark, a state that is none.
 */
export function readTable(text: string, file: string): readonly ExchangeRow[] {
  const { rows, unclosed } = parseCsv(text)
  const fail = (problem: string, line: number): never => {
    throw new MuqabilError('exchange-damaged', { problem }, { file, line })
  }
  if (unclosed !== undefined) fail('quotation mark that nothing closes', unclosed)
  const [header, ...lines] = rows
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? []
  if (!names.includes('source') || !names.includes('target'))
    fail('table without columns "source" and "target" in its first row', header?.line ?? 1)
  const doubled = doubledColumn(names)
  if (doubled !== undefined) fail(`two columns ${JSON.stringify(doubled)} in its first row`, header?.line ?? 1)
  return lines.map(({ cells, line }): ExchangeRow => {
    const cell = (name: (typeof TABLE_COLUMNS)[number]): string => {
      return unguarded(cells[names.indexOf(name)] ?? '')
    }
    const said = cell('state').trim().toLowerCase()
    const state = STATES.find((each) => each === said)
    if (said !== '' && state === undefined) fail(`state ${JSON.stringify(said)}`, line)
    return {
      ...optional({ document: cell('document'), id: cell('id'), note: cell('note'), base: cell('base') }),
      source: fromPlaceholders(cell('source')),
      ...(cell('target') === '' ? {} : { target: fromPlaceholders(cell('target')) }),
      ...(state === undefined ? {} : { state: state satisfies State }),
      line,
    }
  })
}

/** Empty cells say nothing. */
function optional<Key extends string>(cells: Readonly<Record<Key, string>>): Readonly<Partial<Record<Key, string>>> {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== '')) as Partial<Record<Key, string>> // of the same keys
}
