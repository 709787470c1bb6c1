/** The rows of a source as a person reads them in a terminal. */
import type { Inspected } from '../project/inspect.ts'
import { wrapToWidth } from '../text/display-width.ts'
import { safeForTerminal } from '../text/isolate.ts'
import { plural } from './numbers.ts'

const REASONS: Readonly<Record<Inspected['leftOut'][number]['reason'], string>> = {
  furniture: 'web furniture',
  configured: 'as configured',
  navigation: 'navigation',
  form: 'a form',
  comments: 'comments',
  related: 'links to others',
  hidden: 'hidden in the source',
  page: 'beside the article',
  head: 'says something of the text',
  attribute: 'in an attribute of an unknown element',
}
const LEAST_COLUMNS = 24

/**
 * A heading line for each row, its sentences under it. Arabic stands in isolates of its own, line
 * by line, so that a terminal shows each in its direction and nothing round it moves.
 *
 * @param columns Width of the terminal; undefined: a sentence is one line, as programs like it.
 */
export function inspectLines(file: string, inspected: Inspected, columns: number | undefined): readonly string[] {
  const { units, leftOut, kept, findings, decisions } = inspected
  const name = safeForTerminal(file)
  const segments = units.reduce((sum, unit) => sum + unit.segments.length, 0)
  const out = leftOut.length > 0 ? `, ${plural(leftOut.length, 'line')} left out` : ''
  return [
    `${name}: ${plural(units.length, 'row')}, ${plural(segments, 'segment')}${out}`,
    ...decisions.map((decision) => `${name}: ${safeForTerminal(decision)}`),
    ...findings.map(
      ({ message, line }) => `${name}${line === undefined ? '' : `:${line}`}: ${safeForTerminal(message)}`,
    ),
    ...units.flatMap(({ id, kind, depth, line, notes = [], segments: own }) => [
      '',
      `${id}  ${kind}${depth === undefined ? '' : ` ${depth}`}${line === undefined ? '' : `, line ${line}`}`,
      ...notes.flatMap((note) => hanging('  note  ', note, columns)),
      ...own.flatMap((segment) => hanging(`  ${segment.id}  `, withoutEscapes(segment.text), columns)),
    ]),
    ...(kept.length + leftOut.length > 0 ? [''] : []),
    ...kept.flatMap(({ text, line }) =>
      hanging(`as it stands${line === undefined ? '' : `, line ${line}`}: `, text, columns),
    ),
    ...leftOut.flatMap(({ text, reason, line }) =>
      hanging(`left out${line === undefined ? '' : `, line ${line}`} (${REASONS[reason]}): `, text, columns),
    ),
  ]
}

/** The text after its label, further lines under its start. */
function hanging(label: string, text: string, columns: number | undefined): readonly string[] {
  const lines = columns === undefined ? [text] : wrapToWidth(text, Math.max(LEAST_COLUMNS, columns - label.length - 1))
  return lines.map((line, index) => (index === 0 ? label : ' '.repeat(label.length)) + safeForTerminal(line))
}

/** Codes stay as `<1>` … `</1>`; the text between reads as it is. */
function withoutEscapes(encoded: string): string {
  return encoded.replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
