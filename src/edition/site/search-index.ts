/** The search of a site as files: which rows have a word, and what the rows say, in pieces that are loaded when asked for. */
import type { Asset } from './assets.ts'
import { cutRows } from './row-pieces.ts'
import { writeIndex } from './search-files.ts'
import { readEntries, type SearchedDocument } from './searched-document.ts'
import { giveKeys } from './short-keys.ts'
import { sortPostings, type PutAside } from './sort-postings.ts'
import { cutWords, DOCUMENT_KEY } from './word-pieces.ts'

/** Sizes of files on average, in UTF-16 units: 0.3 MB of rows; less of words, since one paragraph is in many of these. */
export interface PieceSizes {
  readonly rows: number
  readonly words: number
}
export const SIZES: PieceSizes = { rows: 200_000, words: 32_000 }

export interface Search {
  /** Adds the rows of a document, in the order of the index. @returns Files that are full now. */
  readonly add: (document: SearchedDocument) => readonly Asset[]
  /** The files that are left, the one that names all others last. */
  readonly finish: () => Iterable<Asset>
}

/** @param putAside For what memory has no room for until all documents are there. */
export function startSearch(putAside: PutAside, sizes = SIZES): Search {
  const documents = giveKeys(DOCUMENT_KEY)
  const entriesOf = readEntries()
  const postings = sortPostings({ putAside })
  const rows = cutRows(sizes.rows)
  return {
    add(document) {
      const key = documents.keyFor(document[0])
      for (const [word, entry] of entriesOf(key, document)) postings.add(word, entry)
      return rows.add(key, document)
    },
    *finish() {
      yield* rows.finish()
      const words = cutWords(sizes.words)
      for (const [word, entries] of postings.lines()) yield* words.add(word, entries)
      yield* words.finish()
      yield writeIndex({ moved: [...documents.moved], rows: rows.files, words: words.files })
    },
  }
}
