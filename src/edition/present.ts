/** Lays the record into the skeleton of its source: rows that face each other. */
import type { Element, ElementContent, Root, RootContent } from 'hast'
import { encodeContent, plainText } from '../bitext/content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import { laySentences } from '../bitext/lay-codes.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from '../bitext/record.ts'
import { isRowKind, type SourceDocument } from '../bitext/source.ts'
import { compareCodePoints } from '../text/collate.ts'
import { decodeName } from '../text/decode-name.ts'
import { directionOf } from '../text/letters.ts'
import type { BesideCounts, Carried, Edition, ListPlace, PairFacts, Row, Sentence } from './edition.ts'
import { targetCodes, targetElement } from './attributes.ts'
import { ROW_STATES, type RowState } from './kinds.ts'
import { h } from './h.ts'
import { isolateForeign } from './isolate-foreign.ts'
import { anchorName, ownMarks } from './own-marks.ts'
import { safeLine, safeText } from './safe-text.ts'
import { descriptionOf, titlesOf } from './titles.ts'
import { pageMarks, withPageMarks } from './page-marks.ts'
import { NO_OWN_WORDS, wordsIn, type OwnWords } from './words.ts'
import { NOWHERE, placeIn, type DocumentCounts, type Place } from './place.ts'

export interface PresentInput {
  readonly source: SourceDocument
  /** Its units correspond to the source's, one to one. */
  readonly record: DocumentRecord
  /** The project's own of the page's words. */
  readonly words?: OwnWords
}

/** A pure function of source and record. */
export function present({ source, record, words = NO_OWN_WORDS }: PresentInput): Edition {
  const blocks: (Row | Carried)[] = []
  const counts: DocumentCounts = { tables: 0, sourceIsRtl: directionOf(record.sourceLanguage) === 'rtl' }
  let number = 0
  const wanted = wantedNames(source)
  let names: string[] = []
  walk(source.skeleton, NOWHERE)

  function walk(parent: Root | Element, place: Place): void {
    const siblings = { items: 0, columns: 0 }
    for (const node of parent.children) {
      if (node.type !== 'element') continue
      if (node.properties.dataFootnoteBackref !== undefined) {
        leadBack(node, place)
        continue
      }
      const inner = placeIn(node, parent, place, siblings, counts)
      const { id } = node.properties
      if (typeof id === 'string' && wanted.delete(decodeName(id))) names.push(id)
      const index = node.data?.unit
      const unit = index === undefined ? undefined : record.units[index]
      // Codes come from the source: what a record says of them is only for other tools.
      if (unit) {
        const { codes = {}, attributes, pages = [] } = source.units[index ?? 0] ?? {}
        const both = {
          source: codes,
          target: targetCodes({ codes, ...(attributes ? { attributes } : {}) }, record, words),
        }
        blocks.push(
          rowOf({ ...unit, both, names, pages: pageMarks(pages, unit.segments) }, ++number, inner, { record, words }),
        )
        names = []
      } else if (isCarried(node)) {
        const target = targetElement(node, record, words)
        const note = place.note === undefined ? {} : { note: place.note.number }
        blocks.push({ kind: 'carried', element: node, ...(target ? { target } : {}), ...note })
      } else {
        walk(node, inner)
        // What a note without a row is called is not the next one's name.
        if (inner.note !== place.note) names = []
      }
    }
  }

  /** A note that ends in a list or in code has its way back behind that: it belongs to the last words of the note. */
  function leadBack(link: Element, { note }: Place): void {
    const last = blocks.findLastIndex(({ kind }) => kind === 'row')
    const row = blocks[last]
    if (row?.kind === 'row' && row.note !== undefined && row.note === note?.number)
      blocks[last] = withWayBack(row, link, record)
  }

  const rows = blocks.filter((block) => block.kind === 'row')
  const states = Object.fromEntries(
    ROW_STATES.map((state) => [state, rows.filter((row) => row.state === state).length]),
  ) as Record<RowState, number>
  const machines = new Set<string>()
  for (const { segments } of record.units)
    for (const segment of segments)
      if (segment.target !== undefined && !isPersons(segment) && segment.origin?.kind === 'machine')
        machines.add(`${segment.origin.provider} ${segment.origin.model ?? ''}`)
  return {
    path: safeLine(source.path),
    sourceLanguage: record.sourceLanguage,
    targetLanguage: record.targetLanguage,
    ...titlesOf({ source, record, words }),
    ...descriptionOf({ source, record, words }),
    blocks,
    counts: {
      rows: rows.length,
      sentences: rows.reduce((sum, row) => sum + row.source.length, 0),
      states,
      leftOut: source.leftOut.length,
      machineDrafts: rows.filter(({ state, machine }) => state === 'draft' && machine).length,
      ...besideOf(record),
    },
    document: source,
    record,
    words,
    machines: [...new Set([...machines].map(safeLine))].toSorted(compareCodePoints),
  }
}

