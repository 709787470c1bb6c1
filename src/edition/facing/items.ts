/** The text of an edition as items, its notes last. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Carried, Edition, Row } from '../edition.ts'
import { tableAt } from '../html/table.ts'
import { carriedSides } from '../carried-sides.ts'
import { wordsIn } from '../words.ts'
import { cell, item, type ItemFacts, type SideName } from './item.ts'
import { rowBlocks, rowTag } from './row-blocks.ts'
import { isTabular, tableLines } from './table-lines.ts'

/** Least white above, in points on A5. */
const GAP = { row: 7, heading: 15, list: 3, note: 4, across: 8 }

/** @param room Units of a line, for tables. */
export function itemsOf(edition: Edition, room: number): readonly Element[] {
  const notes = edition.blocks.filter(({ note }) => note !== undefined)
  const text = edition.blocks.filter(({ note }) => note === undefined)
  return [
    ...blockItems(text, edition, room),
    ...(notes.length === 0 ? [] : [notesHeading(edition), ...blockItems(notes, edition, room)]),
  ]
}

function blockItems(blocks: readonly (Row | Carried)[], edition: Edition, room: number): readonly Element[] {
  const items: Element[] = []
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]
    if (block === undefined) break
    const table = tableAt(blocks, index)
    if (table.length > 0 && isTabular(table, room)) {
      items.push(...tableLines(table, edition))
      index += table.length - 1
    } else items.push(...(block.kind === 'row' ? [rowItem(block, edition)] : carriedItem(block, edition)))
  }
  return items
}

function notesHeading(edition: Edition): Element {
  return item(
    { classes: ['heading'], keep: true, gap: GAP.heading },
    bothSides(edition, (_, language) => h('h2', { dataLock: true }, wordsIn(language, edition.words).notes)),
  )
}

function rowItem(row: Row, edition: Edition): Element {
  return item(
    factsOf(row),
    (['source', 'target'] as const).map((name) => {
      const language = name === 'source' ? edition.sourceLanguage : edition.targetLanguage
      return cell(name, language, rowBlocks(row, name, edition), rowTag(row, name, edition))
    }),
  )
}

function factsOf(row: Row): ItemFacts {
  const isHeading = row.unit === 'heading'
  const kind = isHeading ? 'heading' : row.note !== undefined ? 'note' : row.list ? 'list' : 'row'
  const classes = [kind === 'note' ? 'note-row' : kind, ...(row.unit === 'header-cell' ? ['header-cell'] : [])]
  const keep = isHeading || row.unit === 'caption'
  return { classes, keep, gap: GAP[kind], numbers: [row.label, row.label], id: row.id, state: row.state }
}

function bothSides(edition: Edition, say: (name: SideName, language: string) => Element): readonly Element[] {
  const { sourceLanguage, targetLanguage } = edition
  return [
    cell('source', sourceLanguage, [say('source', sourceLanguage)]),
    cell('target', targetLanguage, [say('target', targetLanguage)]),
  ]
}

/** Code stands on both pages, so that each can be read alone; a picture's words on the page of their own language. */
function carriedItem(carried: Carried, edition: Edition): readonly Element[] {
  const { element } = carried
  const { sourceLanguage, targetLanguage } = edition
  const facts: ItemFacts = { classes: ['across'], keep: false, gap: GAP.across }
  if (element.tagName === 'hr')
    return [
      item(
        facts,
        bothSides(edition, () => h('hr', { className: ['ornament'], ariaHidden: 'true' })),
      ),
    ]
  if (element.tagName === 'pre')
    return [
      item(
        facts,
        bothSides(edition, () => codeLines(element)),
      ),
    ]
  const { source, target } = carriedSides(carried, edition)
  const block = (words: readonly ElementContent[]): Element => h('p', { dataLock: true }, words.flatMap(inlineOf))
  return [
    item(facts, [
      cell('source', sourceLanguage, [block(source)]),
      cell('target', targetLanguage, target ? [block(target)] : []),
    ]),
  ]
}

/** What is inside blocks: the words of a picture stand in a line. */
function inlineOf(node: Element['children'][number]): Element['children'] {
  const isBlock = node.type === 'element' && ['p', 'figure', 'div', 'picture'].includes(node.tagName)
  return isBlock ? node.children.flatMap(inlineOf) : [node]
}

/** A line of code is what may not be cut. */
function codeLines(element: Element): Element {
  const text = textOf(element).replace(/\n+$/, '')
  const lines = text.split('\n').map((line, index) => h('span', { className: ['s'], dataS: String(index + 1) }, line))
  return h('pre', { dir: 'ltr', translate: 'no' }, lines)
}

function textOf(node: Element['children'][number]): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}
