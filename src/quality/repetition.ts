/** Check `repetition`: a machine that ran away with a phrase, over and over. */
import { quote } from '../errors.ts'
import { eachPair, faultIf, type Check } from './check.ts'
import { sourceKey, targetKey } from './pair-keys.ts'

const LONGEST_PHRASE = 12
/** How often in a row a word, and a phrase, is no longer emphasis. */
const WORD_TIMES = 4
const PHRASE_TIMES = 3
const LETTER = /(\p{L})\1{7,}/u

export const repetition: Check = {
  id: 'repetition',
  severity: 'error',
  create: eachPair((pair) => {
    const { source, target } = pair
    const run = longestRun(targetKey(pair))
    const letter = LETTER.test(source) ? undefined : LETTER.exec(target)?.[0]
    const isRun = run !== undefined && run.times > (longestRun(sourceKey(pair))?.times ?? 1)
    return faultIf(
      isRun || letter !== undefined,
      () =>
        `Unexpected ${quote(isRun ? run.phrase : (letter ?? ''))} over and over in the translation, expected it as often as in the source`,
    )
  }),
}

/** The phrase that stands most often in a row, often enough to be no emphasis. */
function longestRun(key: string): { readonly phrase: string; readonly times: number } | undefined {
  const words = key.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  let found: { readonly phrase: string; readonly times: number } | undefined
  for (let size = 1; size <= LONGEST_PHRASE; size++) {
    for (let start = 0, same = 0; start + size < words.length; start++) {
      same = words[start] === words[start + size] ? same + 1 : 0
      const times = Math.floor(same / size) + 1
      if (times >= (size === 1 ? WORD_TIMES : PHRASE_TIMES) && times > (found?.times ?? 1))
        found = { phrase: words.slice(start + 1, start + 1 + size).join(' '), times }
    }
  }
  return found
}
