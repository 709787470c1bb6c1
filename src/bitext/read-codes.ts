/** The codes of a unit as its record tells them: what they stand for, and which are copies of which. */
import { dataId, endDataId, endRef, factsOf } from './code-data.ts'
import { plainText, type CodeFacts } from './content.ts'
import type { ForeignUnit } from './foreign.ts'
import { fromXliff } from './from-xliff.ts'
import { orderElement } from './order-attributes.ts'
import { isOwnId } from './unit-key.ts'
import type { Attributes, BitextUnit, Item } from './xliff/model.ts'
import { childElements, isElement, type XmlChild, type XmlElement } from './xml.ts'

export interface UnitCodes {
  /** Codes of the source that have original data. The source document has them in full. */
  readonly codes: Readonly<Record<string, CodeFacts>>
  /** Codes of the target that are copies of the source's. */
  readonly bases: ReadonlyMap<string, string>
  /** Original data of others, and remarks among it. */
  readonly data: readonly Item[]
  readonly dataAttributes: NonNullable<ForeignUnit['dataAttributes']>
  /** An element of inline content with its references to data under our ids. */
  readonly renamed: (element: XmlElement) => XmlElement
}

/** A reference from an end of a code to original data. */
interface Reference {
  readonly element: XmlElement
  readonly attribute: 'dataRef' | 'dataRefStart' | 'dataRefEnd'
  readonly end: 'open' | 'close'
}

const NO_CODES: UnitCodes = { codes: {}, bases: new Map(), data: [], dataAttributes: {}, renamed: (element) => element }

/** As much of a unit as its codes are read from. */
type CodesOf = Pick<BitextUnit, 'before'> & {
  readonly parts: readonly Pick<BitextUnit['parts'][number], 'source' | 'target'>[]
}

export function readCodes(unit: CodesOf): UnitCodes {
  const stored = unit.before.filter(isElement).filter(({ name }) => name === 'originalData')
  const sources = unit.parts.flatMap(({ source }) => inlineOf(source))
  const targets = unit.parts.flatMap(({ target }) => (target ? inlineOf(target) : []))
  if (stored.length + sources.length + targets.length === 0) return NO_CODES
  const texts = new Map(
    stored.flatMap(childElements).map((data) => [data.attributes.id ?? '', plainText(fromXliff(data.children))]),
  )
  const codes = tableOf(sources, texts)
  const bases = basesOf(sources, targets, codes, texts)
  const ours = new Map<XmlElement, ReadonlyMap<string, string>>()
  const absorbed = new Set<string>()
  const needed = new Set<string>()
  for (const reference of [...sources, ...targets].flatMap(referencesOf)) {
    const { element, attribute, end } = reference
    const ref = element.attributes[attribute] ?? ''
    const base = baseOf(element, bases)
    const facts = factsOf(codes, base)
    const isOurs = facts !== undefined && dataOf(facts, end) === texts.get(ref)
    if (isOurs)
      ours.set(
        element,
        new Map([...(ours.get(element) ?? []), [attribute, end === 'open' ? dataId(base) : endRef(base, facts)]]),
      )
    ;(isOurs ? absorbed : needed).add(ref)
  }
  const own = new Set(
    Object.entries(codes).flatMap(([id, { close }]) => [dataId(id), ...(close === undefined ? [] : [endDataId(id)])]),
  )
  const names = namesOfOthers([...texts.keys()], own, absorbed, needed)
  return {
    codes,
    bases,
    data: stored.flatMap(({ children }) => othersData(children, names)),
    dataAttributes: attributesOfOurs(stored, ours),
    renamed: (element) => renamedIn(element, ours, names),
  }
}

/** The code an element is, or is a copy of. */
export function baseOf({ attributes }: XmlElement, bases: ReadonlyMap<string, string>): string {
  const id = attributes.id ?? attributes.startRef ?? ''
  return bases.get(id) ?? id
}

/** What an end of a code stands for; a standalone code has but one. */
function dataOf({ open, close }: CodeFacts, end: Reference['end']): string {
  return end === 'open' ? open : (close ?? open)
}

function inlineOf(element: XmlElement): readonly XmlElement[] {
  return childElements(element).flatMap((child) => [child, ...inlineOf(child)])
}

function referencesOf(element: XmlElement): readonly Reference[] {
  const { name, attributes } = element
  const one = (attribute: Reference['attribute'], end: Reference['end']): readonly Reference[] =>
    attributes[attribute] === undefined ? [] : [{ element, attribute, end }]
  if (name === 'pc') return [...one('dataRefStart', 'open'), ...one('dataRefEnd', 'close')]
  return one('dataRef', name === 'ec' ? 'close' : 'open')
}

