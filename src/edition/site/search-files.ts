/** The files of the search, written and read: scripts, since a page on a disk may load scripts and nothing else. */
import { assetOf, type Asset } from './assets.ts'
import type { SearchedDocument } from './searched-document.ts'

/** Raised with everything that makes other files of the same site: keys, borders, the folding of words. */
const FORMAT = 1

/** Names all other files. */
export interface SearchIndex {
  readonly format: number
  /** Addresses of documents whose key is not the one that is theirs by `firstKey`. */
  readonly moved: readonly (readonly [href: string, key: string])[]
  /** In the order of the site, each with the keys of its documents. */
  readonly rows: readonly (readonly [keys: string, name: string])[]
  /** In the order of the words, each with its first word and the key of the document behind it. */
  readonly words: readonly (readonly [from: string, name: string])[]
}

const [OPENING, CLOSING] = ['muqabilSearch(', ')\n']

export function writeIndex({ moved, rows, words }: Omit<SearchIndex, 'format'>): Asset {
  const lists = Object.entries({ moved, rows, words }).map(([name, list]) => `"${name}":${linesOf(list)}`)
  return fileOf('index', `{"format":${FORMAT},${lists.join(',')}}`)
}

/** @returns Nothing for a file that is of another format. */
export function readIndex(content: string): SearchIndex | undefined {
  // Its name has said that it is as it was written, so it is that or an older one.
  const index = JSON.parse(dataIn(content)) as SearchIndex
  return index.format === FORMAT ? index : undefined
}

export function writeRows(documents: readonly SearchedDocument[]): Asset {
  const parts = documents.map((document) => {
    const [rows, ...facts] = [document[4], ...document.slice(0, 4)]
    return `${JSON.stringify(facts).slice(0, -1)},${linesOf(rows)}]`
  })
  return fileOf('rows', `[\n${parts.join(',\n')}\n]`)
}

export function readRows(content: string): readonly SearchedDocument[] {
  return JSON.parse(dataIn(content)) as SearchedDocument[] // as `writeRows` wrote it
}

/** @param lines Each with its line end. */
export function writeWords(lines: string): Asset {
  return fileOf('words', `\`\n${lines.replace(/[\\`$]/g, '\\$&')}\``)
}

/** The lines, each with its line end. */
export function readWords(content: string): string {
  return dataIn(content)
    .slice(2, -1)
    .replace(/\\([\\`$])/g, '$1')
}

/** A line each, so that a change is one of few lines. */
function linesOf(list: readonly unknown[]): string {
  return list.length === 0 ? '[]' : `[\n${list.map((each) => JSON.stringify(each)).join(',\n')}\n]`
}

function fileOf(kind: 'index' | 'rows' | 'words', data: string): Asset {
  return assetOf(`search-${kind}`, 'js', OPENING + data + CLOSING)
}

function dataIn(content: string): string {
  return content.slice(OPENING.length, -CLOSING.length)
}
