/** Check `sentence-count`: a row has on both sides about as many sentences. */
import { countCodePoints } from '../bitext/content.ts'
import { withoutInvisible } from '../text/marks.ts'
import { eachPair, faultIf, type Check } from './check.ts'

/** An ellipsis is none: it ends as many sentences as it breaks. */
const END = /(?:(?<!\.)\.(?!\.)|[!?\u061F\u06D4]+)["'\u00BB\u201D\u2019)\]\uFD3E]*(?=\s|$|\p{Lu}\p{Ll})/gu
/** Behind a question or a cry: the sentence goes on. */
const SAID =
  /^\s+(?:\p{Ll}|[\u0648\u0641]?(?:\u0642\u0627\u0644|\u064A\u0642\u0648\u0644|\u062A\u0642\u0648\u0644|\u0633\u0623\u0644|\u0623\u062C\u0627\u0628|\u0635\u0627\u062D|\u0635\u0631\u062E))/u
/** Periods that end no sentence: Dr. e.g. U.S. د. هـ. 1. */
const ABBREVIATION =
  /(?:^|[\s("\u201C\u00AB])(?:\p{L}|(?:\p{L}\.)+\p{L}|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Rev|Hon|Jr|Sr|No|Nos|Vol|vols?|pp?|ed|eds|cf|ca|vs|etc|Inc|Ltd|Co|Corp|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|\u0625\u0644\u062E|\u0647\u0640|\p{N}{1,2})\.$/iu
/** What English may make a sentence of, or keep as a part of one. */
const PARTS_OF_ARABIC = /[\u060C\u061B:]|\s\u0648/g
const PARTS_OF_ENGLISH = /[;:\u2014]|\s-\s/g

export const sentenceCount: Check = {
  id: 'sentence-count',
  severity: 'info',
  create: eachPair(({ row }) => {
    if (!row.isFirst || row.target === undefined) return []
    const [given, found] = [sentencesOf(row.source), sentencesOf(row.target)]
    const few = found + partsOf(row.target, PARTS_OF_ENGLISH) < given
    const many = found > given + Math.max(1, partsOf(row.source, PARTS_OF_ARABIC))
    return faultIf(
      given > 0 && (few || many),
      () =>
        `Unexpected ${found} ${found === 1 ? 'sentence' : 'sentences'} for the ${given} of the source, expected about as many`,
    )
  }),
}

function sentencesOf(text: string): number {
  const view = withoutInvisible(text).trim()
  let [count, from] = [0, 0]
  for (const { 0: mark, index } of view.matchAll(END)) {
    const end = index + mark.length
    const isLast = end === view.length
    if (!isLast && ABBREVIATION.test(view.slice(from, index + 1)) && mark.startsWith('.')) continue
    if (!isLast && SAID.test(view.slice(end, end + 8))) continue
    count++
    from = end
  }
  return count + (countCodePoints(view.slice(from).replace(/[^\p{L}]/gu, '')) > 1 ? 1 : 0)
}

function partsOf(text: string, parts: RegExp): number {
  return text.match(parts)?.length ?? 0
}
