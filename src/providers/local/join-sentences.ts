/** A text as the engine cut it into sentences, and its translation put together of theirs. */

/** Of a text in UTF-8. */
export interface ByteRange {
  readonly begin: number
  readonly end: number
}

/** A sentence as the engine cut it, and what it made of it. */
export interface Pair {
  readonly source: string
  readonly target: string
}

export interface Translated {
  readonly text: string
  readonly pairs: readonly Pair[]
}

/** A text in sentences, with what stands before each, and what stands after the last. */
export interface Cut {
  readonly sentences: readonly string[]
  /** One more than sentences. */
  readonly gaps: readonly string[]
}

export function cut(text: string, ranges: readonly ByteRange[]): Cut {
  const bytes = Buffer.from(text)
  const ends = [0, ...ranges.map(({ end }) => end)]
  const begins = [...ranges.map(({ begin }) => begin), bytes.length]
  return {
    sentences: ranges.map(({ begin, end }) => bytes.toString('utf8', begin, end)),
    gaps: begins.map((begin, index) => bytes.toString('utf8', ends[index], begin)),
  }
}

/**
 * A long sentence is cut by the engine in its middle, and its parts come back without the space that
 * stood between them: where the source has one, the translation has one too.
 */
export function joinSentences(source: Cut, target: Cut): Translated {
  const { sentences, gaps } = target
  const text = gaps.map((gap, index) => {
    const [before = '', after = ''] = [sentences[index - 1], sentences[index]]
    const isGlued = gap === '' && /\S$/.test(before) && /^\S/.test(after) && isParted(source, index)
    return `${isGlued ? ' ' : gap}${after}`
  })
  const pairs = source.sentences.map((each, index) => ({ source: each, target: sentences[index] ?? '' }))
  return { text: text.join(''), pairs }
}

const TAG = /<[^>]*>/g

/** The engine made nothing of a sentence that says something: it would be missing from the row unseen. */
export function isLeftOut({ source, target }: Pair): boolean {
  return /[\p{L}\p{N}]/u.test(source.replace(TAG, '')) && target.replace(TAG, '').trim() === ''
}

/** Whether white space stands before the sentence of this index, which is not the first. */
function isParted({ sentences, gaps }: Cut, index: number): boolean {
  return /\s$/.test(sentences[index - 1] ?? '') || /\s/.test(gaps[index] ?? '') || /^\s/.test(sentences[index] ?? '')
}