function besideOf({ units }: DocumentRecord): { readonly beside?: BesideCounts } {
  const texts = units.filter(({ kind }) => !isRowKind(kind))
  const missing = texts.filter(({ segments }) => segments.some(({ target }) => target === undefined))
  return texts.length === 0 ? {} : { beside: { texts: texts.length, missing: missing.length } }
}

/** What the source's links lead to, but for what stands in its texts and goes with them. */
function wantedNames({ units, skeleton }: SourceDocument): Set<string> {
  const wanted = new Set<string>()
  const inTexts = new Set<string>()
  const read = ({ id, href }: Readonly<Record<string, unknown>>): void => {
    if (typeof href === 'string' && href.startsWith('#')) wanted.add(decodeName(href.slice(1)))
    if (typeof id === 'string') inTexts.add(decodeName(id))
  }
  for (const { codes } of units)
    for (const { properties, children = [] } of Object.values(codes)) {
      read(properties)
      for (const { properties } of elementsIn(children)) read(properties)
    }
  for (const { properties } of elementsIn(skeleton.children)) read({ href: properties.href })
  for (const name of inTexts) wanted.delete(name)
  return wanted
}

function* elementsIn(nodes: readonly RootContent[]): Generator<Element> {
  for (const node of nodes)
    if (node.type === 'element') {
      yield node
      yield* elementsIn(node.children)
    }
}

const WHOLE = new Set(['pre', 'hr', 'img', 'figure', 'input', 'picture'])

/** Something to show that is no row: code, a rule, a picture, and text that the source keeps as it is. */
function isCarried(node: Element): boolean {
  if (node.properties.translate === 'no' && !hasUnit(node)) return true
  if (WHOLE.has(node.tagName)) return node.tagName !== 'figure' || !hasUnit(node)
  return (
    node.tagName === 'p' &&
    !hasUnit(node) &&
    node.children.some((child) => child.type === 'element' && (child.tagName === 'img' || isLink(child)))
  )
}

/** And no mere name of its place. */
function isLink({ tagName, properties }: Element): boolean {
  return tagName === 'a' && properties.href !== undefined
}

function hasUnit(node: Element): boolean {
  return node.data?.unit !== undefined || node.children.some((child) => child.type === 'element' && hasUnit(child))
}

interface RowUnit extends RecordUnit, Pick<Row, 'pages'> {
  /** Its codes as they are laid on either side. */
  readonly both: Readonly<Record<'source' | 'target', RecordUnit['codes']>>
  /** Of the source's own: its, and those of blocks that it is the first row of. */
  readonly names: readonly string[]
}

