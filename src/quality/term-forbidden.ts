/** Check `term-forbidden`: no translation of a term that the glossary forbids. */
import { quote } from '../errors.ts'
import { eachPair, type Check } from './check.ts'

export const termForbidden: Check = {
  id: 'term-forbidden',
  severity: 'error',
  create: eachPair(({ terms }) =>
    terms.flatMap(({ term, start, forbidden }) =>
      forbidden.map((each) => ({
        message: `Unexpected ${quote(each)} for ${quote(term.source)}, which the glossary forbids, expected ${term.target === '' ? 'another word' : quote(term.target)}`,
        start,
      })),
    ),
  ),
}
