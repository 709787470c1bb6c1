/** A unit of a record as XLIFF, with what other tools had put into it as far as that still fits. */
import { dataId, endDataId, endRef, factsOf, type CodeTable } from './code-data.ts'
import { encodeContent, isSameContent, type CodeFacts, type Content } from './content.ts'
import { UNIT_FACTS, waiverFacts, writeFacts } from './facts.ts'
import type { ForeignSegment, ForeignSide } from './foreign.ts'
import { fromXliff, type Bases } from './from-xliff.ts'
import { hashContent } from './hash-content.ts'
import { keptOf, moveKept } from './kept-inline.ts'
import { orderAttributes } from './order-attributes.ts'
import type { Note, RecordSegment, RecordUnit } from './record.ts'
import { familiesOf, toXliff, type Side } from './to-xliff.ts'
import { printable, writable } from './xml-text.ts'
import type { BitextPart, BitextUnit, Item } from './xliff/model.ts'
import { isElement, textOf, type XmlChild, type XmlElement } from './xml.ts'

/** How much of other tools' is written: all, all but what stood in sources and targets, or nothing. */
export type Extent = 'all' | 'around' | 'none'

export function writeUnit(unit: RecordUnit, extent: Extent = 'all'): BitextUnit {
  const foreign = extent === 'none' ? undefined : unit.foreign
  const parts = partsOf(unit, extent)
  return {
    kind: 'unit',
    id: unit.id,
    attributes: {
      id: unit.id,
      type: `muqabil:${unit.kind}${unit.depth === undefined ? '' : `-${unit.depth}`}`,
      ...foreign?.attributes,
    },
    before: [
      ...withContainer('mda:metadata', groupsOf(unit), foreign?.elements ?? []),
      ...withContainer('mtc:matches', unit.segments.flatMap(matchesOf), foreign?.elements ?? []),
      ...(foreign?.elements ?? []).filter((item) => !isContainer(item)),
      ...holder(
        'notes',
        unit.notes.flatMap((note) => noteOf(note, extent)),
      ),
      ...holder('originalData', dataOf(unit, extent)),
    ],
    parts: [...(foreign?.ahead ?? []), ...parts],
    ...(foreign?.lead ? { lead: foreign.lead } : {}),
    ...(foreign?.trail ? { trail: foreign.trail } : {}),
  }
}

const CONTAINERS = ['mda:metadata', 'mtc:matches']

function isContainer(item: Item): boolean {
  return isElement(item) && CONTAINERS.includes(item.name)
}

/** A unit has one element of each module: ours and others' children share it, ours first. */
function withContainer(name: string, own: readonly Item[], foreign: readonly Item[]): readonly Item[] {
  const others = foreign.filter(isElement).find((element) => element.name === name)
  const children = [...own, ...(others?.children ?? [])]
  return children.some((child) => isElement(child)) ? [{ name, attributes: others?.attributes ?? {}, children }] : []
}

function holder(name: string, children: readonly Item[]): readonly Item[] {
  return children.some(isElement) ? [{ name, attributes: {}, children }] : children
}

function partsOf(unit: RecordUnit, extent: Extent): readonly BitextPart[] {
  const { segments, codes } = unit
  const sources = segments.map(({ source }) => source)
  const targets = segments.map(({ target }) => target ?? [])
  const foreign = segments.map((segment) => (extent === 'none' ? undefined : segment.foreign))
  const sides = extent === 'all' ? foreign : foreign.map(() => undefined)
  const data = new Set(
    (unit.foreign?.data ?? []).flatMap((item) => (isElement(item) ? (item.attributes.id ?? []) : [])),
  )
  const source = sideOf(
    { contents: sources, codes },
    sides.map((each) => each?.source),
    data,
  )
  const target = sideOf(
    { contents: targets, codes, families: familiesOf(sources) },
    sides.map((each) => each?.target),
    data,
  )
  const hasOrder = keepsOrder(segments, sides)
  return segments.flatMap((segment, index) => {
    const of = {
      name: 'source',
      attributes: sides[index]?.source?.element.attributes ?? {},
      children: source[index] ?? [],
    }
    const { order, ...attributes } = sides[index]?.target?.element.attributes ?? {}
    const ordered = order !== undefined && hasOrder ? { ...attributes, order } : attributes
    const to = { name: 'target', attributes: orderAttributes(ordered), children: target[index] ?? [] }
    return [partOf(segment, of, to, foreign[index]), ...betweenOf(segment, foreign[index])]
  })
}

