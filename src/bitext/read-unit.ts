/** A unit of a record back from its XLIFF, also after other tools have had it. */
import { plainText } from './content.ts'
import { foreignMetadata, readFacts, UNIT_FACTS, type Facts } from './facts.ts'
import type { ForeignSegment, ForeignSide, ForeignUnit } from './foreign.ts'
import { fromXliff } from './from-xliff.ts'
import { orderAttributes, orderElement } from './order-attributes.ts'
import { baseOf, readCodes, type UnitCodes } from './read-codes.ts'
import { readSegment, ownMark, type SegmentInput } from './read-segment.ts'
import type { Note, RecordSegment, RecordUnit } from './record.ts'
import { sameChildren } from './same-xml.ts'
import { UNIT_KINDS, type UnitKind } from './source.ts'
import { familiesOf, toXliff } from './to-xliff.ts'
import type { BitextPart, BitextUnit, Item } from './xliff/model.ts'
import { childElements, isElement, textOf, type XmlChild, type XmlElement, type XmlRemark } from './xml.ts'

export function readUnit(unit: BitextUnit): RecordUnit {
  const elements = unit.before.filter(isElement)
  const facts = readFacts(elements)
  const codes = readCodes(unit)
  const { kind, depth } = kindOf(unit.attributes.type ?? '')
  const { ahead, segments } = segmentsOf(unit, facts, codes)
  const rules = facts.get(UNIT_FACTS)?.get('rules')
  const number = numberOf(facts.get(UNIT_FACTS))
  const foreign = foreignOf(unit, segments, codes, ahead)
  return {
    id: unit.id,
    kind,
    ...(depth === undefined ? {} : { depth }),
    segments,
    codes: codes.codes,
    aliases: facts.get(UNIT_FACTS)?.get('aliases')?.split(' ') ?? [],
    ...(rules === undefined ? {} : { rules }),
    ...(number === undefined ? {} : { number }),
    notes: elements.filter(({ name }) => name === 'notes').flatMap(notesOf),
    ...(foreign ? { foreign } : {}),
  }
}

/** What a unit is, from the `type` of its element. */
export function kindOf(type: string): { readonly kind: UnitKind; readonly depth: number | undefined } {
  const [, kind = '', depth] = /^muqabil:(.+?)(?:-(\d))?$/.exec(type) ?? []
  return { kind: isUnitKind(kind) ? kind : 'paragraph', depth: depth === undefined ? undefined : Number(depth) }
}

/** The number that is kept for a unit, if it is one. */
export function numberOf(facts: Facts | undefined): string | undefined {
  const number = facts?.get('number')
  return number === undefined || !/^\d+[a-z]*$/.test(number) ? undefined : number
}

function isUnitKind(kind: string): kind is UnitKind {
  return UNIT_KINDS.some((each) => each === kind)
}

interface Segments {
  readonly ahead: readonly BitextPart[]
  readonly segments: readonly RecordSegment[]
}

function segmentsOf(unit: BitextUnit, facts: ReadonlyMap<string, Facts>, codes: UnitCodes): Segments {
  const matches = unit.before
    .filter(isElement)
    .filter(({ name }) => name === 'mtc:matches')
    .flatMap(childElements)
  const used = new Set(unit.parts.flatMap(({ attributes }) => attributes.id ?? []))
  const freeId = (): string => {
    let number = 1
    while (used.has(`s${number}`)) number++
    used.add(`s${number}`)
    return `s${number}`
  }
  const ahead: BitextPart[] = []
  const read: { input: SegmentInput; part: BitextPart; between: BitextPart[] }[] = []
  for (const part of unit.parts) {
    const source = fromXliff(part.source.children)
    const isBlank = part.kind === 'ignorable' && source.every((each) => typeof each === 'string' && each.trim() === '')
    if (isBlank) {
      ;(read.at(-1)?.between ?? ahead).push(orderPart(part))
      continue
    }
    const id = part.attributes.id ?? freeId()
    const target = part.target ? { target: fromXliff(part.target.children, codes.bases) } : {}
    read.push({
      input: { id, attributes: part.attributes, source, ...target, facts: facts.get(id) ?? new Map(), matches },
      part,
      between: [],
    })
  }
  const sides = plainSides(
    read.map(({ input }) => input),
    codes,
  )
  return {
    ahead,
    segments: read.map(({ input, part, between }, index): RecordSegment => {
      const after = between.map((each) => plainText(fromXliff(each.source.children))).join('')
      const foreign = foreignSegment(
        part,
        between,
        { source: sides.sources[index], target: sides.targets[index] },
        codes,
      )
      return { ...readSegment(input), ...(after === '' ? {} : { after }), ...(foreign ? { foreign } : {}) }
    }),
  }
}

/** Each side as we should write it if no other tool had had it. */
function plainSides(
  inputs: readonly SegmentInput[],
  { codes }: UnitCodes,
): { readonly sources: readonly (readonly XmlChild[])[]; readonly targets: readonly (readonly XmlChild[])[] } {
  const sources = inputs.map(({ source }) => source)
  const targets = inputs.map(({ target }) => target ?? [])
  return {
    sources: toXliff({ contents: sources, codes }),
    targets: toXliff({ contents: targets, codes, families: familiesOf(sources) }),
  }
}

