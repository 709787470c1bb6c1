/** An edition as a table for spreadsheets: a line a sentence. */
import { writeCsv } from '../../text/write-csv.ts'
import { rowsOf, type Edition, type PairFacts } from '../edition.ts'
import { safeLine } from '../safe-text.ts'
import { sideText } from './side-text.ts'

/** The header of every such file. */
export const CSV_COLUMNS = ['id', 'number', 'segment', 'unit', 'state', 'source', 'target', 'origin', 'by'] as const

/**
 * `id` and `segment` name the pair in the record; `origin` is 'machine', 'person', 'imported', 'pseudo' or
 * empty, `by` the provider with its model, the person, or the imported file. A missing target is empty, and its state says so.
 */
export function toCsv(edition: Edition): string {
  const lines = rowsOf(edition).flatMap((row) =>
    row.pairs.map((pair, index): readonly (string | number)[] => {
      const [source, target] = [row.source[index], row.target[index]]
      return [
        row.id,
        row.label,
        pair.id,
        row.unit,
        pair.state,
        source ? sideText(source, edition.sourceLanguage).text : '',
        target && !target.missing ? sideText(target, edition.targetLanguage).text : '',
        pair.origin?.kind ?? '',
        whoOf(pair),
      ]
    }),
  )
  return writeCsv([CSV_COLUMNS, ...lines])
}

function whoOf({ origin }: PairFacts): string {
  switch (origin?.kind) {
    case 'machine':
      return safeLine(`${origin.provider} ${origin.model ?? ''}`)
    case 'person':
    case 'imported':
      return safeLine(origin.name ?? '')
    default:
      return ''
  }
}
