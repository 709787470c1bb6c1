/** Check `codes`: the inline codes of the source, each as often, are in the translation. */
import type { Content } from '../bitext/content.ts'
import { eachPair, faultIf, type Check } from './check.ts'

export const codes: Check = {
  id: 'codes',
  severity: 'error',
  create: eachPair(({ segment }) =>
    faultIf(
      codesOf(segment.source) !== codesOf(segment.target ?? []),
      () => 'Unexpected inline codes in the translation, expected those of the source',
    ),
  ),
}

function codesOf(content: Content): string {
  return content
    .flatMap((part) => (typeof part === 'string' ? [] : [`${part.kind} ${part.id}`]))
    .toSorted()
    .join(', ')
}
