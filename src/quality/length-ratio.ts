/** Check `length-ratio`: a translation about as long, for its source, as those of the document are. */
import { countCodePoints } from '../bitext/content.ts'
import { withoutInvisible } from '../text/marks.ts'
import { faultIf, oncePerPair, type Check, type Pair } from './check.ts'

/** Letters of English for one of unvowelled Arabic, as long as a document has too few pairs to tell its own. */
const USUAL = 1.3
const ENOUGH_PAIRS = 10
/** How many times longer or shorter than the median is still language, and how many characters make no difference. */
const TIMES = 2.2
const CHARACTERS = 36

export const lengthRatio: Check = {
  id: 'length-ratio',
  severity: 'info',
  create: (pairs) => {
    const lengths = pairs.map(lengthsOf).filter(({ source }) => source > CHARACTERS)
    const median = medianOf(lengths.map(({ source, target }) => target / source))
    return (pair) => {
      const { source, target: length } = lengthsOf(pair)
      const expected = source * median
      const isFar = length > expected * TIMES || length < expected / TIMES
      return faultIf(
        isFar && Math.abs(length - expected) > CHARACTERS,
        () =>
          `Unexpected length of ${length} characters of the translation, expected about ${Math.round(expected)} as in the rest of the document`,
      )
    }
  },
}

function medianOf(ratios: readonly number[]): number {
  return ratios.length < ENOUGH_PAIRS ? USUAL : (ratios.toSorted((a, b) => a - b)[ratios.length >> 1] ?? USUAL)
}

const lengthsOf = oncePerPair(({ source, target }: Pair) => ({ source: lengthOf(source), target: lengthOf(target) }))

/** Tashkeel is not translated. */
function lengthOf(text: string): number {
  return countCodePoints(withoutInvisible(text))
}
