/** The search of the last build, read from its files as far as it is asked for. */
import { isOurAsset } from './assets.ts'
import { readIndex, readRows, readWords, type SearchIndex } from './search-files.ts'
import type { SearchedDocument } from './searched-document.ts'
import { firstKey } from './short-keys.ts'
import { DOCUMENT_KEY } from './word-pieces.ts'

/** What is there is not what the last build wrote, or not as this version writes it. */
export class UnusableSearch extends Error {}

export interface LastSearch extends SearchIndex {
  /** Keys of all documents, in the order of the site. */
  readonly keys: readonly string[]
  readonly has: (key: string) => boolean
  /** The key that a document had, if it was there. */
  readonly keyOf: (href: string) => string
  readonly documentOf: (key: string) => SearchedDocument
  /** The lines of a file of words, each with its line end. */
  readonly wordsIn: (name: string) => string
}

/** Files of rows that are kept when they have been read. */
const KEPT = 16

/** @throws {UnusableSearch} Here, and from all that reads a file. */
export function openLastSearch(name: string, read: (name: string) => string | undefined): LastSearch {
  const index = readIndex(contentOf(name))
  if (!index) throw new UnusableSearch(name)
  const places = new Map<string, { readonly file: string; readonly at: number }>()
  for (const [keys, file] of index.rows)
    for (let at = 0; at * DOCUMENT_KEY < keys.length; at++)
      places.set(keys.slice(at * DOCUMENT_KEY, (at + 1) * DOCUMENT_KEY), { file, at })
  const moved = new Map(index.moved)
  const parsed = new Map<string, readonly SearchedDocument[]>()

  function contentOf(file: string): string {
    const content = read(file)
    if (content === undefined || !isOurAsset(file, content)) throw new UnusableSearch(file)
    return content
  }

  function rowsIn(file: string): readonly SearchedDocument[] {
    const known = parsed.get(file)
    if (known) return known
    const rows = readRows(contentOf(file))
    if (parsed.size >= KEPT) parsed.clear()
    parsed.set(file, rows)
    return rows
  }

  return {
    ...index,
    keys: [...places.keys()],
    has: (key) => places.has(key),
    keyOf: (href) => moved.get(href) ?? firstKey(href, DOCUMENT_KEY),
    documentOf(key) {
      const place = places.get(key)
      const document = place && rowsIn(place.file)[place.at]
      if (!document) throw new UnusableSearch(key)
      return document
    },
    wordsIn: (file) => readWords(contentOf(file)),
  }
}
