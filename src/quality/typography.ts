/** Check `typography`: English marks and digits in an English text. */
import { quote } from '../errors.ts'
import { scriptOf } from '../text/letters.ts'
import { eachPair, faultIf, type Check } from './check.ts'

/** Spoken of, not used: they stand in or at Arabic words. */
const ARABIC_RUN =
  /\u00AB?[\u0620-\u064A\u0671-\u06D3][\u0620-\u064A\u0671-\u06D3\p{M}\s\u060C\u061B\u061F\u0660-\u0669]*[\u0620-\u064A\u0671-\u06D3]\p{M}*\u00BB?/gu
const FAULTS: readonly (readonly [pattern: RegExp, expected: string])[] = [
  [/[\u060C\u061B\u061F\u066A\u066B\u066C\u06D4]/, 'the mark of English'],
  [/[\u0660-\u0669\u06F0-\u06F9]+/, 'European digits'],
  [/(?<=^|[\s(])[\u00AB\u00BB]|[\u00AB\u00BB](?=[\s.,;:!?)]|$)/, 'English quotation marks'],
  [/(?<=\S) ?--(?!-)(?= ?\S)/, 'a dash'],
  [/(?<!\?)\?{2,3}(?!\?)|!{2,}|,{2,}|;{2,}/, 'one mark'],
  [/(?<![\p{L}'\u2019.-])i(?![\p{L}'.\u2019-])|(?<![\p{L}'\u2019.-])i(?=['\u2019](?:m|ll|ve|d)\b)/u, '"I"'],
]
/** Numbers of lists and of pages: i. i) (i) */
const ROMAN = /\(i\)|^i[.)]|\bp\.\s*i\b/g
const STRAIGHT = /"/
const CURLY = /[\u201C\u201D]/

export const typography: Check = {
  id: 'typography',
  severity: 'info',
  create: eachPair(({ source, target, targetLanguage }) => {
    if (!/^en\b/i.test(targetLanguage) || scriptOf(targetLanguage) !== 'Latn') return []
    const text = target
      .replace(ARABIC_RUN, '')
      .replace(ROMAN, '')
      .replace(/(?<=\p{N})"/gu, '')
    const emphatic = /[!?\u061F]{2,}/.test(source)
    const [found, expected] =
      FAULTS.flatMap(([pattern, right], index) => {
        const match = index === 4 && emphatic ? null : pattern.exec(text)
        return match ? [[match[0].trim(), right] as const] : []
      })[0] ?? (STRAIGHT.test(text) && CURLY.test(text) ? (['"', 'quotation marks of one kind'] as const) : [])
    return faultIf(
      found !== undefined,
      () => `Unexpected ${quote(found ?? '')} in the translation, expected ${expected}`,
    )
  }),
}