function partOf(
  segment: RecordSegment,
  source: XmlElement,
  target: XmlElement,
  foreign: ForeignSegment | undefined,
): BitextPart {
  const { id, state, mark } = segment
  const ignorable = foreign?.ignorable
  const hasTarget =
    segment.target !== undefined && (!ignorable || ignorable.target || segment.origin?.kind === 'person')
  const own = ignorable ? (ignorable.id ? { id } : {}) : { id, state, ...(mark ? { subState: `muqabil:${mark}` } : {}) }
  const { subState, ...others } = foreign?.attributes ?? {}
  return {
    kind: ignorable ? 'ignorable' : 'segment',
    attributes: orderAttributes({ ...others, ...(subState === undefined || mark ? {} : { subState }), ...own }),
    source,
    ...(hasTarget ? { target } : {}),
    ...(foreign?.lead ? { lead: foreign.lead } : {}),
    ...(foreign?.trail ? { trail: foreign.trail } : {}),
    ...(foreign?.sourceLead ? { sourceLead: foreign.sourceLead } : {}),
    ...(foreign?.targetLead ? { targetLead: foreign.targetLead } : {}),
  }
}

function betweenOf({ after = '' }: RecordSegment, foreign: ForeignSegment | undefined): readonly BitextPart[] {
  const kept = foreign?.between ?? []
  if (kept.length > 0 && after === kept.map(({ source }) => textOf(source)).join('')) return kept
  if (after === '') return []
  return [{ kind: 'ignorable', attributes: {}, source: { name: 'source', attributes: {}, children: writable(after) } }]
}

/** The children of the elements of one side: as they were read where the content is the same, else with what still fits. */
function sideOf(
  side: Side,
  foreign: readonly (ForeignSide | undefined)[],
  data: ReadonlySet<string>,
): readonly (readonly XmlChild[])[] {
  const kept = side.contents.map((content, index) => {
    const each = foreign[index]
    if (!each) return undefined
    const bases = basesOf(each)
    const old = fromXliff(each.element.children, bases)
    return moveKept(keptOf(each.element.children, bases), old, content)
  })
  const written = toXliff({ ...side, kept })
  return written.map((children, index) => {
    const each = foreign[index]
    if (!each || !isContentOf(each, side.contents[index] ?? [])) return children
    return each.element.children.map((child) => referring(child, side.codes, basesOf(each), data))
  })
}

/** A code with references to the original data that it has now: ours, or another tool's that is still there. */
function referring(child: XmlChild, codes: CodeTable, bases: Bases, data: ReadonlySet<string>): XmlChild {
  if (!isElement(child)) return child
  const { name, attributes } = child
  const children = child.children.map((each) => referring(each, codes, bases, data))
  const own = attributes.id ?? attributes.startRef ?? ''
  const base = bases.get(own) ?? own
  const names = DATA_OF[name]
  if (names === undefined) return { ...child, children }
  const facts = factsOf(codes, base)
  const { dataRef: _ref, dataRefStart: _start, dataRefEnd: _end, copyOf, ...others } = attributes
  const refs = Object.entries(names).flatMap(([attribute, idOf]) => {
    const ref = attributes[attribute]
    if (ref !== undefined && data.has(ref)) return [[attribute, ref]]
    return facts ? [[attribute, idOf(base, facts)]] : []
  })
  const copy = copyOf === undefined || refs.length > 0 ? {} : { copyOf }
  return { name, attributes: orderAttributes({ ...others, ...copy, ...Object.fromEntries(refs) }), children }
}

const DATA_OF: Readonly<Record<string, Readonly<Record<string, (id: string, facts: CodeFacts) => string>>>> = {
  ph: { dataRef: dataId },
  sc: { dataRef: dataId },
  ec: { dataRef: endRef },
  pc: { dataRefStart: dataId, dataRefEnd: endRef },
}

function basesOf({ bases = {} }: ForeignSide): Bases {
  return new Map(Object.entries(bases))
}

function isContentOf(side: ForeignSide, content: Content): boolean {
  return encodeContent(fromXliff(side.element.children, basesOf(side))) === encodeContent(content)
}

/** Places of targets are kept as long as each part that had one is still where it was. */
function keepsOrder(segments: readonly RecordSegment[], sides: readonly (ForeignSegment | undefined)[]): boolean {
  let place = 0
  const seen = new Set<number>()
  const count = segments.reduce((sum, { after }) => sum + (after === undefined ? 1 : 2), 0)
  return segments.every(({ target, after }, index) => {
    place += 1
    const order = Number(sides[index]?.target?.element.attributes.order ?? place)
    if (after !== undefined) place += 1
    if (target === undefined) return true
    const isNew = !seen.has(order)
    seen.add(order)
    return isNew && order <= count
  })
}

