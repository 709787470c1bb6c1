/** Comma-separated values as rows with their lines: RFC 4180, and what spreadsheets write beside it. */

export interface CsvRow {
  readonly cells: readonly string[]
  /** 1-based line on which the row begins. */
  readonly line: number
}

export interface Csv {
  readonly rows: readonly CsvRow[]
  /** Line of a quotation mark that nothing closes. */
  readonly unclosed?: number
}

/**
 * Cells may be quoted, a quotation mark inside them doubled; line ends of all three kinds. Rows
 * that are empty, and a byte order mark, are passed over. The separator is a semicolon or a tab
 * where the first row has one and no comma. Linear.
 */
export function parseCsv(text: string): Csv {
  const body = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(body)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let [line, start] = [1, 1]
  let quotedAt: number | undefined
  let wasQuoted = false
  const endCell = (): void => {
    cells.push(wasQuoted ? cell : cell.trim())
    cell = ''
    wasQuoted = false
  }
  const endRow = (): void => {
    endCell()
    if (cells.some((each) => each !== '')) rows.push({ cells, line: start })
    cells = []
    start = line
  }
  for (let index = 0; index < body.length; index++) {
    const character = body.charAt(index)
    const lineEnd = character === '\n' || (character === '\r' && body.charAt(index + 1) !== '\n')
    if (lineEnd) line++
    if (quotedAt !== undefined) {
      if (character !== '"') cell += character
      else if (body.charAt(index + 1) === '"') cell += body.charAt(++index)
      else quotedAt = undefined
    } else if (character === '"' && cell.trim() === '') {
      quotedAt = line
      wasQuoted = true
      cell = ''
    } else if (character === separator) endCell()
    else if (lineEnd) endRow()
    else if (character !== '\r') cell += character
  }
  endRow()
  return { rows, ...(quotedAt === undefined ? {} : { unclosed: quotedAt }) }
}

function separatorOf(text: string): string {
  const [first = ''] = text.split(/[\r\n]/, 1)
  if (first.includes(',')) return ','
  return first.includes('\t') ? '\t' : first.includes(';') ? ';' : ','
}

/** A formula that `writeCsv` guarded, or text that looked like one to it. */
const GUARDED = /^'+[=+\-@\t\r]/

/** The cell without the apostrophe that keeps a spreadsheet from running it. */
export function unguarded(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}
