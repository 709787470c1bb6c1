/** The rows of a source as a table in a terminal. */
import { isRowKind } from '../bitext/source.ts'
import type { Inspected } from '../project/inspect.ts'
import { REASONS, summaryOf, withoutEscapes } from './inspect-lines.ts'
import { plural } from './numbers.ts'
import { tableLines, textLines, type TableColumn, type TableRow } from './table-lines.ts'

/** In fewer columns than this a row's facts stand above its sentences, not beside them. */
const LEAST_FOR_TABLE = 64
const LEAST_COLUMNS = 20
/** Stands for a number: the text is no row of the edition. */
const NO_NUMBER = '·'
const HEADS: readonly TableColumn[] = [
  { head: 'row', align: 'end' },
  { head: 'id' },
  { head: 'kind' },
  { head: 'line', align: 'end' },
  { head: 'segments' },
]

type Unit = Inspected['units'][number]

/**
 * Each sentence stands in its own direction, codes at their places in it as `<1>` … `</1>`. No line is wider than the
 * terminal, but for an id in a very narrow one.
 */
export function inspectTable(file: string, inspected: Inspected, columns: number): readonly string[] {
  const { units, leftOut, kept } = inspected
  const width = Math.max(LEAST_COLUMNS, columns)
  const numbered = withNumbers(units)
  const isWide = width >= LEAST_FOR_TABLE
  return [
    ...summaryOf(file, inspected),
    '',
    ...(isWide ? tableLines(HEADS, numbered.map(tableRow), width) : numbered.flatMap((row) => stacked(row, width))),
    ...section(
      'as it stands in the edition',
      kept.map(({ text, line }) => ({ facts: [lineOf(line)], text })),
      width,
    ),
    ...section(
      'left out',
      leftOut.map(({ text, line, reason }) => ({ facts: [lineOf(line), REASONS[reason]], text })),
      width,
    ),
  ]
}

interface Numbered {
  readonly number: string
  readonly unit: Unit
}

function withNumbers(units: readonly Unit[]): readonly Numbered[] {
  let count = 0
  return units.map((unit) => {
    if (!isRowKind(unit.kind)) return { number: NO_NUMBER, unit }
    count++
    return { number: unit.number ?? String(count), unit }
  })
}

function tableRow({ number, unit }: Numbered): TableRow {
  return {
    cells: [number, unit.id, kindOf(unit), unit.line === undefined ? '' : String(unit.line)],
    texts: textsOf(unit),
  }
}

function stacked({ number, unit }: Numbered, width: number): readonly string[] {
  const facts = [kindOf(unit), ...(unit.line === undefined ? [] : [lineOf(unit.line)])].join(', ')
  const labels = Math.max(...textsOf(unit).map(({ label }) => label.length))
  const head = [`${number} ${unit.id}`, facts]
  return [
    ...(head.join('  ').length < width ? [head.join('  ')] : head),
    ...textsOf(unit).flatMap(({ label, text }) =>
      textLines(text, width - labels - 4).map(
        (line, index) => `  ${(index === 0 ? label : '').padEnd(labels)} ${line}`,
      ),
    ),
    '',
  ]
}

function kindOf({ kind, depth }: Unit): string {
  return depth === undefined ? kind : `${kind} ${depth}`
}

function textsOf({ notes = [], segments }: Unit): TableRow['texts'] {
  return [
    ...notes.map((text) => ({ label: 'note', text })),
    ...segments.map(({ id, text }) => ({ label: id, text: withoutEscapes(text) })),
  ]
}

function lineOf(line: number | undefined): string {
  return line === undefined ? '' : `line ${line}`
}

/** Texts that are no rows, each under what is said of it. */
function section(
  title: string,
  entries: readonly { readonly facts: readonly string[]; readonly text: string }[],
  width: number,
): readonly string[] {
  if (entries.length === 0) return []
  return [
    '',
    ...textLines(`${title}: ${plural(entries.length, 'line')}`, width - 1),
    ...entries.flatMap(({ facts, text }) => {
      const said = facts.filter((fact) => fact !== '').join(', ')
      const above = said === '' ? [] : textLines(said, width - 3)
      return [...above.map((line) => `  ${line}`), ...textLines(text, width - 5).map((line) => `    ${line}`)]
    }),
  ]
}
