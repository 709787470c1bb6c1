/** The rows of the tables in a Markdown text; what stands round the tables is for people. */
import type { CsvRow } from '../text/parse-csv.ts'

const RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/
/** A bar that no backslash takes for a letter. */
const BAR = /(?<!\\)\|/

/**
 * The first row of the first table is its names; later tables of as many columns go on with it, their own heads left
 * out. A table is told by the rule below its head.
 */
export function markdownRows(text: string): readonly CsvRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const rows: CsvRow[] = []
  for (const index of lines.keys()) {
    if (!isRule(lines, index)) continue
    const head = lines[index - 1] ?? ''
    if (rows.length === 0) rows.push({ cells: cellsOf(head), line: index })
    for (let next = index + 1; BAR.test(lines[next] ?? ''); next++)
      rows.push({ cells: cellsOf(lines[next] ?? ''), line: next + 1 })
  }
  return rows
}

function isRule(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  return BAR.test(line) && RULE.test(line) && BAR.test(lines[index - 1] ?? '')
}

function cellsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(BAR)
    .map((cell) =>
      cell
        .trim()
        .replaceAll('\\|', '|')
        .replace(/^[*_`]+|[*_`]+$/g, ''),
    )
}