function rowOf(
  unit: RowUnit,
  number: number,
  place: Place,
  { record, words = NO_OWN_WORDS }: Omit<PresentInput, 'source'>,
): Row {
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
  const { frame } = place
  const framed = frame && { frame: frame.alert && !frame.used ? { alert: frame.alert } : {} }
  if (frame) frame.used = true
  if (place.list) place.list.item.used = true
  if (place.note) place.note.used = true
  const sources = segments.map(({ source }) => source)
  const laid = (side: 'source' | 'target'): readonly ElementContent[][] => {
    const language = side === 'source' ? record.sourceLanguage : record.targetLanguage
    const contents = side === 'source' ? sources : segments.map(({ target }) => target)
    return laySentences(contents, unit.both[side], sources).map((nodes) =>
      isolateForeign(ownMarks(nodes, side, language), language),
    )
  }
  const [source, target] = [laid('source'), laid('target')]
  return {
    kind: 'row',
    id: unit.id,
    aliases: unit.aliases,
    number,
    label: unit.number ?? String(number),
    unit: unit.kind,
    ...(unit.depth === undefined ? {} : { depth: unit.depth }),
    state: stateOf(segments),
    needsWork: segments.some(({ mark }) => mark === 'needs-work'),
    machine: segments.some(
      (segment) => segment.target !== undefined && segment.origin?.kind === 'machine' && !isPersons(segment),
    ),
    ...(list ? { list } : {}),
    quoted: place.quoted,
    ...framed,
    ...(place.cell ? { cell: place.cell } : {}),
    ...(place.note === undefined ? {} : { note: place.note.number }),
    noteContinued,
    anchors: unit.names,
    source: segments.map((_, index): Sentence => ({
      number: index + 1,
      children: withPageMarks(
        source[index] ?? [],
        unit.pages.filter(({ sentence }) => sentence === index),
        wordsIn(record.sourceLanguage, words).page,
      ),
      missing: false,
      pseudo: false,
    })),
    target: segments.map((segment, index): Sentence => ({
      number: index + 1,
      children: segment.target === undefined ? namesIn(source[index] ?? [], target.flat()) : (target[index] ?? []),
      missing: segment.target === undefined,
      pseudo: segment.target !== undefined && segment.origin?.kind === 'pseudo',
    })),
    pairs: segments.map(pairOf),
    pages: unit.pages,
    changes: segments.flatMap(({ mark, oldSource, source: now }) =>
      mark === 'stale' && oldSource ? [{ before: safeText(plainText(oldSource)), now: safeText(plainText(now)) }] : [],
    ),
  }
}

/** Of a sentence that has no translation: what leads to its marks and anchors still arrives, in the place of the translation. */
function namesIn(source: readonly ElementContent[], target: readonly ElementContent[]): readonly Element[] {
  const there = new Set(idsIn(target))
  return idsIn(source)
    .map((id) => id.replace(anchorName('', 'source'), anchorName('', 'target')))
    .filter((id) => !there.has(id))
    .map((id) => h('a', { id }))
}

function idsIn(nodes: readonly ElementContent[]): readonly string[] {
  return [...elementsIn(nodes)].flatMap(({ properties: { id } }) => (typeof id === 'string' ? [id] : []))
}

function withWayBack(row: Row, link: Element, { sourceLanguage, targetLanguage }: DocumentRecord): Row {
  const behind = (side: 'source' | 'target', language: string): readonly Sentence[] =>
    row[side].map((sentence, index, all) =>
      index < all.length - 1 || sentence.missing
        ? sentence
        : {
            ...sentence,
            children: [...sentence.children, { type: 'text', value: ' ' }, ...ownMarks([link], side, language)],
          },
    )
  return { ...row, source: behind('source', sourceLanguage), target: behind('target', targetLanguage) }
}

function stateOf(segments: readonly RecordSegment[]): RowState {
  const states = segments.map(segmentState)
  return ROW_STATES.find((state) => states.includes(state)) ?? 'missing'
}

function segmentState(segment: RecordSegment): RowState {
  if (segment.target === undefined) return 'missing'
  if (segment.mark === 'stale') return 'stale'
  if (segment.origin?.kind === 'pseudo') return 'pseudo'
  const isCarriedAcross =
    segment.origin === undefined &&
    segment.state === 'translated' &&
    encodeContent(segment.source) === encodeContent(segment.target)
  if (isCarriedAcross) return 'carried'
  return segment.state === 'reviewed' || segment.state === 'final' ? 'reviewed' : 'draft'
}

function pairOf(segment: RecordSegment): PairFacts {
  const { id, mark, origin, target } = segment
  const state = segmentState(segment)
  const whose = origin?.kind !== 'person' && isPersons(segment) ? { kind: 'person' as const } : origin
  return {
    id,
    state,
    needsWork: mark === 'needs-work',
    ...(target === undefined || whose === undefined || state === 'carried' ? {} : { origin: whose }),
  }
}
