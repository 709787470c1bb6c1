/** Documents of the search in the order of the site, cut into files. */
import type { Asset } from './assets.ts'
import { cutInto } from './cut-pieces.ts'
import { writeRows, type SearchIndex } from './search-files.ts'
import type { SearchedDocument } from './searched-document.ts'
import { hashText } from './short-keys.ts'

export interface RowPieces {
  /** @returns The file that ends after this document. */
  readonly add: (key: string, document: SearchedDocument) => readonly Asset[]
  readonly finish: () => readonly Asset[]
  /** Takes a file of the last build as it is; only where `isBetween`. */
  readonly keep: (file: SearchIndex['rows'][number]) => void
  /** Whether the next document begins a file. */
  readonly isBetween: () => boolean
  readonly files: SearchIndex['rows']
}

/** @param size Of a file, in UTF-16 units of its texts. */
export function cutRows(size: number): RowPieces {
  const isEnd = cutInto(size)
  const files: SearchIndex['rows'][number][] = []
  let documents: SearchedDocument[] = []
  let keys = ''

  function close(): readonly Asset[] {
    if (documents.length === 0) return []
    const asset = writeRows(documents)
    files.push([keys, asset.name])
    documents = []
    keys = ''
    return [asset]
  }

  return {
    add(key, document) {
      documents.push(document)
      keys += key
      const [href, , , , rows] = document
      const length = rows.reduce((sum, [, , , source, target]) => sum + source.length + target.length, 0)
      return isEnd(hashText(href, 0), length) ? close() : []
    },
    finish: close,
    keep: (file) => files.push(file),
    isBetween: () => documents.length === 0,
    files,
  }
}
