/** Lays the record into the skeleton of its source: rows that face each other. */
import type { Element, ElementContent, Root } from 'hast'
import { plainText, type Content } from '../bitext/content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import { layCodes } from '../bitext/lay-codes.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { compareCodePoints } from '../text/collate.ts'
import { ROW_STATES, type Carried, type CellPlace, type Edition, type ListPlace, type Row, type RowState, type Sentence } from './edition.ts'
import { isolateForeign } from './isolate-foreign.ts'

export interface PresentInput {
  readonly source: SourceDocument
  /** Its units correspond to the source's, one to one. */
  readonly record: DocumentRecord
}

interface Place {
  readonly list?: { readonly ordered: boolean; readonly depth: number; readonly item: { readonly index: number; used: boolean } }
  readonly quoted: number
  readonly table?: { readonly number: number; rows: number }
  readonly cell?: CellPlace
  readonly note?: number
  /** Id of the list item that is the note: what its marks point to. */
  readonly anchor?: string
}

/** A pure function of source and record. */
export function present({ source, record }: PresentInput): Edition {
  const blocks: (Row | Carried)[] = []
  const counter = { row: 0, table: 0 }
  walk(source.skeleton, { quoted: 0 })

  function walk(parent: Root | Element, place: Place): void {
    const count = { item: 0, cell: 0 }
    for (const node of parent.children) {
      if (node.type !== 'element') continue
      const inner = placeIn(node, parent, place, count, counter)
      const index = node.data?.unit
      const unit = index === undefined ? undefined : record.units[index]
      if (unit) blocks.push(rowOf(unit, ++counter.row, inner, record))
      else if (node.children.length === 0 || isCarried(node)) {
        if (isCarried(node)) blocks.push({ kind: 'carried', element: node })
      } else walk(node, inner)
    }
  }

  const rows = blocks.filter((block) => block.kind === 'row')
  const states = Object.fromEntries(ROW_STATES.map((state) => [state, rows.filter((row) => row.state === state).length])) as Record<RowState, number>
  const machines = record.units.flatMap(({ segments }) => segments).flatMap((segment) =>
    segment.target !== undefined && !isPersons(segment) && segment.origin?.kind === 'machine' ? [`${segment.origin.provider}${segment.origin.model ? ` ${segment.origin.model}` : ''}`] : [])
  return {
    path: source.path,
    sourceLanguage: record.sourceLanguage,
    targetLanguage: record.targetLanguage,
    title: titleOf(source, record),
    blocks,
    counts: { rows: rows.length, states, leftOut: source.leftOut.length },
    machines: [...new Set(machines)].toSorted(compareCodePoints),
  }
}

const WHOLE = new Set(['pre', 'hr', 'img', 'figure', 'input', 'picture'])

/** Something to show that is no row: code, a rule, a picture. */
function isCarried(node: Element): boolean {
  if (WHOLE.has(node.tagName)) return node.tagName !== 'figure' || !hasUnit(node)
  return node.tagName === 'p' && node.children.some((child) => child.type === 'element' && (child.tagName === 'img' || child.tagName === 'a'))
}

function hasUnit(node: Element): boolean {
  return node.data?.unit !== undefined || node.children.some((child) => child.type === 'element' && hasUnit(child))
}

function placeIn(node: Element, parent: Root | Element, place: Place, count: { item: number; cell: number }, counter: { table: number }): Place {
  const inNotes = parent.type === 'element' && parent.tagName === 'ol' && place.note !== undefined
  switch (node.tagName) {
    case 'ul':
    case 'ol':
      if (place.note !== undefined) return place
      return { ...place, list: { ordered: node.tagName === 'ol', depth: (place.list?.depth ?? 0) + 1, item: { index: Number(node.properties.start ?? 1) - 1, used: false } } }
    case 'li': {
      const number = ++count.item
      if (inNotes) return { ...place, note: number, ...(typeof node.properties.id === 'string' ? { anchor: node.properties.id } : {}) }
      return place.list ? { ...place, list: { ...place.list, item: { index: place.list.item.index + number, used: false } } } : place
    }
    case 'blockquote':
      return { ...place, quoted: place.quoted + 1 }
    case 'section':
      return node.properties.dataFootnotes === undefined ? place : { quoted: 0, note: 0 }
    case 'table':
      return { ...place, table: { number: ++counter.table, rows: 0 } }
    case 'tr':
      if (place.table) place.table.rows++
      return place
    case 'td':
    case 'th':
      return place.table ? { ...place, cell: { table: place.table.number, row: place.table.rows, column: ++count.cell } } : place
    default:
      return place
  }
}

