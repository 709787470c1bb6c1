/** What the search knows of a document: its rows as plain texts, and the words that they are found by. */
import { arabicLabel } from '../arabic-label.ts'
import type { ElementContent } from 'hast'
import { remember } from '../../text/remember.ts'
import { rowsOf, type Edition, type Row } from '../edition.ts'
import { withoutWaysBack } from '../own-marks.ts'
import { safeInline } from '../safe-element.ts'
import { foldWord, formsOf, wordsOfText } from './fold-word.ts'
import { giveKeys, widthFor } from './short-keys.ts'

/** A row as it stands in a file: id, number (and the Arabic one where it has a letter), state, both texts. */
type SearchedRow = readonly [id: string, label: string, state: string, source: string, target: string]
/** Address, titles, the keys of its rows one after the other, its rows. */
export type SearchedDocument = readonly [
  href: string,
  source: string,
  target: string,
  keys: string,
  rows: readonly SearchedRow[],
]

/** Of a row's key; more only in documents of more than 900 rows. */
const ROW_KEY = 2

export function searchedDocument(edition: Edition, href: string): SearchedDocument {
  const rows = rowsOf(edition).map((row) => searchedRow(row, edition))
  const { keyFor } = giveKeys(widthFor(rows.length, ROW_KEY))
  const keys = rows.map(([id]) => keyFor(id)).join('')
  return [href, edition.title.source, edition.title.target, keys, rows]
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

/** Reads what a document is found by: each form of its words with an entry, as it stands behind the word. */
export type ReadEntries = (key: string, document: SearchedDocument) => ReadonlyMap<string, string>

/** An entry is the document's key, a full stop for each character that the rows' keys are longer, and these, in order. */
export function readEntries(): ReadEntries {
  const formsOfWord = remember((word): readonly string[] => {
    const folded = foldWord(word)
    return folded === '' ? [] : formsOf(folded)
  })

  return (key, [, , , keys, rows]) => {
    const entries = new Map<string, string>()
    const width = keys.length / rows.length
    const start = key + '.'.repeat(Math.max(0, width - ROW_KEY))
    for (const [at, [, , , source, target]] of rows.entries()) {
      const rowKey = keys.slice(at * width, (at + 1) * width)
      const forms = new Set([...wordsOfText(source), ...wordsOfText(target)].flatMap(formsOfWord))
      for (const form of forms) entries.set(form, (entries.get(form) ?? start) + rowKey)
    }
    return entries
  }
}
