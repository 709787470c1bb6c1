/** Check `arabic-left`: no Arabic words in the translation but those that it speaks of. */
import { quote } from '../errors.ts'
import { hasLettersOf, scriptOf, shareOfScript } from '../text/letters.ts'
import { eachPair, faultIf, type Check } from './check.ts'

const RUN = /[\p{Script=Arabic}\u0640\p{Mn}]+(?:[\s\u060C\u200E\u200F]+[\p{Script=Arabic}\u0640\p{Mn}]+)*/gu
/** Letters that stand for a whole phrase and are used in English too: ﷺ ﷽ ﷻ and their like. */
const PHRASES = /[\uFDF0-\uFDFF\uFD40-\uFD4F]/g
/** In quotation marks or brackets, or after a word that says so, words are spoken of: the word كتاب, (كتاب). */
const OPENERS =
  /[("'\u201C\u2018\u00AB[\uFD3F/=]\s*$|\b(?:word|term|letter|root|verb|noun|name|phrase|spelled|written|Arabic:?)s?,?\s*$/i
/** More than this is no quotation. */
const MOSTLY = 0.5

export const arabicLeft: Check = {
  id: 'arabic-left',
  severity: 'error',
  create: eachPair(({ target, sourceLanguage, targetLanguage, source }) => {
    // A text that is its own translation is `same-as-source`.
    if (scriptOf(sourceLanguage) !== 'Arab' || scriptOf(targetLanguage) === 'Arab' || source.trim() === target.trim())
      return []
    const left = [...target.matchAll(RUN)]
      .filter(({ 0: run }) => hasLettersOf('ar', run.replace(PHRASES, '')))
      .find(({ index }) => !OPENERS.test(target.slice(0, index)) || shareOfScript(sourceLanguage, target) > MOSTLY)
    return faultIf(
      left !== undefined,
      () => `Unexpected ${quote(left?.[0] ?? '')} in the translation, expected the target language`,
    )
  }),
}
