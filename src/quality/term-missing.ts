/** Check `term-missing`: a term of the glossary has the glossary's translation. */
import { quote } from '../errors.ts'
import { eachPair, type Check } from './check.ts'

export const termMissing: Check = {
  id: 'term-missing',
  severity: 'warning',
  create: eachPair(({ terms }) =>
    terms
      .filter(({ isUsed, forbidden }) => !isUsed && forbidden.length === 0)
      .map(({ term, start }) => ({
        message: `Unexpected translation of ${quote(term.source)}, expected ${quote(term.target)} as in the glossary`,
        start,
      })),
  ),
}
