/** The formats of exchange: name → writer; extension → reader. */
import type { ExchangeFile, ExchangeRow } from './exchange-row.ts'
import { MuqabilError } from '../errors.ts'
import { readDocxRows } from './office/read-docx.ts'
import { readXlsx } from './office/read-xlsx.ts'
import { writeDocx } from './office/write-docx.ts'
import { writeXlsx } from './office/write-xlsx.ts'
import { readEdits } from './read-edits.ts'
import { readPoRows } from './read-po-rows.ts'
import { readReviewEdits } from './read-review-edits.ts'
import { readTable } from './read-table.ts'
import { readTmx } from './read-tmx.ts'
import { readXliff12 } from './read-xliff12.ts'
import { writePo } from './write-po.ts'
import { writeTable } from './write-table.ts'
import { writeTmx } from './write-tmx.ts'
import { writeXliff12 } from './write-xliff12.ts'
import type { Languages } from './require-languages.ts'
import { readXliff21, writeXliff21 } from './xliff21.ts'

/** Characters in which a file's first element is looked for. */
const LONGEST_HEAD = 10_000

/** What `export --format` takes of rows. */
export const exchangeWriters: Readonly<Record<string, (file: ExchangeFile) => string | Uint8Array>> = {
  tmx: writeTmx,
  csv: (file) => writeTable(file, ','),
  tsv: (file) => writeTable(file, '\t'),
  po: writePo,
  docx: writeDocx,
  xlsx: writeXlsx,
  xliff12: writeXliff12,
  xliff21: ({ records: [record, ...others] }) => {
    if (record === undefined || others.length > 0)
      throw new MuqabilError('exchange-several', { documents: others.length + (record ? 1 : 0) })
    return writeXliff21(record)
  },
}

type Reader = (text: string, file: string, languages: Languages) => readonly ExchangeRow[]

/** By extension, with the dot, lower case. */
export const exchangeReaders: Readonly<Record<string, Reader>> = {
  '.tmx': readTmx,
  '.csv': readTable,
  '.tsv': readTable,
  '.po': readPoRows,
  '.xlf': readXliff,
  '.xliff': readXliff,
  '.jsonl': readEdits,
  '.json': readReviewEdits,
}

/** Those that are no text. */
export const officeReaders: Readonly<Record<string, (bytes: Uint8Array, file: string) => readonly ExchangeRow[]>> = {
  '.docx': readDocxRows,
  '.xlsx': readXlsx,
}

/** XLIFF's version is in its first element; 2.x has a namespace for each. */
function readXliff(text: string, file: string, languages: Languages): readonly ExchangeRow[] {
  return /<(?:\w+:)?xliff\b[^>]*\sversion\s*=\s*["']2/.test(text.slice(0, LONGEST_HEAD))
    ? readXliff21(text, file, languages)
    : readXliff12(text, file, languages)
}