function groupsOf(unit: RecordUnit): readonly XmlElement[] {
  return factsOfUnit(unit).flatMap(([category, facts]) => writeFacts(category, facts) ?? [])
}

type WrittenFacts = Parameters<typeof writeFacts>[1]

/** What is known of a unit and of its segments, by the category that it is written under; a fact that is undefined is none. */
export function factsOfUnit({
  aliases,
  rules,
  number,
  segments,
}: RecordUnit): readonly (readonly [category: string, facts: WrittenFacts])[] {
  return [
    [UNIT_FACTS, { aliases: aliases.join(' ') || undefined, rules, number }],
    ...segments.map((segment) => [segment.id, segmentFacts(segment)] as const),
  ]
}

function segmentFacts(segment: RecordSegment): WrittenFacts {
  const { origin, machine, target } = segment
  const same = machine !== undefined && target !== undefined && isSameContent(machine, target)
  return {
    origin: origin?.kind,
    provider: origin?.kind === 'machine' ? origin.provider : undefined,
    model: origin?.kind === 'machine' ? origin.model : undefined,
    variant: origin?.kind === 'machine' ? origin.variant : undefined,
    person: origin?.kind === 'person' ? origin.name : undefined,
    imported: origin?.kind === 'imported' ? origin.name : undefined,
    source: segment.sourceHash,
    // What the machine wrote is the target itself, as long as its hash agrees: a change by another tool shows.
    machine: same ? hashContent(machine) : undefined,
    approved: segment.approved,
    reason: segment.reason,
    terms: segment.target === undefined ? undefined : segment.terms,
    ...(segment.target === undefined ? {} : waiverFacts(segment.waived)),
  }
}

/** The machine's wording where a person has changed it, and the source that a stale target translates. */
export function matchesOf(segment: RecordSegment): readonly Item[] {
  const { id, source, target, machine, oldSource } = segment
  const changed = machine !== undefined && (target === undefined || !isSameContent(machine, target))
  return [
    ...(changed ? [match(id, 'machine', oldSource ?? source, machine)] : []),
    ...(oldSource !== undefined ? [match(id, 'old', oldSource, target ?? [])] : []),
  ]
}

function match(id: string, kind: 'machine' | 'old', source: Content, target: Content): Item {
  const side = (name: string, content: Content, families?: Side['families']): XmlElement => ({
    name,
    attributes: {},
    children: toXliff({ contents: [content], codes: {}, ...(families ? { families } : {}) })[0] ?? [],
  })
  const type = kind === 'machine' ? 'mt' : 'tm'
  return {
    name: 'mtc:match',
    attributes: { ref: `#${id}`, type, subType: `muqabil:${kind}` },
    children: [side('source', source), side('target', target, familiesOf(source.length === 0 ? [] : [source]))],
  }
}

function noteOf({ text, element, lead = [] }: Note, extent: Extent): readonly Item[] {
  const plain: XmlElement = { name: 'note', attributes: {}, children: text === '' ? [] : [printable(text)] }
  if (extent === 'none' || !element) return [plain]
  return [...lead, textOf(element) === text ? element : { ...plain, attributes: element.attributes }]
}

function dataOf({ codes, foreign }: RecordUnit, extent: Extent): readonly Item[] {
  const own = ownData(codes)
  const kept = extent === 'none' ? {} : (foreign?.dataAttributes ?? {})
  const texts = new Map(own)
  /** Attributes of data that has another id now. */
  const moved = Object.entries(kept).filter(([id, { text }]) => texts.get(id) !== text)
  return [
    ...own.map(([id, text]): Item => {
      const same = kept[id]?.text === text ? kept[id] : moved.find(([, each]) => each.text === text)?.[1]
      return { name: 'data', attributes: orderAttributes({ ...same?.attributes, id }), children: writable(text) }
    }),
    ...(extent === 'none' ? [] : (foreign?.data ?? [])),
  ]
}

function ownData(codes: CodeTable): readonly (readonly [string, string])[] {
  return Object.entries(codes).flatMap(([id, { open, close }]) => [
    [dataId(id), open] as const,
    ...(close === undefined ? [] : [[endDataId(id), close] as const]),
  ])
}
