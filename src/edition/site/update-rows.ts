/** Files of rows with some documents changed: those in which none is stay, and are not read. */
import type { Asset } from './assets.ts'
import type { LastSearch } from './last-search.ts'
import { cutRows } from './row-pieces.ts'
import type { SearchedDocument } from './searched-document.ts'
import type { Updated } from './update-words.ts'
import { DOCUMENT_KEY } from './word-pieces.ts'

export interface Page {
  readonly key: string
  /** Nothing of it has changed. */
  readonly stays: boolean
  readonly document: () => SearchedDocument
}

/** A file that begins where one of the last build began, and has all of its documents as they were, is that file. */
export function updateRows(last: LastSearch, pages: readonly Page[], size: number): Updated<'rows'> {
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
