/** One side of an edition as the body of a TEI text: divisions by headings, lists, tables, quotations and notes. */
import type { Element } from 'hast'
import { toString } from 'hast-util-to-string'
import type { UnitKind } from '../../bitext/source.ts'
import type { Carried, Edition, Row } from '../edition.ts'
import { anchorName, withoutWaysBack } from '../own-marks.ts'
import { safeBlock, safeInline } from '../safe-element.ts'
import { inlineTei, type NoteIds } from './inline.ts'
import { tableGrid, type GridCell } from '../table-grid.ts'
import { block, element, text, type Xml } from '../xml.ts'

export interface Side {
  readonly edition: Edition
  readonly name: 'source' | 'target'
  /** Who is responsible for a pair, by a name of the header; only asked for the target. */
  readonly responsible: (pair: Row['pairs'][number]) => string | undefined
}

type Block = Row | Carried

export function bodyOf(side: Side): Xml {
  const { blocks } = side.edition
  const starts = blocks.flatMap((each, index) => (isHead(each) ? [index] : []))
  const cuts = [...new Set([0, ...starts])]
  const notes = noteIds(side)
  const divisions = cuts.map((start, index) => blocks.slice(start, cuts[index + 1]))
  return block(
    'body',
    {},
    divisions.map((division) => divisionOf(division, side, notes)),
  )
}

function divisionOf(blocks: readonly Block[], side: Side, notes: NoteIds): Xml {
  const [first] = blocks
  if (first === undefined || !isHead(first)) return block('div', {}, blocksOf(blocks, side, notes))
  const head = element('head', namesOf(first, side), sentences(first, side, notes))
  return block('div', { n: first.depth }, [head, ...blocksOf(blocks.slice(1), side, notes)])
}

function isHead(each: Block): each is Row {
  return each.kind === 'row' && each.unit === 'heading' && each.quoted === 0 && !each.list && !each.cell
}

/** Neighbours that are parts of one list, table, quotation or note stand in it together. */
function blocksOf(blocks: readonly Block[], side: Side, notes: NoteIds): readonly Xml[] {
  const parts: Xml[] = []
  for (let start = 0; start < blocks.length;) {
    const first = blocks[start]
    if (first === undefined) break
    if (first.kind === 'carried') {
      // It stands once, in the text that it comes from; its words in both.
      const own = side.name === 'source' ? first.element : first.target
      if (own) parts.push(carriedOf(own, side))
      start++
      continue
    }
    const run = runFrom(blocks, start, belongs(first))
    start += run.length
    if (first.quoted > 0) parts.push(block('quote', {}, blocksOf(run.map(unquoted), side, notes)))
    else if (first.cell) parts.push(tableOf(run, side, notes))
    else if (first.note !== undefined) parts.push(noteOf(run, side, notes))
    else if (first.list) parts.push(...listsOf(run, 1, side, notes))
    else parts.push(...run.map((row) => paragraphOf(row, side, notes)))
  }
  return parts
}

function belongs(first: Row): (row: Row) => boolean {
  if (first.quoted > 0) return ({ quoted }) => quoted > 0
  const { cell } = first
  if (cell) return (row) => row.cell?.table === cell.table
  if (first.note !== undefined) return ({ note }) => note === first.note
  if (first.list)
    return ({ list, quoted, cell: own, note }) => list !== undefined && quoted === 0 && !own && note === undefined
  return (row) => row === first
}

function runFrom(blocks: readonly Block[], start: number, isIn: (row: Row) => boolean): readonly Row[] {
  const rows: Row[] = []
  for (const each of blocks.slice(start)) {
    if (each.kind !== 'row' || !isIn(each)) break
    rows.push(each)
  }
  return rows
}

function unquoted(row: Row): Row {
  return { ...row, quoted: row.quoted - 1 }
}

/** What these are is said by what they stand in; of other rows by their type. */
const PARAGRAPHS: ReadonlySet<UnitKind> = new Set(['paragraph', 'item', 'note', 'quotation'])

function paragraphOf(row: Row, side: Side, notes: NoteIds): Xml {
  const inside = sentences(row, side, notes)
  if (PARAGRAPHS.has(row.unit)) return element('p', namesOf(row, side), inside)
  return element('ab', { ...namesOf(row, side), type: row.unit }, inside)
}

