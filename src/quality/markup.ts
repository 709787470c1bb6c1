/** Check `markup`: no tags, entities or marks of Markdown in the translation that the source has not. */
import { quote } from '../errors.ts'
import { eachPair, faultIf, type Check } from './check.ts'

const MARKUP = new RegExp(
  [
    // Tags of pages, and those that inline codes are sent as.
    `</?(?:[a-z][a-z0-9]{0,9}|x\\d+|\\d+)(?:\\s+[a-z-]+(?:=(?:"[^"]*"|'[^']*'))?)*\\s*/?>`,
    `&(?:[a-z]{2,8}|#\\d{1,6}|#x[0-9a-f]{1,5});`,
    `\\*\\*|(?<![\\p{L}\\p{N}])__(?=\\p{L})|(?<=\\p{L})__(?![\\p{L}\\p{N}])`,
    `\\]\\([^)\\s]*\\)|!\\[`,
    `^#{1,6} |^\`\`\``,
    `[\u27E6\u27E7]|\\{\\d+>|<\\d+\\}`,
  ].join('|'),
  'giu',
)

export const markup: Check = {
  id: 'markup',
  severity: 'error',
  create: eachPair(({ source, target }) => {
    const given = source.match(MARKUP)?.map((each) => each.toLowerCase()) ?? []
    const left = target.match(MARKUP)?.find((each) => !given.includes(each.toLowerCase()))
    return faultIf(
      left !== undefined,
      () => `Unexpected markup ${quote(left ?? '')} in the translation, expected plain text as in the source`,
    )
  }),
}
