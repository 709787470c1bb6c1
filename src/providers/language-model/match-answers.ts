/** Which answer is whose: by id, and never by luck. */
import { foldDigits } from '../../text/digits.ts'
import type { ReadAnswer } from './read-answer.ts'
import { idOf } from './request-text.ts'

/** Answers in the order of the texts, empty where there is none that can be relied on; or what is wrong with all of them. */
export type Matched =
  | { readonly kind: 'answers'; readonly texts: readonly string[] }
  | { readonly kind: 'mismatch'; readonly problem: string }

/** Short sentences may have one translation for two of them; long ones that do are one that was given twice. */
const LEAST_REPEATED = 40

/**
 * Order does not matter, ids do. An id that was not asked for, one with two different answers, a missing last one, and
 * more missing than not make all doubtful: what is left may have moved. One that is missing in the middle was often
 * put together with its neighbour, so its neighbours are not taken either; nor are two answers that are the same, nor
 * one that lacks a number or Latin word of its own text while the one beside it has it.
 */
export function matchAnswers(texts: readonly string[], { translations }: ReadAnswer): Matched {
  const places = new Map(texts.map((_, index) => [idOf(index), index]))
  const answers: (string | undefined)[] = texts.map(() => undefined)
  for (const { id, text } of translations) {
    const place = places.get(id)
    if (place === undefined) return mismatch(`an answer to a text "${id.slice(0, 20)}" that was not asked`)
    const known = answers[place]
    if (known !== undefined && known !== text) return mismatch('two different answers to one text')
    answers[place] = text
  }
  const missing = answers.flatMap((answer, place) => (answer?.trim() ? [] : [place]))
  if (missing.includes(texts.length - 1) || missing.length * 2 > texts.length)
    return mismatch(`${texts.length - missing.length} answers to ${texts.length} texts`)
  const doubtful = new Set([
    ...missing.flatMap((place) => [place - 1, place, place + 1]),
    ...repeated(answers),
    ...moved(texts, answers),
  ])
  return { kind: 'answers', texts: answers.map((answer = '', place) => (doubtful.has(place) ? '' : answer)) }
}

function mismatch(problem: string): Matched {
  return { kind: 'mismatch', problem }
}

/** Places that share a long answer. */
function repeated(answers: readonly (string | undefined)[]): readonly number[] {
  const byAnswer = Map.groupBy(answers.entries(), ([, answer = '']) => answer.trim())
  return [...byAnswer].flatMap(([answer, places]) =>
    answer.length >= LEAST_REPEATED && places.length > 1 ? places.map(([place]) => place) : [],
  )
}

/** Places whose own numbers and Latin words stand in the answer beside theirs. */
function moved(texts: readonly string[], answers: readonly (string | undefined)[]): readonly number[] {
  const own = texts.map(anchorsOf)
  const given = answers.map((answer = '') => anchorsOf(answer))
  return texts.flatMap((_, place) =>
    [place - 1, place + 1].flatMap((beside) => {
      const [neighbour, neighbours] = [own[beside], given[beside]]
      if (neighbour === undefined || neighbours === undefined) return []
      const strayed = [...(own[place] ?? [])].some(
        (anchor) => !given[place]?.has(anchor) && !neighbour.has(anchor) && neighbours.has(anchor),
      )
      return strayed ? [place, beside] : []
    }),
  )
}

/** '1250' of '١٬٢٥٠', 'node' of 'Node.js': what a translation leaves as it is. Not the numbers of tags. */
function anchorsOf(text: string): ReadonlySet<string> {
  const plain = foldDigits(text)
    .replace(/<\/?x\d+\/?>|\{\/?\d+\/?\}/g, ' ')
    .replace(/(\d)[\u066B\u066C.,\u00A0\u202F](?=\d)/g, '$1')
  return new Set(plain.toLowerCase().match(/\d+|[a-z]{3,}/g) ?? [])
}
