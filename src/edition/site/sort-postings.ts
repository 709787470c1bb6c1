/** Entries of more words than memory should hold: sorted in parts that are put aside, and merged at the end. */
import { compareCodePoints } from '../../text/collate.ts'
import { createPostings, type Postings } from './postings.ts'

/** Keeps a text somewhere, and gives what gets it back. */
export type PutAside = (text: string) => () => string

export interface SortOptions {
  readonly putAside: PutAside
  /** Of a part in memory, in bytes. */
  readonly most?: number
}

const MOST = 16 << 20
/** Of a text that is put aside, in UTF-16 units: of each part one is in memory when they are merged. */
const TEXT = 1 << 16

type Line = readonly [word: string, entries: string]

/** As `createPostings`, at the memory of one part: entries of a word are in the order in which they were added. */
export function sortPostings({ putAside, most = MOST }: SortOptions): Omit<Postings, 'bytes'> {
  const parts: (readonly (() => string)[])[] = []
  let postings = createPostings()
  return {
    add(word, entry) {
      postings.add(word, entry)
      if (postings.bytes() < most) return
      parts.push(putLines(postings.lines(), putAside))
      postings = createPostings()
    },
    lines: () => mergeAll([...parts.map(takeLines), postings.lines()]),
  }
}

function putLines(lines: ReturnType<Postings['lines']>, putAside: PutAside): readonly (() => string)[] {
  const texts: (() => string)[] = []
  let [text, length]: [string[], number] = [[], 0]
  const put = (): void => {
    texts.push(putAside(text.join('')))
    ;[text, length] = [[], 0]
  }
  for (const [word, entries] of lines) {
    text.push(word, ' ', entries, '\n')
    length += word.length + entries.length + 2
    if (length >= TEXT) put()
  }
  put()
  return texts
}

function* takeLines(texts: readonly (() => string)[]): Generator<Line> {
  for (const take of texts) {
    const text = take()
    for (let at = 0; at < text.length;) {
      const [space, end] = [text.indexOf(' ', at), text.indexOf('\n', at)]
      yield [text.slice(at, space), text.slice(space + 1, end)]
      at = end + 1
    }
  }
}

/** In halves: each line passes few others on its way. */
function mergeAll(parts: readonly Iterable<Line>[]): Iterable<Line> {
  const [one, other] = parts
  if (!one) return []
  if (!other) return one
  const half = parts.length >> 1
  return merge(mergeAll(parts.slice(0, half)), mergeAll(parts.slice(half)))
}

function* merge(one: Iterable<Line>, other: Iterable<Line>): Generator<Line> {
  const [before, after] = [one[Symbol.iterator](), other[Symbol.iterator]()]
  let [first, second] = [before.next(), after.next()]
  while (!first.done && !second.done) {
    const order = compareCodePoints(first.value[0], second.value[0])
    if (order === 0) yield [first.value[0], `${first.value[1]} ${second.value[1]}`]
    else yield order < 0 ? first.value : second.value
    if (order <= 0) first = before.next()
    if (order >= 0) second = after.next()
  }
  for (; !first.done; first = before.next()) yield first.value
  for (; !second.done; second = after.next()) yield second.value
}
