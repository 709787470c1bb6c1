/** Check `same-as-source`: a text with words of the source's language is not its own translation. */
import { encodeContent } from '../bitext/content.ts'
import { quote } from '../errors.ts'
import { shareOfScript } from '../text/letters.ts'
import { eachPair, faultIf, type Check } from './check.ts'

export const sameAsSource: Check = {
  id: 'same-as-source',
  severity: 'error',
  create: eachPair(({ segment, source, target, sourceLanguage }) =>
    faultIf(
      encodeContent(segment.source).trim() === encodeContent(segment.target ?? []).trim() &&
        shareOfScript(sourceLanguage, source) > 0,
      () => `Unexpected source text as its own translation, expected another language than in ${quote(target)}`,
    ),
  ),
}