function tableOf(
  sources: readonly XmlElement[],
  texts: ReadonlyMap<string, string>,
): Readonly<Record<string, CodeFacts>> {
  const found = new Map<string, Pick<CodeFacts, 'kind' | 'shown' | 'subFlows'> & { open?: string; close?: string }>()
  for (const { element, attribute, end } of sources.flatMap(referencesOf)) {
    const { name, attributes } = element
    const id = attributes.id ?? attributes.startRef ?? ''
    const text = texts.get(attributes[attribute] ?? '')
    const known = found.get(id) ?? { kind: name === 'ph' ? ('standalone' as const) : ('pair' as const) }
    found.set(id, {
      ...known,
      ...(text === undefined ? {} : { [end]: text }),
      ...(attributes.disp === undefined ? {} : { shown: attributes.disp }),
      ...(end === 'open' ? subFlowsOf(attributes) : {}),
    })
  }
  return Object.fromEntries(
    [...found].map(([id, { kind, open, close, shown, subFlows }]): [string, CodeFacts] => {
      // An end that stands in no source of this unit has its data all the same.
      const start = open ?? texts.get(dataId(id)) ?? ''
      return [
        id,
        {
          kind,
          tagName: /^<([a-z][\w-]*)/i.exec(start)?.[1] ?? 'span',
          properties: {},
          open: start,
          ...(kind === 'pair' ? { close: close ?? texts.get(endDataId(id)) ?? '' } : {}),
          ...(shown === undefined ? {} : { shown }),
          ...(subFlows === undefined ? {} : { subFlows }),
        },
      ]
    }),
  )
}

/** Those that are ours; what another tool refers to stays with the rest of its work. */
function subFlowsOf({ subFlows, subFlowsStart }: Attributes): Pick<CodeFacts, 'subFlows'> {
  const ids = (subFlows ?? subFlowsStart ?? '').split(' ').filter((id) => id !== '')
  return ids.length > 0 && ids.every(isOwnId) ? { subFlows: ids } : {}
}

/** A code of the target that the source has not is a copy when it says so, or when it has a code's original data. */
function basesOf(
  sources: readonly XmlElement[],
  targets: readonly XmlElement[],
  codes: Readonly<Record<string, CodeFacts>>,
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const known = new Set(sources.flatMap(({ attributes }) => attributes.id ?? []))
  const here = new Set([...known, ...targets.flatMap(({ attributes }) => attributes.id ?? [])])
  const bases = new Map<string, string>()
  for (const element of targets) {
    const { id, copyOf } = element.attributes
    if (id === undefined || known.has(id) || !['ph', 'pc', 'sc', 'ec'].includes(element.name)) continue
    const [reference] = referencesOf(element)
    const text = reference && texts.get(element.attributes[reference.attribute] ?? '')
    const alike = Object.entries(codes).flatMap(([code, facts]) =>
      reference && dataOf(facts, reference.end) === text ? [code] : [],
    )
    const base = copyOf ?? alike.find((code) => id.startsWith(`${code}-`)) ?? alike[0]
    if (base !== undefined && here.has(base)) bases.set(id, bases.get(base) ?? base)
  }
  return bases
}

/** Data that others need, with the ids they get: their own, unless a code of ours could come to have it. */
function namesOfOthers(
  ids: readonly string[],
  own: ReadonlySet<string>,
  absorbed: ReadonlySet<string>,
  needed: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const taken = new Set(ids)
  const names = new Map<string, string>()
  for (const id of ids) {
    if (!needed.has(id) && (absorbed.has(id) || own.has(id))) continue
    let name = id
    while (/^d\d+e?$/.test(name) || own.has(name) || (name !== id && taken.has(name))) name = `x${name}`
    taken.add(name)
    names.set(id, name)
  }
  return names
}

function othersData(children: readonly XmlChild[], names: ReadonlyMap<string, string>): readonly Item[] {
  return children.flatMap((child): readonly Item[] => {
    if (typeof child === 'string') return []
    if (!isElement(child)) return [child]
    const name = names.get(child.attributes.id ?? '')
    return name === undefined ? [] : [orderElement({ ...child, attributes: { ...child.attributes, id: name } })]
  })
}

/** Directions and the like of data that is ours, under the id that it gets. */
function attributesOfOurs(
  stored: readonly XmlElement[],
  ours: ReadonlyMap<XmlElement, ReadonlyMap<string, string>>,
): UnitCodes['dataAttributes'] {
  const found = new Map<string, UnitCodes['dataAttributes'][string]>()
  const byId = new Map(stored.flatMap(childElements).map((data) => [data.attributes.id, data]))
  for (const [element, names] of ours) {
    for (const [attribute, name] of names) {
      const data = byId.get(element.attributes[attribute])
      if (data === undefined) continue
      const { id: _id, ...attributes } = data.attributes
      if (Object.keys(attributes).length > 0) found.set(name, { text: plainText(fromXliff(data.children)), attributes })
    }
  }
  return Object.fromEntries(found)
}

function renamedIn(
  element: XmlElement,
  ours: ReadonlyMap<XmlElement, ReadonlyMap<string, string>>,
  names: ReadonlyMap<string, string>,
): XmlElement {
  const own = ours.get(element)
  const attributes = Object.entries(element.attributes).map(([name, value]) => [
    name,
    own?.get(name) ?? (name.startsWith('dataRef') ? (names.get(value) ?? value) : value),
  ])
  return {
    name: element.name,
    attributes: Object.fromEntries(attributes) as Attributes, // pairs of two texts
    children: element.children.map((child) => (isElement(child) ? renamedIn(child, ours, names) : child)),
  }
}
