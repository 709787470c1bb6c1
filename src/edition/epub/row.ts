/** Rows of a book: one language above the other, or beside it where there is room. */
import { arabicLabel } from '../arabic-label.ts'
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../../text/letters.ts'
import { BEADS } from '../beads.ts'
import type { Carried, Edition, Row } from '../edition.ts'
import { cellBlock, missingBox, missingWords } from '../html/cells.ts'
import { tableAt } from '../html/table.ts'
import { titleWords } from '../html/title-row.ts'
import { carriedSides } from '../carried-sides.ts'
import { tableGrid, type GridCell } from '../table-grid.ts'
import { stateWords, wordsIn } from '../words.ts'

type SideName = 'source' | 'target'

/** What stands in a part, in order: tables and notes of several rows together. */
export function rowsOfPart(blocks: readonly (Row | Carried)[], edition: Edition): readonly ElementContent[] {
  const elements: ElementContent[] = []
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]
    if (block === undefined) break
    const table = tableAt(blocks, index)
    if (block.kind === 'carried') elements.push(...carriedOf(block, edition))
    else if (table.length > 0) elements.push(tableOf(table, edition))
    else if (block.note === undefined) elements.push(rowOf([block], edition))
    else elements.push(rowOf(noteAt(blocks, index), edition))
    if (table.length > 0) index += table.length - 1
    else if (block.kind === 'row' && block.note !== undefined) index += noteAt(blocks, index).length - 1
  }
  return elements
}

/** The title of the front matter, above the text. */
export function titleRowOf(title: NonNullable<Edition['heading']>, edition: Edition): Element {
  const cell = (name: SideName, words: Element[]): Element =>
    h(
      'div',
      { className: [name, directionOf(languageOf(name, edition))], ...languageAttributes([], name, edition) },
      words,
    )
  const { source, target } = title
  return h('div', { className: ['row', 'heading'] }, [
    cell('source', [h('p', { className: ['title'] }, titleWords(source, edition.sourceLanguage))]),
    cell('target', [
      target === undefined
        ? h('p', { className: ['missing-box'] }, missingWords(edition))
        : h('h1', titleWords(target, edition.targetLanguage)),
    ]),
  ])
}

/** A note has a row for each of its paragraphs. */
function noteAt(blocks: readonly (Row | Carried)[], start: number): readonly Row[] {
  const rows: Row[] = []
  for (const block of blocks.slice(start)) {
    if (block.kind !== 'row' || block.note === undefined || (rows.length > 0 && block.note !== rows[0]?.note)) break
    rows.push(block)
  }
  return rows
}

function rowOf(rows: readonly Row[], edition: Edition): Element {
  const [first] = rows
  const classes = [
    'row',
    ...(first?.unit === 'heading' ? ['heading'] : []),
    ...(first?.note === undefined ? [] : ['note']),
  ]
  return h('div', { className: classes }, [
    ...rows.flatMap((row) => numberOf(row, edition)),
    sideOf(rows, 'source', edition),
    sideOf(rows, 'target', edition),
  ])
}

/** Both numbers with the state's bead between them: the permanent link, and the anchors of rows that became this one. */
function numberOf(row: Row, { targetLanguage, words: own }: Edition): readonly Element[] {
  const words = `${wordsIn(targetLanguage, own).paragraph} ${row.label} ${stateWords(row, targetLanguage, own)}`
  return [
    h('p', { className: ['no'], dir: 'ltr', id: row.id }, [
      ...row.aliases.map((alias) => h('span', { id: alias })),
      h('a', { href: `#${row.id}`, title: words }, `${row.label} ${BEADS[row.state]} ${arabicLabel(row.label)}`),
    ]),
  ]
}

