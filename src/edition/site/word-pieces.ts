/** Words of the search in their order, cut into files: a line a word, and the line of a common one in several files. */
import type { Asset } from './assets.ts'
import { cutInto } from './cut-pieces.ts'
import { writeWords, type SearchIndex } from './search-files.ts'
import { hashText, stir } from './short-keys.ts'

/** Of a document's key. */
export const DOCUMENT_KEY = 3

export interface WordPieces {
  /**
   * @param entries One or more, a space between them; the next line may go on with the same word.
   * @returns Files that end in this line.
   */
  readonly add: (word: string, entries: string) => readonly Asset[]
  readonly finish: () => readonly Asset[]
  /** Takes a file of the last build as it is; only where `isBetween`. */
  readonly keep: (file: SearchIndex['words'][number]) => void
  /** Whether the next entry begins a file. */
  readonly isBetween: () => boolean
  readonly files: SearchIndex['words']
}

/** @param size Of a file, in UTF-16 units. */
export function cutWords(size: number): WordPieces {
  const isEnd = cutInto(size)
  const files: SearchIndex['words'][number][] = []
  let parts: string[] = []
  let last = ''
  let from = ''

  function put(word: string, entries: string): void {
    if (parts.length === 0) from = `${word} ${entries.slice(0, DOCUMENT_KEY)}`
    if (word === last) parts.push(' ', entries)
    else parts.push(parts.length === 0 ? '' : '\n', word, ' ', entries)
    last = word
  }

  function close(): readonly Asset[] {
    if (parts.length === 0) return []
    const asset = writeWords(`${parts.join('')}\n`)
    files.push([from, asset.name])
    parts = []
    last = ''
    return [asset]
  }

  return {
    add(word, entries) {
      const closed: Asset[] = []
      const hash = hashText(word, 0)
      let isNew = word !== last
      let start = 0
      for (let at = 0; at < entries.length;) {
        const space = entries.indexOf(' ', at)
        const end = space === -1 ? entries.length : space
        const size = end - at + 1 + (isNew ? word.length + 1 : 0)
        isNew = isEnd(hashEntry(hash, entries, at), size)
        if (isNew) {
          put(word, entries.slice(start, end))
          closed.push(...close())
          start = end + 1
        }
        at = end + 1
      }
      if (start < entries.length) put(word, entries.slice(start))
      return closed
    },
    finish: close,
    keep: (file) => files.push(file),
    isBetween: () => parts.length === 0,
    files,
  }
}

/** Of a word and a document: what the entry says of it does not count. */
function hashEntry(word: number, entries: string, at: number): number {
  let hash = word
  for (let each = at; each < at + DOCUMENT_KEY; each++) hash = Math.imul(hash ^ entries.charCodeAt(each), 0x0100_0193)
  return stir(hash)
}
