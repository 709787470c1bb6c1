/** A translation memory of any tool (TMX 1.1 to 1.4b) as rows. */
import type { ExchangeRow } from './exchange-row.ts'
import { createTmxReader } from './stream-tmx.ts'

const PIECE = 1 << 16

/** @throws {MuqabilError} `exchange-damaged`, `xml-syntax`, `xml-refused`, with the line. */
export function readTmx(
  text: string,
  file: string,
  languages: { readonly source: string; readonly target: string },
): readonly ExchangeRow[] {
  const rows: ExchangeRow[] = []
  const reader = createTmxReader({ file, languages, onRow: (row) => rows.push(row) })
  // The parser is slow where what it is given is large.
  for (let start = 0; start < text.length; start += PIECE) reader.write(text.slice(start, start + PIECE))
  reader.close()
  return rows
}
