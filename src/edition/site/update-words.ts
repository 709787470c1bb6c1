/** Files of words with some entries changed: the files in which none are stay, and are not read. */
import { compareCodePoints } from '../../text/collate.ts'
import type { Asset } from './assets.ts'
import { UnusableSearch, type LastSearch } from './last-search.ts'
import type { SearchIndex } from './search-files.ts'
import { cutWords, DOCUMENT_KEY, type WordPieces } from './word-pieces.ts'

/** What stands behind a word for one document. */
export interface EntryChange {
  readonly word: string
  /** Of the document in the order of the site; those that are gone have one, too. */
  readonly place: number
  /** Absent: nothing. */
  readonly before: string | undefined
  readonly after: string | undefined
}

export interface Updated<Kind extends 'rows' | 'words'> {
  /** Some may be as they were. */
  readonly made: readonly Asset[]
  /** Names of files that were not read. */
  readonly kept: readonly string[]
  readonly files: SearchIndex[Kind]
}

/**
 * @param changes In the order of the words, then of the places.
 * @param places Of documents, by their keys.
 */
export function updateWords(
  last: LastSearch,
  changes: readonly EntryChange[],
  places: ReadonlyMap<string, number>,
  size: number,
): Updated<'words'> {
  const words = cutWords(size)
  const made: Asset[] = []
  const kept: string[] = []
  let next = 0
  for (const [at, file] of last.words.entries()) {
    const until = last.words[at + 1]?.[0]
    const start = next
    while (next < changes.length && (until === undefined || isBefore(changes[next], until, places))) next++
    if (next === start && words.isBetween()) {
      words.keep(file)
      kept.push(file[1])
    } else {
      made.push(...mergeLines(words, last.wordsIn(file[1]), changes.slice(start, next), places))
    }
  }
  made.push(...mergeLines(words, '', changes.slice(next), places), ...words.finish())
  return { made, kept, files: words.files }
}

/** @param from A word and a document's key, with which a file begins. */
function isBefore(change: EntryChange | undefined, from: string, places: ReadonlyMap<string, number>): boolean {
  if (!change) return false
  const order = compareCodePoints(change.word, from.slice(0, -DOCUMENT_KEY - 1))
  return order < 0 || (order === 0 && change.place < placeOf(from.slice(-DOCUMENT_KEY), places))
}

function placeOf(entry: string, places: ReadonlyMap<string, number>): number {
  const place = places.get(entry.slice(0, DOCUMENT_KEY))
  if (place === undefined) throw new UnusableSearch(entry)
  return place
}

function mergeLines(
  words: WordPieces,
  text: string,
  changes: readonly EntryChange[],
  places: ReadonlyMap<string, number>,
): readonly Asset[] {
  const made: Asset[] = []
  let next = 0

  /** The changes of a word, which come next. */
  function changesOf(word: string | undefined): readonly EntryChange[] {
    const start = next
    while (next < changes.length && changes[next]?.word === word) next++
    return changes.slice(start, next)
  }

  function put(word: string, entries: string): void {
    if (entries !== '') made.push(...words.add(word, entries))
  }

  /** Words that the file has not had, up to one that it has. */
  function putNewBefore(word: string | undefined): void {
    for (;;) {
      const mine = changes[next]?.word
      if (mine === undefined || (word !== undefined && compareCodePoints(mine, word) >= 0)) return
      put(mine, mergeEntries([], changesOf(mine), places))
    }
  }

  for (let at = 0; at < text.length;) {
    const [space, end] = [text.indexOf(' ', at), text.indexOf('\n', at)]
    const [word, entries] = [text.slice(at, space), text.slice(space + 1, end)]
    putNewBefore(word)
    const mine = changesOf(word)
    put(word, mine.length === 0 ? entries : mergeEntries(entries.split(' '), mine, places))
    at = end + 1
  }
  putNewBefore(undefined)
  return made
}

function mergeEntries(entries: string[], changes: readonly EntryChange[], places: ReadonlyMap<string, number>): string {
  for (const { place, before, after } of changes) {
    let [low, high] = [0, entries.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (placeOf(entries[middle] ?? '', places) < place) low = middle + 1
      else high = middle
    }
    const found = entries[low]
    const isThere = found !== undefined && placeOf(found, places) === place
    if ((isThere ? found : undefined) !== before) throw new UnusableSearch(found ?? '')
    entries.splice(low, isThere ? 1 : 0, ...(after === undefined ? [] : [after]))
  }
  return entries.join(' ')
}
