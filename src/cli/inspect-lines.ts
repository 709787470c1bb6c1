/** The rows of a source, a line a sentence. */
import { isRowKind } from '../bitext/source.ts'
import type { Inspected } from '../project/inspect.ts'
import { safeForTerminal } from '../text/isolate.ts'
import { plural } from './numbers.ts'

export const REASONS: Readonly<Record<Inspected['leftOut'][number]['reason'], string>> = {
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

/** A heading line for each row, a line for each of its sentences: as programs like it that read a line at a time. */
export function inspectLines(file: string, inspected: Inspected): readonly string[] {
  const { units, leftOut, kept } = inspected
  return [
    ...summaryOf(file, inspected),
    ...units.flatMap(({ id, kind, depth, line, notes = [], segments: own }) => [
      '',
      `${id}  ${kind}${depth === undefined ? '' : ` ${depth}`}${line === undefined ? '' : `, line ${line}`}`,
      ...notes.map((note) => `  note  ${safeForTerminal(note)}`),
      ...own.map((segment) => `  ${segment.id}  ${safeForTerminal(withoutEscapes(segment.text))}`),
    ]),
    ...(kept.length + leftOut.length > 0 ? [''] : []),
    ...kept.map(
      ({ text, line }) => `as it stands${line === undefined ? '' : `, line ${line}`}: ${safeForTerminal(text)}`,
    ),
    ...leftOut.map(
      ({ text, reason, line }) =>
        `left out${line === undefined ? '' : `, line ${line}`} (${REASONS[reason]}): ${safeForTerminal(text)}`,
    ),
  ]
}

/** How much there is, what was decided, and what is found. */
export function summaryOf(file: string, { units, leftOut, findings, decisions }: Inspected): readonly string[] {
  const name = safeForTerminal(file)
  const rows = units.filter(({ kind }) => isRowKind(kind)).length
  const segments = units.reduce((sum, unit) => sum + unit.segments.length, 0)
  const counts = [
    plural(rows, 'row'),
    ...(rows < units.length ? [`${plural(units.length - rows, 'text')} beside them`] : []),
    plural(segments, 'segment'),
    ...(leftOut.length > 0 ? [`${plural(leftOut.length, 'line')} left out`] : []),
  ]
  return [
    `${name}: ${counts.join(', ')}`,
    ...decisions.map((decision) => `${name}: ${safeForTerminal(decision)}`),
    ...findings.map(
      ({ message, line }) => `${name}${line === undefined ? '' : `:${line}`}: ${safeForTerminal(message)}`,
    ),
  ]
}

/** Codes stay as `<1>` … `</1>`; the text between reads as it is. */
export function withoutEscapes(encoded: string): string {
  return encoded.replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
