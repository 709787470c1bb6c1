/** The files that a whole new search would be, from those of the last build and what has changed since. */
import { compareCodePoints } from '../../text/collate.ts'
import type { Asset } from './assets.ts'
import { openLastSearch, UnusableSearch, type LastSearch } from './last-search.ts'
import { cutRows } from './row-pieces.ts'
import { writeIndex, type SearchIndex } from './search-files.ts'
import { SIZES, startSearch, type PieceSizes } from './search-index.ts'
import { readEntries, type SearchedDocument } from './searched-document.ts'
import { giveKeys } from './short-keys.ts'
import { updateWords, type EntryChange, type Updated } from './update-words.ts'
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

interface Page {
  readonly key: string
  /** Nothing of it has changed. */
  readonly stays: boolean
  readonly document: () => SearchedDocument
}

/**
 * Makes what `startSearch` makes, byte for byte, and reads and writes only the files that have something of what has
 * changed; documents that are new, gone or renamed are changes like others.
 *
 * @param pages All of the site, in the order of the index.
 * @param index Name of the file of the last build that names all others.
 * @param read The content of a file of the last build, by its name.
 * @returns Nothing where a file is gone, was changed, or is another version's: all is to be made anew.
 */
export function updateSearch(
  pages: readonly SearchedPage[],
  index: string,
  read: (name: string) => string | undefined,
  sizes = SIZES,
): SearchUpdate | undefined {
  try {
    const last = openLastSearch(index, read)
    const given = givenPages(pages, last)
    const places = placesOf(
      last.keys,
      given.pages.map(({ key }) => key),
    )
    const { made, kept } = places ? change(given, last, places, sizes) : { made: gather(given.pages, sizes), kept: [] }
    const before = new Set([index, ...[...last.rows, ...last.words].map(([, name]) => name)])
    return {
      assets: made.filter(({ name }) => !before.has(name)),
      kept: [...kept, ...made.map(({ name }) => name).filter((name) => before.has(name))],
      index: made.at(-1)?.name ?? '',
    }
  } catch (error) {
    if (error instanceof UnusableSearch) return undefined
    throw error
  }
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
  readonly made: readonly Asset[]
  readonly kept: readonly string[]
}

function gather(pages: readonly Page[], sizes: PieceSizes): readonly Asset[] {
  const { add, finish } = startSearch(sizes)
  return [...pages.flatMap(({ document }) => add(document())), ...finish()]
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

/** A file that begins where one of the last build began, and has all of its documents as they were, is that file. */
function updateRows(last: LastSearch, pages: readonly Page[], size: number): Updated<'rows'> {
  const rows = cutRows(size)
  const made: Asset[] = []
  const kept: string[] = []
  const firsts = new Map(last.rows.map((file) => [file[0].slice(0, DOCUMENT_KEY), file]))
  for (let at = 0; at < pages.length;) {
    const page = pages[at]
    if (!page) break
    const file = rows.isBetween() ? firsts.get(page.key) : undefined
    const end = at + (file?.[0].length ?? 0) / DOCUMENT_KEY
    // The last one ends because nothing came behind it.
    if (file && staysWhole(file[0], pages.slice(at, end)) && (file !== last.rows.at(-1) || end === pages.length)) {
      rows.keep(file)
      kept.push(file[1])
      at = end
    } else {
      made.push(...rows.add(page.key, page.document()))
      at++
    }
  }
  made.push(...rows.finish())
  return { made, kept, files: rows.files }
}

function staysWhole(keys: string, pages: readonly Page[]): boolean {
  return pages.every(({ stays }) => stays) && pages.map(({ key }) => key).join('') === keys
}