function rowOf(unit: RecordUnit, number: number, place: Place, record: DocumentRecord): Row {
  const { segments } = unit
  const list: ListPlace | undefined = place.list && unit.kind !== 'heading'
    ? { ordered: place.list.ordered, depth: place.list.depth, index: place.list.item.index, continued: place.list.item.used }
    : undefined
  if (place.list) place.list.item.used = true
  const lay = (content: Content, side: 'source' | 'target'): readonly ElementContent[] =>
    ownAnchors(isolateForeign(layCodes(content, unit.codes), side === 'source' ? record.sourceLanguage : record.targetLanguage), side)
  return {
    kind: 'row', id: unit.id, aliases: unit.aliases, number, unit: unit.kind,
    ...(unit.depth === undefined ? {} : { depth: unit.depth }),
    state: stateOf(segments),
    needsWork: segments.some(({ mark }) => mark === 'needs-work'),
    machine: segments.some((segment) => segment.target !== undefined && segment.origin?.kind === 'machine' && !isPersons(segment)),
    ...(list ? { list } : {}),
    quoted: place.quoted,
    ...(place.cell ? { cell: place.cell } : {}),
    ...(place.note === undefined ? {} : { note: place.note }),
    ...(place.anchor === undefined ? {} : { anchor: place.anchor }),
    source: sentencesOf(segments, (segment) => lay(segment.source, 'source'), () => false),
    target: sentencesOf(segments, (segment) => lay(segment.target ?? [], 'target'), (segment) => segment.target === undefined),
    changes: segments.flatMap(({ mark, oldSource, source: now }) => (mark === 'stale' && oldSource ? [{ before: plainText(oldSource), now: plainText(now) }] : [])),
  }
}

/** Anchors of the source's own stand on both sides: each side has names of its own, and no name can meet one of the page's. */
function ownAnchors(nodes: readonly ElementContent[], side: 'source' | 'target'): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return node
    const { id, href, ariaDescribedBy: _described, ...rest } = node.properties
    const own = typeof href === 'string' && href.startsWith('#') ? `#${anchorName(href.slice(1), side)}` : href
    return { ...node, properties: { ...rest, ...(typeof id === 'string' ? { id: anchorName(id, side) } : {}), ...(own === undefined ? {} : { href: own }) }, children: ownAnchors(node.children, side) }
  })
}

/** The name of an anchor of the source's own on one side of the edition. */
export function anchorName(id: string, side: 'source' | 'target'): string {
  return `${side === 'source' ? 's' : 't'}-${id}`
}

function sentencesOf(segments: readonly RecordSegment[], children: (segment: RecordSegment) => readonly ElementContent[], missing: (segment: RecordSegment) => boolean): readonly Sentence[] {
  return segments.map((segment, index): Sentence => ({ number: index + 1, children: children(segment), missing: missing(segment) }))
}

function stateOf(segments: readonly RecordSegment[]): RowState {
  const states = segments.map((segment): RowState => {
    if (segment.target === undefined) return 'missing'
    if (segment.mark === 'stale') return 'stale'
    if (segment.origin?.kind === 'pseudo') return 'pseudo'
    return segment.state === 'reviewed' || segment.state === 'final' ? 'reviewed' : 'draft'
  })
  return ROW_STATES.find((state) => states.includes(state)) ?? 'missing'
}

/** The first heading, or front matter's title, or the file's name. */
function titleOf(source: SourceDocument, record: DocumentRecord): Edition['title'] {
  const heading = record.units.find(({ kind, depth }) => kind === 'heading' && depth === 1) ?? record.units.find(({ kind }) => kind === 'heading')
  const name = source.path.replace(/^.*\//, '').replace(/\.[^.]+$/, '')
  const own = typeof source.frontMatter?.title === 'string' ? source.frontMatter.title : undefined
  const words = (side: 'source' | 'target'): string | undefined => {
    const text = heading?.segments.map((segment) => plainText(segment[side] ?? [])).join(' ').trim()
    return text === '' ? undefined : text
  }
  const title = heading ? words('source') : own
  return { source: title ?? name, target: (heading ? words('target') : undefined) ?? name }
}
