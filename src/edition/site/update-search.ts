/** The files that a whole new search would be, from those of the last build and what has changed since. */
import { compareCodePoints } from '../../text/collate.ts'
import type { Asset } from './assets.ts'
import { openLastSearch, UnusableSearch, type LastSearch } from './last-search.ts'
import { writeIndex, type SearchIndex } from './search-files.ts'
import { SIZES, startSearch, type PieceSizes, type Search } from './search-index.ts'
import { readEntries, type SearchedDocument } from './searched-document.ts'
import { giveKeys } from './short-keys.ts'
import type { PutAside } from './sort-postings.ts'
import { updateRows, type Page } from './update-rows.ts'
import { updateWords, type EntryChange } from './update-words.ts'
import { DOCUMENT_KEY } from './word-pieces.ts'

export interface SearchedPage {
  readonly href: string
  /** Absent: as it is in the files of the last build. Asked for more than once. */
  readonly document?: () => SearchedDocument
}

export interface SearchUpdate {
  /** Files that are new. */
  readonly assets: readonly Asset[]
  /** Names of files that stay as they are. */
  readonly kept: readonly string[]
  /** Name of the file that names all others, which is one of both. */
  readonly index: string
}

export interface SearchBefore {
  /** Name of the file of the last build that names all others. */
  readonly index: string
  /** The content of a file of the last build, by its name. */
  readonly read: (name: string) => string | undefined
  readonly putAside: PutAside
  readonly sizes?: PieceSizes
}

/**
 * Makes what `startSearch` makes, byte for byte, and reads and writes only the files that have something of what has
 * changed; documents that are new, gone or renamed are changes like others.
 *
 * @param pages All of the site, in the order of the index.
 * @returns Nothing where a file is gone, was changed, or is another version's: all is to be made anew.
 */
export function updateSearch(
  pages: readonly SearchedPage[],
  { index, read, putAside, sizes = SIZES }: SearchBefore,
): SearchUpdate | undefined {
  try {
    const last = openLastSearch(index, read)
    const given = givenPages(pages, last)
    const places = placesOf(
      last.keys,
      given.pages.map(({ key }) => key),
    )
    const { made, kept } =
      places && isWorthwhile(given.pages, places)
        ? change(given, last, places, sizes)
        : { made: gather(given.pages, startSearch(putAside, sizes)), kept: [] }
    return sortOut(made, kept, new Set([index, ...[...last.rows, ...last.words].map(([, name]) => name)]))
  } catch (error) {
    if (error instanceof UnusableSearch) return undefined
    throw error
  }
}

/** @param before Names of the files of the last build. */
function sortOut(made: Iterable<Asset>, kept: readonly string[], before: ReadonlySet<string>): SearchUpdate {
  const assets: Asset[] = []
  const same = [...kept]
  let index = ''
  for (const asset of made) {
    index = asset.name
    if (before.has(index)) same.push(index)
    else assets.push(asset)
  }
  return { assets, kept: same, index }
}

/** So many changed documents take as long as all, or more room. */
const [MOST, SHARE] = [1000, 8]
/** In a small site nothing takes long. */
const FEW = 20

function isWorthwhile(pages: readonly Page[], places: ReadonlyMap<string, number>): boolean {
  const changed = places.size - pages.filter(({ stays }) => stays).length
  return changed <= Math.min(MOST, FEW + places.size / SHARE)
}

interface Given {
  readonly pages: readonly Page[]
  readonly moved: SearchIndex['moved']
}

function givenPages(pages: readonly SearchedPage[], last: LastSearch): Given {
  const { keyFor, moved } = giveKeys(DOCUMENT_KEY)
  const given = pages.map(({ href, document }): Page => {
    const [key, before] = [keyFor(href), last.keyOf(href)]
    const stays = document === undefined && key === before && last.has(key)
    return { key, stays, document: document ?? (() => sameDocument(href, before)) }
  })
  return { pages: given, moved: [...moved] }

  function sameDocument(href: string, key: string): SearchedDocument {
    const document = last.documentOf(key)
    if (document[0] !== href) throw new UnusableSearch(href)
    return document
  }
}

/**
 * The order of the documents of both builds together.
 *
 * @returns Nothing where those of both have changed their order.
 */
function placesOf(before: readonly string[], now: readonly string[]): ReadonlyMap<string, number> | undefined {
  const known = new Map(before.map((key, at) => [key, at]))
  const places = new Map<string, number>()
  let next = 0
  const passTo = (end: number): void => {
    for (const key of before.slice(next, end)) places.set(key, places.size)
    next = end
  }
  for (const key of now) {
    const at = known.get(key)
    if (at === undefined) places.set(key, places.size)
    else if (at < next) return undefined
    else passTo(at + 1)
  }
  passTo(before.length)
  return places
}

interface Made {
  /** Files, the one that names all others last; some may be as they were. */
  readonly made: Iterable<Asset>
  readonly kept: readonly string[]
}

function* gather(pages: readonly Page[], { add, finish }: Search): Generator<Asset> {
  for (const { document } of pages) yield* add(document())
  yield* finish()
}

function change(
  { pages, moved }: Given,
  last: LastSearch,
  places: ReadonlyMap<string, number>,
  sizes: PieceSizes,
): Made {
  const words = updateWords(last, changesOf(pages, last, places), places, sizes.words)
  const rows = updateRows(last, pages, sizes.rows)
  const index = writeIndex({ moved, rows: rows.files, words: words.files })
  return { made: [...rows.made, ...words.made, index], kept: [...rows.kept, ...words.kept] }
}

/** What words are found in now and were not, or were and are not, in the order of the words and of the site. */
function changesOf(
  pages: readonly Page[],
  last: LastSearch,
  places: ReadonlyMap<string, number>,
): readonly EntryChange[] {
  const entriesOf = readEntries()
  const now = new Map(pages.map((page) => [page.key, page]))
  const none: ReadonlyMap<string, string> = new Map()
  return [...places]
    .filter(([key]) => now.get(key)?.stays !== true)
    .flatMap(([key, place]) => {
      const before = last.has(key) ? entriesOf(key, last.documentOf(key)) : none
      const page = now.get(key)
      const after = page ? entriesOf(key, page.document()) : none
      return [...new Set([...before.keys(), ...after.keys()])]
        .filter((word) => before.get(word) !== after.get(word))
        .map((word): EntryChange => ({ word, place, before: before.get(word), after: after.get(word) }))
    })
    .sort((a, b) => compareCodePoints(a.word, b.word) || a.place - b.place)
}
