/** Tables of a book: a line of a table faces its translation, and is placed as one. */
import type { Element } from 'hast'
import { h } from 'hastscript'
import { toString } from 'hast-util-to-string'
import type { Edition, Row } from '../edition.ts'
import { tableAt } from '../html/table.ts'
import { withoutInvisible } from '../../text/marks.ts'
import { cell, item } from './item.ts'
import { rowBlocks, rowTag } from './row-blocks.ts'

/** A page of a book has no room for more: their cells stand one below the other. */
const MOST_COLUMNS = 6
const GAP = 3
/** Widths of columns in characters: the longest word, and a share of all that stands in a cell. */
const WIDTH = { least: 6, most: 40, share: 0.25 }

export function isTabular(rows: readonly Row[]): boolean {
  return columnsOf(rows) <= MOST_COLUMNS
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

/** Widths by the longest words of both sides, the same on both. */
export function tableRules({ blocks }: Edition): string {
  const rules: string[] = []
  for (let index = 0; index < blocks.length; index++) {
    const rows = tableAt(blocks, index)
    if (rows.length === 0) continue
    index += rows.length - 1
    if (!isTabular(rows)) continue
    const columns = Array.from({ length: columnsOf(rows) }, (_, column) => {
      const own = rows.filter(({ cell: place }) => place?.column === column + 1 && place.span.columns === 1)
      const widths = own.flatMap(({ source, target }) => [source, target]).map(widthOf)
      return `minmax(0,${Math.round(Math.min(WIDTH.most, Math.max(WIDTH.least, ...widths)))}fr)`
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

function widthOf(sentences: Row['source']): number {
  const text = sentences.map(({ children }) => toString({ type: 'root', children: [...children] })).join(' ')
  const letters = withoutInvisible(text)
  return (
    Math.max(0, ...letters.split(/\s+/).map((word) => Array.from(word).length)) +
    Array.from(letters).length * WIDTH.share
  )
}

function columnsOf(rows: readonly Row[]): number {
  return Math.max(...rows.map(({ cell: place }) => (place ? place.column + place.span.columns - 1 : 1)))
}
