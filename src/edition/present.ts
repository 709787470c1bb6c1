/** Lays the record into the skeleton of its source: rows that face each other. */
import type { Element, ElementContent, Root } from 'hast'
import { encodeContent, plainText, type Content } from '../bitext/content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import { layCodes } from '../bitext/lay-codes.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { compareCodePoints } from '../text/collate.ts'
import { toArabicIndic } from '../text/digits.ts'
import { directionOf } from '../text/letters.ts'
import {
  ROW_STATES,
  type Carried,
  type CellPlace,
  type Edition,
  type ListPlace,
  type Row,
  type RowState,
  type Sentence,
} from './edition.ts'
import { isolateForeign } from './isolate-foreign.ts'

export interface PresentInput {
  readonly source: SourceDocument
  /** Its units correspond to the source's, one to one. */
  readonly record: DocumentRecord
}

interface Place {
  readonly list?: {
    readonly ordered: boolean
    readonly depth: number
    readonly item: { readonly index: number; used: boolean }
  }
  readonly quoted: number
  readonly table?: { readonly number: number; rows: number }
  readonly cell?: CellPlace
  readonly note?: { readonly number: number; used: boolean }
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
      // Codes come from the source: what a record says of them is only for other tools.
      if (unit)
        blocks.push(rowOf({ ...unit, codes: source.units[index ?? 0]?.codes ?? {} }, ++counter.row, inner, record))
      else if (isCarried(node)) blocks.push({ kind: 'carried', element: node })
      else walk(node, inner)
    }
  }

  const rows = blocks.filter((block) => block.kind === 'row')
  const states = Object.fromEntries(
    ROW_STATES.map((state) => [state, rows.filter((row) => row.state === state).length]),
  ) as Record<RowState, number>
  const machines = record.units
    .flatMap(({ segments }) => segments)
    .flatMap((segment) =>
      segment.target !== undefined && !isPersons(segment) && segment.origin?.kind === 'machine'
        ? [`${segment.origin.provider}${segment.origin.model ? ` ${segment.origin.model}` : ''}`]
        : [],
    )
  return {
    path: source.path,
    sourceLanguage: record.sourceLanguage,
    targetLanguage: record.targetLanguage,
    title: titleOf(source, record),
    blocks,
    counts: {
      rows: rows.length,
      states,
      leftOut: source.leftOut.length,
      machineDrafts: rows.filter(({ state, machine }) => state === 'draft' && machine).length,
    },
    machines: [...new Set(machines)].toSorted(compareCodePoints),
  }
}

const WHOLE = new Set(['pre', 'hr', 'img', 'figure', 'input', 'picture'])

/** Something to show that is no row: code, a rule, a picture. */
function isCarried(node: Element): boolean {
  if (WHOLE.has(node.tagName)) return node.tagName !== 'figure' || !hasUnit(node)
  return (
    node.tagName === 'p' &&
    node.children.some((child) => child.type === 'element' && (child.tagName === 'img' || child.tagName === 'a'))
  )
}

function hasUnit(node: Element): boolean {
  return node.data?.unit !== undefined || node.children.some((child) => child.type === 'element' && hasUnit(child))
}

function placeIn(
  node: Element,
  parent: Root | Element,
  place: Place,
  count: { item: number; cell: number },
  counter: { table: number },
): Place {
  const inNotes = parent.type === 'element' && parent.tagName === 'ol' && place.note !== undefined
  switch (node.tagName) {
    case 'ul':
    case 'ol':
      if (place.note !== undefined) return place
      return {
        ...place,
        list: {
          ordered: node.tagName === 'ol',
          depth: (place.list?.depth ?? 0) + 1,
          item: { index: Number(node.properties.start ?? 1) - 1, used: false },
        },
      }
    case 'li': {
      const number = ++count.item
      if (inNotes)
        return {
          ...place,
          note: { number, used: false },
          ...(typeof node.properties.id === 'string' ? { anchor: node.properties.id } : {}),
        }
      return place.list
        ? { ...place, list: { ...place.list, item: { index: place.list.item.index + number, used: false } } }
        : place
    }
    case 'blockquote':
      return { ...place, quoted: place.quoted + 1 }
    case 'section':
      return node.properties.dataFootnotes === undefined ? place : { quoted: 0, note: { number: 0, used: false } }
    case 'table':
      return { ...place, table: { number: ++counter.table, rows: 0 } }
    case 'tr':
      if (place.table) place.table.rows++
      return place
    case 'td':
    case 'th':
      return place.table ? { ...place, cell: cellPlace(node, place.table, count) } : place
    default:
      return place
  }
}

function cellPlace(
  { properties }: Element,
  table: { readonly number: number; readonly rows: number },
  count: { cell: number },
): CellPlace {
  const span = { columns: spanOf(properties.colSpan), rows: spanOf(properties.rowSpan) }
  const column = count.cell + 1
  count.cell += span.columns
  return { table: table.number, row: table.rows, column, span }
}

/** HTML's own limit keeps a page from being made of nothing but columns. */
function spanOf(value: unknown): number {
  const span = Math.trunc(Number(value))
  return span >= 1 && span <= 1000 ? span : 1
}