function sideOf(rows: readonly Row[], name: SideName, edition: Edition): Element {
  const language = languageOf(name, edition)
  const note = rows[0]?.note === undefined ? {} : { 'epub:type': 'footnote', role: 'doc-footnote' }
  // The anchor of a note is the whole of it: a reading system shows what it points to.
  const anchored = rows.flatMap((row) => blocksOf(row, name, edition))
  const [first] = anchored
  const id = rows[0]?.note === undefined ? undefined : first?.properties.id
  if (id !== undefined && first) first.properties = { ...first.properties, id: undefined }
  return h(
    rows[0]?.note === undefined ? 'div' : 'aside',
    { className: [name, directionOf(language)], ...languageAttributes(rows, name, edition), ...note, id },
    anchored,
  )
}

function blocksOf(row: Row, name: SideName, edition: Edition): readonly Element[] {
  const language = languageOf(name, edition)
  const block =
    name === 'target' && row.target.every(({ missing }) => missing)
      ? missingBox(row, edition)
      : cellBlock(row, { name, edition })
  const remarks = [
    ...(row.state === 'stale' ? [wordsIn(language, edition.words).changed] : []),
    ...(row.needsWork ? [wordsIn(language, edition.words).needsWork] : []),
  ]
  const alert = row.frame?.alert
  const label =
    alert === undefined ? [] : [h('p', { className: ['remark'] }, wordsIn(language, edition.words).alerts[alert])]
  return name === 'source'
    ? [...label, block]
    : [...label, block, ...remarks.map((remark) => h('p', { className: ['remark'] }, remark))]
}

/** The source's table, then its translation: a small screen has no room for both. */
function tableOf(rows: readonly Row[], edition: Edition): Element {
  const lines = tableGrid(rows)
  const side = (name: SideName): Element =>
    h(
      'table',
      { className: [name, directionOf(languageOf(name, edition))], ...languageAttributes(rows, name, edition) },
      h(
        'tbody',
        lines.map((line) =>
          h(
            'tr',
            line.map((cell) => cellOf(cell, name, edition)),
          ),
        ),
      ),
    )
  return h('div', { className: ['row', 'table'] }, [side('source'), side('target')])
}

/** One cell can be several rows. */
function cellOf({ rows, span }: GridCell, name: SideName, edition: Edition): Element {
  const spans = {
    ...(span.columns > 1 ? { colSpan: span.columns } : {}),
    ...(span.rows > 1 ? { rowSpan: span.rows } : {}),
  }
  const inside = rows.flatMap((row) => [
    ...(name === 'source' ? numberOf(row, edition) : []),
    ...blocksOf(row, name, edition),
  ])
  return h(rows[0]?.unit === 'header-cell' ? 'th' : 'td', spans, inside)
}

function languageAttributes(rows: readonly Row[], name: SideName, edition: Edition): Readonly<Record<string, string>> {
  const { sourceLanguage } = edition
  const language = languageOf(name, edition)
  const isMachines = name === 'target' && rows.some(({ machine }) => machine)
  const tag = isMachines ? `${language}-x-mtfrom-${sourceLanguage.split('-')[0]}` : language
  return { lang: tag, xmlLang: tag, dir: directionOf(language) }
}

function languageOf(name: SideName, { sourceLanguage, targetLanguage }: Edition): string {
  return name === 'source' ? sourceLanguage : targetLanguage
}

function carriedOf(carried: Carried, edition: Edition): readonly ElementContent[] {
  const { element } = carried
  const { source: safe, target } = carriedSides(carried, edition, { showsPictures: true })
  if (element.tagName === 'pre') return [h('div', { className: ['across'], dir: 'ltr' }, safe)]
  if (element.tagName === 'hr') return safe
  const side = (language: string, children: readonly ElementContent[]): Element =>
    h(
      'div',
      { className: ['across', directionOf(language)], lang: language, xmlLang: language, dir: directionOf(language) },
      [...children],
    )
  return [side(edition.sourceLanguage, safe), ...(target ? [side(edition.targetLanguage, target)] : [])]
}
