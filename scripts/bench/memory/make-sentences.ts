/** Sentences that look like Arabic, from a seed: words of roots and forms, by Zipf's law, with what is written onto them. */

export interface Random {
  /** From 0 to below 1. */
  next(): number
  below(limit: number): number
}

/** Mulberry32: short, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, below: (limit) => Math.floor(next() * limit) }
}

const LETTERS = 'بتثجحخدذرزسشصضطظعغفقكلمنهوي'
/** F, A and L stand for the letters of the root. */
const FORMS =
  'FAL FاAL FAاL FAيL FAوL مFAL مFAوL مFاAL تFAيL تFاAL اFتAاL انFAاL استFAاL مFALة FAاLة FAالة FاALة FALي افAاL مستFAL متFAL FALان FواAL مFاAيL اFAل'
    .replaceAll('ف', 'ف')
    .split(' ')
const PARTICLES =
  'في من على إلى أن عن ما لا هذا هذه التي الذي كان قد بعد قبل كل بين حتى ثم أو لم لن إذا كما مع عند منذ غير بعض ذلك تلك هو هي كانت قال حيث أي دون ضد نحو خلال حول'.split(
    ' ',
  )
const BEFORE = ['ال', 'ال', 'ال', 'و', 'وال', 'ب', 'بال', 'ل', 'لل', 'ف', 'ك', 'س']
const AFTER = ['ه', 'ها', 'هم', 'نا', 'ات', 'ين', 'ون', 'ة', 'ي', 'ك', 'ان', 'تها']
const ROOTS = 4000
const LEMMAS = 60_000

export interface Language {
  sentence(): string
  /** Some words replaced, left out, put in or misspelt. */
  edited(sentence: string): string
  /** Some words with another beginning or ending. */
  inflected(sentence: string): string
}

export function makeLanguage(random: Random): Language {
  const pick = <Value>(values: readonly Value[]): Value => values[random.below(values.length)] as Value // never empty
  const root = (): string => [0, 1, 2].map(() => LETTERS.charAt(random.below(LETTERS.length))).join('')
  const roots = Array.from({ length: ROOTS }, root)
  const lemma = (): string => {
    const letters = roots[Math.floor(random.next() ** 2 * ROOTS)] ?? ''
    return pick(FORMS).replace('F', letters.charAt(0)).replace('A', letters.charAt(1)).replace('L', letters.charAt(2))
  }
  const lemmas = Array.from({ length: LEMMAS }, lemma)
  const sums = new Float64Array(LEMMAS)
  for (let rank = 0, sum = 0; rank < LEMMAS; rank++) sums[rank] = sum += 1 / (rank + 8)
  const common = (): string => {
    const wanted = random.next() * (sums.at(-1) ?? 0)
    let [low, high] = [0, LEMMAS - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return lemmas[low] ?? ''
  }
  const word = (): string => {
    if (random.next() < 0.28) return PARTICLES[Math.floor(random.next() ** 2 * PARTICLES.length)] ?? ''
    const before = random.next() < 0.5 ? pick(BEFORE) : ''
    return before + common() + (random.next() < 0.22 ? pick(AFTER) : '')
  }
  const sentence = (): string => {
    // 3 to 40 words, the middle one of all sentences about 15.
    const length = Math.min(40, Math.max(3, Math.round(14 * Math.exp(0.65 * normal(random)))))
    return Array.from({ length }, (_, index) => {
      const mark = index === length - 1 ? '.' : random.next() < 0.07 ? '،' : ''
      return (random.next() < 0.015 ? String(random.below(3000)) : word()) + mark
    }).join(' ')
  }
  const change = (text: string): readonly string[] => {
    const kind = random.below(4)
    if (kind === 0) return [word()]
    if (kind === 1) return []
    if (kind === 2) return [text, word()]
    const at = random.below(text.length)
    return [text.slice(0, at) + LETTERS.charAt(random.below(LETTERS.length)) + text.slice(at + 1)]
  }
  return {
    sentence,
    edited(text) {
      const words = text.split(' ')
      const rate = 0.08 + random.next() * 0.17
      const sure = random.below(words.length)
      return words.flatMap((each, index) => (index === sure || random.next() < rate ? change(each) : [each])).join(' ')
    },
    inflected(text) {
      const words = text.split(' ')
      const rate = 0.2 + random.next() * 0.3
      const sure = random.below(words.length)
      return words
        .map((each, index) => {
          if (index !== sure && random.next() >= rate) return each
          const [, bare = '', mark = ''] = /^(.*?)([.،]?)$/.exec(each) ?? []
          const kind = random.below(3)
          return (
            (kind === 1 ? '' : pick(['و', 'ف', 'ب', 'ال', 'وال', 'ل'])) + bare + (kind === 0 ? '' : pick(AFTER)) + mark
          )
        })
        .join(' ')
    },
  }
}

/** One of ten is nearly an earlier one, as in real memories. */
export function* makeSentences(count: number, seed: number): Generator<string> {
  const random = randomFrom(seed)
  const language = makeLanguage(random)
  const earlier: string[] = []
  for (let index = 0; index < count; index++) {
    const old = random.next() < 0.1 ? earlier[random.below(earlier.length)] : undefined
    const sentence = old === undefined ? language.sentence() : language.edited(old)
    if (earlier.length < 5000) earlier.push(sentence)
    else earlier[random.below(5000)] = sentence
    yield sentence
  }
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}