/** Items with what follows in them; deeper ones are lists of the item before. */
function listsOf(rows: readonly Row[], depth: number, side: Side, notes: NoteIds): readonly Xml[] {
  const lists: { ordered: boolean; items: { n: number | undefined; inside: Xml[] }[] }[] = []
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]
    if (row?.list === undefined) continue
    const { ordered, continued, index: n } = row.list
    let list = lists.at(-1)
    const isDeeper = row.list.depth > depth
    if (!list || (!isDeeper && !continued && list.ordered !== ordered)) lists.push((list = { ordered, items: [] }))
    if (list.items.length === 0 || (!isDeeper && !continued))
      list.items.push({ n: ordered ? n : undefined, inside: [] })
    const inside = list.items.at(-1)?.inside
    if (!isDeeper) {
      inside?.push(paragraphOf(row, side, notes))
      continue
    }
    const end = rows.findIndex((each, at) => at > index && (each.list?.depth ?? 0) <= depth)
    const deeper = rows.slice(index, end === -1 ? rows.length : end)
    inside?.push(...listsOf(deeper, depth + 1, side, notes))
    index += deeper.length - 1
  }
  return lists.map(({ ordered, items }) =>
    block(
      'list',
      { rend: ordered ? 'numbered' : 'bulleted' },
      items.map(({ n, inside }) => block('item', { n }, inside)),
    ),
  )
}

function tableOf(rows: readonly Row[], side: Side, notes: NoteIds): Xml {
  return block(
    'table',
    {},
    tableGrid(rows).map((cells) =>
      block(
        'row',
        {},
        cells.map((cell) => cellOf(cell, side, notes)),
      ),
    ),
  )
}

/** A cell of several blocks has each as a paragraph. */
function cellOf({ rows, span }: GridCell, side: Side, notes: NoteIds): Xml {
  const [first, more] = rows
  const facts = {
    role: first?.unit === 'header-cell' ? 'label' : undefined,
    cols: span.columns === 1 ? undefined : span.columns,
    rows: span.rows === 1 ? undefined : span.rows,
  }
  if (first === undefined) return element('cell', facts, [])
  if (more === undefined) return element('cell', { ...namesOf(first, side), ...facts }, sentences(first, side, notes))
  const paragraphs = rows.map((row) => element('p', namesOf(row, side), sentences(row, side, notes)))
  return block('cell', facts, paragraphs)
}

function noteOf(rows: readonly Row[], side: Side, notes: NoteIds): Xml {
  const first = rows[0]
  return block(
    'note',
    { 'xml:id': first && noteId(first, side), place: 'foot', n: first?.note },
    blocksOf(rows.map(withoutNote), side, notes),
  )
}

function withoutNote({ note: _note, ...row }: Row): Row {
  return row
}

function noteIds(side: Side): NoteIds {
  return new Map(
    side.edition.blocks.flatMap((each) =>
      each.kind === 'row' && each.note !== undefined
        ? each.anchors.map((anchor) => [anchorName(anchor, side.name), noteId(each, side)] as const)
        : [],
    ),
  )
}

function noteId(row: Row, side: Side): string {
  return `${languageOf(side)}.note.${row.id}`
}

function sentences(row: Row, side: Side, notes: NoteIds): readonly Xml[] {
  return row.pairs.flatMap((pair, index) => {
    const sentence = row[side.name][index]
    if (sentence === undefined) return []
    const end = `${row.id}.${pair.id}`
    const isTarget = side.name === 'target'
    const facts = isTarget ? { ana: `#state.${pair.state}`, resp: side.responsible(pair) } : {}
    const inside = sentence.missing
      ? [element('gap', { reason: 'not translated' })]
      : inlineTei(withoutWaysBack(safeInline(sentence.children, languageOf(side))), notes)
    const written = element(
      's',
      { 'xml:id': `${languageOf(side)}.${end}`, corresp: `#${otherOf(side)}.${end}`, ...facts },
      inside,
    )
    return index === 0 ? [written] : [text(' '), written]
  })
}

function namesOf(row: Row, side: Side): Readonly<Record<string, string>> {
  return { 'xml:id': `${languageOf(side)}.${row.id}`, corresp: `#${otherOf(side)}.${row.id}` }
}

function languageOf({ edition, name }: Side): string {
  return name === 'source' ? edition.sourceLanguage : edition.targetLanguage
}

function otherOf({ edition, name }: Side): string {
  return name === 'source' ? edition.targetLanguage : edition.sourceLanguage
}

function carriedOf(node: Element, side: Side): Xml {
  if (node.tagName === 'hr') return element('milestone', { unit: 'section', rend: 'rule' })
  const safe = safeBlock(node, languageOf(side))
  if (node.tagName === 'pre')
    return element('ab', { type: 'code', 'xml:space': 'preserve' }, [text(toString({ type: 'root', children: safe }))])
  const type = node.properties.translate === 'no' ? 'untranslated' : 'picture'
  return element('ab', { type }, inlineTei(safe, new Map()))
}