function rowOf(unit: RecordUnit, number: number, place: Place, record: DocumentRecord): Row {
  const { segments } = unit
  const list: ListPlace | undefined =
    place.list && unit.kind !== 'heading'
      ? {
          ordered: place.list.ordered,
          depth: place.list.depth,
          index: place.list.item.index,
          continued: place.list.item.used,
        }
      : undefined
  const noteContinued = place.note?.used === true
  if (place.list) place.list.item.used = true
  if (place.note) place.note.used = true
  const lay = (content: Content, side: 'source' | 'target'): readonly ElementContent[] => {
    const language = side === 'source' ? record.sourceLanguage : record.targetLanguage
    return isolateForeign(ownMarks(layCodes(content, unit.codes), side, language), language)
  }
  return {
    kind: 'row',
    id: unit.id,
    aliases: unit.aliases,
    number,
    unit: unit.kind,
    ...(unit.depth === undefined ? {} : { depth: unit.depth }),
    state: stateOf(segments),
    needsWork: segments.some(({ mark }) => mark === 'needs-work'),
    machine: segments.some(
      (segment) => segment.target !== undefined && segment.origin?.kind === 'machine' && !isPersons(segment),
    ),
    ...(list ? { list } : {}),
    quoted: place.quoted,
    ...(place.cell ? { cell: place.cell } : {}),
    ...(place.note === undefined ? {} : { note: place.note.number }),
    noteContinued,
    ...(place.anchor === undefined || noteContinued ? {} : { anchor: place.anchor }),
    source: segments.map((segment, index): Sentence => ({
      number: index + 1,
      children: lay(segment.source, 'source'),
      missing: false,
      pseudo: false,
    })),
    target: segments.map((segment, index): Sentence => ({
      number: index + 1,
      children: lay(segment.target ?? [], 'target'),
      missing: segment.target === undefined,
      pseudo: segment.target !== undefined && segment.origin?.kind === 'pseudo',
    })),
    changes: segments.flatMap(({ mark, oldSource, source: now }) =>
      mark === 'stale' && oldSource ? [{ before: plainText(oldSource), now: plainText(now) }] : [],
    ),
  }
}

/**
 * Anchors of the source's own stand on both sides: each side has names of its own, and no name can
 * meet one of the page's. The marks of notes are counted in the digits of their side.
 */
function ownMarks(nodes: readonly ElementContent[], side: 'source' | 'target', language: string): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return node
    const { id, href, ariaDescribedBy: _described, ariaLabel: _label, ...rest } = node.properties
    const own = typeof href === 'string' && href.startsWith('#') ? `#${anchorName(href.slice(1), side)}` : href
    const isMark = rest.dataFootnoteRef !== undefined || rest.dataFootnoteBackref !== undefined
    const children = ownMarks(node.children, side, language)
    return {
      ...node,
      properties: {
        ...rest,
        ...(typeof id === 'string' ? { id: anchorName(id, side) } : {}),
        ...(own === undefined ? {} : { href: own }),
      },
      children: isMark && directionOf(language) === 'rtl' ? inArabicDigits(children) : children,
    }
  })
}

function inArabicDigits(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.map((node) => {
    if (node.type === 'text') return { ...node, value: toArabicIndic(node.value) }
    return node.type === 'element' ? { ...node, children: inArabicDigits(node.children) } : node
  })
}

/** The name of an anchor of the source's own on one side of the edition. */
export function anchorName(id: string, side: 'source' | 'target'): string {
  return `${side === 'source' ? 's' : 't'}-${id}`
}

function stateOf(segments: readonly RecordSegment[]): RowState {
  const states = segments.map((segment): RowState => {
    if (segment.target === undefined) return 'missing'
    if (segment.mark === 'stale') return 'stale'
    if (segment.origin?.kind === 'pseudo') return 'pseudo'
    if (
      segment.origin === undefined &&
      segment.state === 'translated' &&
      encodeContent(segment.source) === encodeContent(segment.target)
    )
      return 'carried'
    return segment.state === 'reviewed' || segment.state === 'final' ? 'reviewed' : 'draft'
  })
  return ROW_STATES.find((state) => states.includes(state)) ?? 'missing'
}

/** The first heading, or front matter's title, or the file's name. */
function titleOf(source: SourceDocument, record: DocumentRecord): Edition['title'] {
  const heading =
    record.units.find(({ kind, depth }) => kind === 'heading' && depth === 1) ??
    record.units.find(({ kind }) => kind === 'heading')
  const name = line(source.path.replace(/^.*\//, '').replace(/\.[^.]+$/, ''))
  const own = typeof source.frontMatter?.title === 'string' ? source.frontMatter.title : undefined
  const words = (side: 'source' | 'target'): string =>
    line(heading?.segments.map((segment) => plainText(segment[side] ?? [])).join(' ') ?? '')
  return { source: (heading ? words('source') : line(own ?? '')) || name, target: words('target') || name }
}

/** Titles stand beside other words, in one line: controls, those of direction too, would reach into these. */
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]+/g

function line(text: string): string {
  return text.replace(CONTROLS, ' ').replace(/ {2,}/g, ' ').trim()
}
