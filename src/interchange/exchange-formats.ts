/** The formats of exchange: name → writer; extension → reader. */
import type { ExchangeFile, ExchangeRow } from './exchange-row.ts'
import { readTable } from './read-table.ts'
import { readTmx } from './read-tmx.ts'
import { writeTable } from './write-table.ts'
import { writeTmx } from './write-tmx.ts'

/** What `export --format` takes. */
export const exchangeWriters: Readonly<Record<string, (file: ExchangeFile) => string>> = {
  tmx: writeTmx,
  csv: (file) => writeTable(file, ','),
  tsv: (file) => writeTable(file, '\t'),
}

type Reader = (
  text: string,
  file: string,
  languages: { readonly source: string; readonly target: string },
) => readonly ExchangeRow[]

/** By extension, with the dot, lower case. */
export const exchangeReaders: Readonly<Record<string, Reader>> = {
  '.tmx': readTmx,
  '.csv': readTable,
  '.tsv': readTable,
}
