/** The search of a site as files: which rows have a word, and what the rows say, in pieces that are loaded when asked for. */
import { arabicLabel } from '../arabic-label.ts'
import { compareCodePoints } from '../../text/collate.ts'
import type { ElementContent } from 'hast'
import { withoutWaysBack } from '../own-marks.ts'
import { safeInline } from '../safe-element.ts'
import { rowsOf, type Edition, type Row } from '../edition.ts'
import { ROW_STATES } from '../kinds.ts'
import { assetOf, type Asset } from './assets.ts'
import { foldWord, formsOf, wordsOfText } from './fold-word.ts'

/** UTF-16 units of a piece: up to half a megabyte of Arabic. */
const PIECE = 200_000

/** Kinds of pieces, as `search.js` knows them. */
type Piece = 'index' | 'rows' | 'words'

export interface Search {
  /** Adds the rows of a document, in the order of the index. @returns Files that are full now. */
  readonly add: (document: SearchedDocument) => readonly Asset[]
  /** The files that are left, the one that names all others last. */
  readonly finish: () => readonly Asset[]
}

/** A row as it stands in a file: id, number (and the Arabic one where it has a letter), state, both texts. */
type SearchedRow = readonly [id: string, label: string, state: string, source: string, target: string]
export type SearchedDocument = readonly [href: string, source: string, target: string, rows: readonly SearchedRow[]]

export function startSearch(): Search {
  const postings = new Map<string, number[]>()
  /** Of each word that has been met, since most come again and again. */
  const forms = new Map<string, readonly string[]>()
  const rowFiles: (readonly [first: number, name: string])[] = []
  let documents: SearchedDocument[] = []
  let [rows, first, size] = [0, 0, 0]

  function closeRows(): readonly Asset[] {
    if (documents.length === 0) return []
    const asset = pieceOf('rows', first, documents)
    rowFiles.push([first, asset.name])
    documents = []
    first = rows
    size = 0
    return [asset]
  }

  function formsIn(text: string): readonly string[] {
    return wordsOfText(text).flatMap((word) => {
      const known = forms.get(word)
      if (known) return known
      const folded = foldWord(word)
      const made = folded === '' ? [] : formsOf(folded)
      forms.set(word, made)
      return made
    })
  }

  return {
    add(document) {
      const [, , , texts] = document
      for (const [, , , source, target] of texts) {
        for (const form of new Set([...formsIn(source), ...formsIn(target)])) {
          const known = postings.get(form)
          if (known) known.push(rows)
          else postings.set(form, [rows])
        }
        rows++
        size += source.length + target.length
      }
      documents.push(document)
      return size < PIECE ? [] : closeRows()
    },
    finish() {
      const last = closeRows()
      const words = wordFiles(postings)
      const index = pieceOf('index', 0, {
        words: words.map(({ from, asset }) => [from, asset.name]),
        rows: rowFiles,
        states: ROW_STATES,
      })
      return [...last, ...words.map(({ asset }) => asset), index]
    },
  }
}

export function searchedDocument(edition: Edition, href: string): SearchedDocument {
  const rows = rowsOf(edition).map((row) => searchedRow(row, edition))
  return [href, edition.title.source, edition.title.target, rows]
}

function searchedRow(row: Row, { sourceLanguage, targetLanguage }: Edition): SearchedRow {
  const text = (side: 'source' | 'target', language: string): string =>
    row[side]
      .filter(({ missing }) => !missing)
      .map(({ children }) => textOf(withoutWaysBack(safeInline(children, language))))
      .join(' ')
      .replace(/ {2,}/g, ' ')
      .trim()
  const label = /^[0-9]+$/.test(row.label) ? row.label : `${row.label}|${arabicLabel(row.label)}`
  return [row.id, label, row.state, text('source', sourceLanguage), text('target', targetLanguage)]
}

const [LRI, RLI, PDI] = ['\u2066', '\u2067', '\u2069']
/** Line ends, and what turns text: the page turns what is to be turned itself. */
const TURNING = /[\s\u0085\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/g

/** Without markup, but for runs of the other direction: these are between isolates. */
function textOf(nodes: readonly ElementContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value.replace(TURNING, ' ')
      if (node.type !== 'element') return ''
      if (node.tagName === 'br') return ' '
      const text = textOf(node.children)
      const { dir } = node.properties
      return node.tagName === 'bdi' && typeof dir === 'string' ? (dir === 'rtl' ? RLI : LRI) + text + PDI : text
    })
    .join('')
}

/** Words in their order, so that all that begin alike are in one file or in neighbours: a line a word, its rows as differences. */
function wordFiles(postings: ReadonlyMap<string, readonly number[]>): readonly { from: string; asset: Asset }[] {
  const files: { from: string; asset: Asset }[] = []
  let lines: string[] = []
  let size = 0
  let from = ''
  const close = (): void => {
    if (lines.length === 0) return
    files.push({ from, asset: pieceOf('words', files.length, lines.join('\n')) })
    lines = []
    size = 0
  }
  for (const [word, rows] of [...postings].toSorted(([a], [b]) => compareCodePoints(a, b))) {
    if (lines.length === 0) from = word
    const line = `${word} ${rows.map((row, at) => (row - (rows[at - 1] ?? 0)).toString(36)).join(' ')}`
    lines.push(line)
    size += line.length
    if (size >= PIECE) close()
  }
  close()
  return files
}

/** A script, since a page on a disk may load scripts and nothing else: it hands its data to `search.js`. */
function pieceOf(kind: Piece, number: number, data: unknown): Asset {
  return assetOf(`search-${kind}`, 'js', `muqabilSearch(${JSON.stringify([kind, number, data])})\n`)
}
