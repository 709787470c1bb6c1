/** Rows of a table in an office document, by the names of its columns, as rows of exchange. */
import { STATES } from '../../bitext/states.ts'
import type { ExchangeRow } from '../exchange-row.ts'
import { fromPlaceholders } from '../placeholders.ts'
import { doubledColumn } from '../write-table.ts'
import { damaged } from './nodes.ts'

export interface TableRow {
  /** By the column's name in lower case. */
  readonly cells: Readonly<Record<string, string>>
  /** Comments of people on it, each with its author in front. */
  readonly comments: readonly string[]
  /** For messages: 'row 7'. */
  readonly place: string
  readonly line: number
}

/** What a row needs at least. */
const NEEDED = ['source', 'target'] as const
/** What the second line of an exported cell `id`, or a cell `base`, says. */
const BASE = /^[0-9a-f]{16}:[a-z]+/m

/**
 * Whether the first row of a table names the columns of an export.
 *
 * @param cells Texts of the whole table.
 * @throws {MuqabilError} `exchange-damaged` where it names one twice, and where it has rows of an export without names:
 *   a table that was split, or whose first row was taken out.
 */
export function isExported(
  names: readonly string[],
  cells: () => readonly string[],
  { place, file }: { readonly place: string; readonly file: string },
): boolean {
  if (NEEDED.every((name) => names.includes(name))) {
    const doubled = doubledColumn(names)
    if (doubled !== undefined)
      throw damaged(`two columns ${JSON.stringify(doubled)} in the first row of ${place}`, file)
    return true
  }
  if (cells().some((text) => BASE.test(text)))
    throw damaged(`exported rows in ${place} without a first row that names "source" and "target"`, file)
  return false
}

/**
 * Of a cell `id` the first line is the row's id, the second its base, the third its document, where these have no
 * columns of their own.
 *
 * @throws {MuqabilError} `exchange-damaged` for a state that is none.
 */
export function tableRows(rows: readonly TableRow[], file: string): readonly ExchangeRow[] {
  return rows.flatMap(({ cells, comments, place, line }): readonly ExchangeRow[] => {
    const cell = (name: string): string => (cells[name] ?? '').trim()
    const [id = '', base = '', document = ''] = cell('id')
      .split('\n')
      .map((each) => each.trim())
    const source = cells['source'] ?? ''
    const target = cells['target'] ?? ''
    if (id === '' && source.trim() === '' && target.trim() === '') return []
    const said = cell('state').toLowerCase()
    const state = STATES.find((each) => each === said)
    if (said !== '' && state === undefined) throw damaged(`state ${JSON.stringify(said)} in ${place}`, file)
    const notes = [cell('note'), ...comments].filter((each) => each !== '').join('\n')
    const facts = {
      id,
      base: cell('base') || base,
      document: cell('document') || document,
      note: notes,
    }
    return [
      {
        ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== '')),
        source: fromPlaceholders(source),
        ...(target === '' ? {} : { target: fromPlaceholders(target) }),
        ...(state === undefined ? {} : { state }),
        line,
      },
    ]
  })
}