function foreignSegment(
  part: BitextPart,
  between: readonly BitextPart[],
  plain: { readonly source: readonly XmlChild[] | undefined; readonly target: readonly XmlChild[] | undefined },
  codes: UnitCodes,
): ForeignSegment | undefined {
  const { id, state: _state, subState, ...others } = part.attributes
  const attributes = { ...others, ...(subState === undefined || ownMark(subState) ? {} : { subState }) }
  const source = foreignSide(part.source, plain.source, codes)
  const target = part.target && foreignSide(part.target, plain.target, codes)
  const foreign: ForeignSegment = {
    ...(Object.keys(attributes).length > 0 ? { attributes: orderAttributes(attributes) } : {}),
    ...(source ? { source } : {}),
    ...(target ? { target } : {}),
    ...(part.lead ? { lead: part.lead } : {}),
    ...(part.sourceLead ? { sourceLead: part.sourceLead } : {}),
    ...(part.targetLead ? { targetLead: part.targetLead } : {}),
    ...(part.trail ? { trail: part.trail } : {}),
    ...(between.length > 1 || between.some((each) => !isPlainBlank(each)) ? { between } : {}),
    ...(part.kind === 'ignorable' ? { ignorable: { id: id !== undefined, target: part.target !== undefined } } : {}),
  }
  return Object.keys(foreign).length > 0 ? foreign : undefined
}

/** The element, if it is more than our own writing of its content. */
function foreignSide(
  raw: XmlElement,
  plain: readonly XmlChild[] | undefined,
  { bases, renamed }: UnitCodes,
): ForeignSide | undefined {
  const element = renamed(raw)
  if (Object.keys(raw.attributes).length === 0 && sameChildren(element.children, plain ?? [])) return undefined
  const own = Object.fromEntries(
    [...idsIn(raw)].flatMap((each) => {
      const base = baseOf(each, bases)
      return base === each.attributes.id ? [] : [[each.attributes.id ?? '', base]]
    }),
  )
  return { element: orderElement(element), ...(Object.keys(own).length > 0 ? { bases: own } : {}) }
}

/** The codes in an element that have an id of their own. */
function idsIn(element: XmlElement): readonly XmlElement[] {
  return childElements(element).flatMap((child) => [
    ...(child.attributes.id !== undefined && /^(?:ph|pc|sc|ec)$/.test(child.name) ? [child] : []),
    ...idsIn(child),
  ])
}

function isPlainBlank({ attributes, source, target, lead, trail, sourceLead }: BitextPart): boolean {
  return (
    Object.keys(attributes).length + Object.keys(source.attributes).length === 0 &&
    source.children.every((child) => typeof child === 'string') &&
    target === undefined &&
    (lead ?? trail ?? sourceLead) === undefined
  )
}

function orderPart(part: BitextPart): BitextPart {
  return {
    ...part,
    attributes: orderAttributes(part.attributes),
    source: orderElement(part.source),
    ...(part.target ? { target: orderElement(part.target) } : {}),
  }
}

function notesOf({ children }: XmlElement): readonly Note[] {
  const notes: Note[] = []
  let lead: XmlRemark[] = []
  for (const child of children) {
    if (typeof child === 'string') continue
    if (!isElement(child)) {
      lead.push(child)
      continue
    }
    const isPlain =
      Object.keys(child.attributes).length === 0 && child.children.every((each) => typeof each === 'string')
    notes.push({
      text: textOf(child),
      ...(isPlain ? {} : { element: orderElement(child) }),
      ...(lead.length > 0 ? { lead } : {}),
    })
    lead = []
  }
  const last = notes.pop()
  if (last) notes.push(lead.length > 0 ? { ...last, lead: [...(last.lead ?? []), ...lead] } : last)
  return notes
}

function foreignOf(
  unit: BitextUnit,
  segments: readonly RecordSegment[],
  { data, dataAttributes }: UnitCodes,
  ahead: readonly BitextPart[],
): ForeignUnit | undefined {
  const { id: _id, type: _type, ...attributes } = unit.attributes
  const categories = new Set([UNIT_FACTS, ...segments.map((segment) => segment.id)])
  const elements = unit.before.flatMap((item) => othersItem(item, categories))
  const foreign: ForeignUnit = {
    ...(Object.keys(attributes).length > 0 ? { attributes: orderAttributes(attributes) } : {}),
    ...(elements.length > 0 ? { elements } : {}),
    ...(data.length > 0 ? { data } : {}),
    ...(Object.keys(dataAttributes).length > 0 ? { dataAttributes } : {}),
    ...(ahead.length > 0 ? { ahead } : {}),
    ...(unit.lead ? { lead: unit.lead } : {}),
    ...(unit.trail ? { trail: unit.trail } : {}),
  }
  return Object.keys(foreign).length > 0 ? foreign : undefined
}

/** What of an item before the segments is other tools'. */
function othersItem(item: Item, categories: ReadonlySet<string>): readonly Item[] {
  if (!isElement(item)) return [item]
  if (item.name === 'notes' || item.name === 'originalData') return []
  if (item.name === 'mda:metadata') {
    const rest = foreignMetadata(item, (category) => categories.has(category))
    return rest ? [orderElement(rest)] : []
  }
  if (item.name !== 'mtc:matches') return [orderElement(item)]
  const children = item.children.filter((child) => !(isElement(child) && isOwnMatch(child)))
  return children.length === 0 && Object.keys(item.attributes).length === 0 ? [] : [orderElement({ ...item, children })]
}

/** A pair that we keep with a segment: what the machine wrote, or the pair before its source changed. */
function isOwnMatch({ attributes }: XmlElement): boolean {
  return /^muqabil:(?:machine|old)$/.test(attributes.subType ?? '')
}
