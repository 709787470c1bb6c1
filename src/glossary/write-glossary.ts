/** A glossary as CSV, under a first row that names its columns. */
import type { Term } from '../bitext/term.ts'
import { writeCsv } from '../text/write-csv.ts'
import { COLUMNS, type Column } from './term-of.ts'

/** Columns that no term has anything in are left out. */
export function writeGlossary(terms: readonly Term[]): string {
  const rows = terms.map(cellsOf)
  const columns = COLUMNS.filter(
    (column) => column === 'source' || column === 'target' || rows.some((cells) => cells[column] !== ''),
  )
  return writeCsv([columns, ...rows.map((cells) => columns.map((column) => cells[column]))])
}

function cellsOf(term: Term): Readonly<Record<Column, string>> {
  const list = (words: readonly string[] = []): string => words.join('; ')
  return {
    source: term.source,
    target: term.target,
    'part of speech': term.partOfSpeech ?? '',
    note: term.note ?? '',
    allowed: list(term.allowed),
    forbidden: list(term.forbidden),
    forms: list(term.forms),
    case: term.isCaseSensitive ? 'yes' : '',
  }
}
