/** Tables of a book: a line of a table faces its translation, and is placed as one. */
import type { Element } from 'hast'
import { h } from 'hastscript'
import { toString } from 'hast-util-to-string'
import type { Edition, Row } from '../edition.ts'
import { tableAt } from '../html/table.ts'
import { withoutInvisible } from '../../text/marks.ts'
import { cell, item } from './item.ts'
import { rowBlocks, rowTag } from './row-blocks.ts'

/** A page of a book has no room for more, nor for columns narrower than their words: their cells stand one below the other. */
const MOST_COLUMNS = 6
const GAP = 3
/** Of all that stands in a cell, in characters. */
const SHARE = { least: 6, most: 40, ofText: 0.25 }
/** Of a letter in a table, as wide as those of a word are at most, and of the white between two columns. */
const UNITS = { letter: 5.3, gap: 7 }
/** Words of more letters are mostly addresses, which may be parted anywhere; an Arabic word may not. */
const LONGEST_WORD = 14

/** Whether it is set as a table. `room`: units of a line. */
export function isTabular(rows: readonly Row[], room: number): boolean {
  return columnsOf(rows) <= MOST_COLUMNS && restOf(rows, room) >= 0
}

export function tableLines(rows: readonly Row[], edition: Edition): readonly Element[] {
  const lines = [...Map.groupBy(rows, ({ cell: place }) => place?.row ?? 0).values()]
  return lines.map((line) => {
    const [first, last] = [line[0], line.at(-1)]
    const isHead = line.every(({ unit }) => unit === 'header-cell')
    const classes = ['table-line', `t${first?.cell?.table ?? 0}`, ...(isHead ? ['header-cell'] : [])]
    const sides = (['source', 'target'] as const).map((name) => {
      const language = name === 'source' ? edition.sourceLanguage : edition.targetLanguage
      const columns = [...Map.groupBy(line, ({ cell: place }) => place?.column ?? 1).values()]
      const tag = line.every(({ machine }) => machine) && first ? rowTag(first, name, edition) : language
      return cell(
        name,
        language,
        columns.map((cells) => columnOf(cells, name, edition)),
        tag,
      )
    })
    const numbers = first && last ? { numbers: [first.label, last.label] as const } : {}
    return item(
      { classes, keep: isHead, gap: GAP, ...numbers, ...(first ? { id: first.id, state: first.state } : {}) },
      sides,
    )
  })
}

function columnOf(rows: readonly Row[], name: 'source' | 'target', edition: Edition): Element {
  const place = rows[0]?.cell
  const from = place?.column ?? 1
  const classes = [`k${from}`, `w${place?.span.columns ?? 1}`, ...(place?.align ? [place.align] : [])]
  return h(
    'div',
    { className: classes },
    rows.flatMap((row) => [...rowBlocks(row, name, edition)]),
  )
}

/** Widths by the longest words of both sides, the same on both. `room`: units of a line. */
export function tableRules({ blocks }: Edition, room: number): string {
  const rules: string[] = []
  for (let index = 0; index < blocks.length; index++) {
    const rows = tableAt(blocks, index)
    if (rows.length === 0) continue
    index += rows.length - 1
    if (!isTabular(rows, room)) continue
    const needs = needsOf(rows)
    const all = needs.reduce((sum, { share }) => sum + share, 0)
    const columns = needs.map(({ word, share }) => {
      const letters = word + (restOf(rows, room) * share) / all
      return `minmax(0,${Math.round(letters * 10)}fr)`
    })
    rules.push(`.t${rows[0]?.cell?.table ?? 0}>.cell{grid-template-columns:${columns.join(' ')}}`)
  }
  if (rules.length === 0) return ''
  const places = Array.from(
    { length: MOST_COLUMNS },
    (_, index) => `.k${index + 1}{grid-column-start:${index + 1}}.w${index + 1}{grid-column-end:span ${index + 1}}`,
  )
  return `${[...places, ...rules].join('\n')}\n`
}

/** Of each column its longest word, and a share of all that stands in a cell, in characters. */
function needsOf(rows: readonly Row[]): readonly { readonly word: number; readonly share: number }[] {
  return Array.from({ length: columnsOf(rows) }, (_, column) => {
    const own = rows.filter(({ cell: place }) => place?.column === column + 1 && place.span.columns === 1)
    const texts = own.flatMap(({ source, target }) => [source, target]).map(lettersOf)
    const word = texts.flatMap((text) => text.split(/\s+/)).reduce((most, each) => Math.max(most, lengthOf(each)), 0)
    const share = texts.reduce((most, text) => Math.max(most, lengthOf(text) * SHARE.ofText), SHARE.least)
    return { word: Math.min(word, LONGEST_WORD), share: Math.min(share, SHARE.most) }
  })
}

/** Characters that are left of a line when each column has its longest word. */
function restOf(rows: readonly Row[], room: number): number {
  const needs = needsOf(rows)
  const letters = (room - (needs.length - 1) * UNITS.gap) / UNITS.letter
  return needs.reduce((rest, { word }) => rest - word, letters)
}

function lettersOf(sentences: Row['source']): string {
  const text = sentences.map(({ children }) => toString({ type: 'root', children: [...children] })).join(' ')
  return withoutInvisible(text)
}

function lengthOf(text: string): number {
  return Array.from(text).length
}

function columnsOf(rows: readonly Row[]): number {
  return Math.max(...rows.map(({ cell: place }) => (place ? place.column + place.span.columns - 1 : 1)))
}
