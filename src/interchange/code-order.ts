/** The numbers that codes go under in other formats: '1', '2', … as they stand in the source, then those of the target alone. */
import { renumberCodes } from '../bitext/content.ts'
import type { ExchangeRow } from './exchange-row.ts'

/** From the unit's own ids. Import finds the codes again by the same order. */
export function codeOrder({
  source,
  target = [],
}: Pick<ExchangeRow, 'source' | 'target'>): ReadonlyMap<string, string> {
  return renumberCodes([...source, ...target]).ids
}
