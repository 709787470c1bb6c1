/** The one order of attributes, so that a file that another tool wrote anew is the same file. */
import { compareCodePoints } from '../text/collate.ts'
import { isElement, type XmlElement } from './xml.ts'
import type { Attributes } from './xliff/model.ts'

/** XLIFF's own as we write them; all others follow, by code point. */
const FIRST = [
  'xmlns',
  'id',
  'startRef',
  'original',
  'xml:space',
  'ref',
  'type',
  'state',
  'subState',
  'subType',
  'category',
  'hex',
  'copyOf',
  'disp',
  'dispStart',
  'dispEnd',
  'equiv',
  'equivStart',
  'equivEnd',
  'dataRef',
  'dataRefStart',
  'dataRefEnd',
  'subFlows',
  'subFlowsStart',
  'isolated',
]
const RANKS: ReadonlyMap<string, number> = new Map(FIRST.map((name, rank) => [name, rank]))

export function orderAttributes(attributes: Attributes): Attributes {
  const names = Object.keys(attributes)
  // Most are made in this order, and elements of inline content are many.
  if (names.every((name, index) => index === 0 || compareNames(names[index - 1] ?? '', name) <= 0)) return attributes
  return Object.fromEntries(Object.entries(attributes).toSorted(([a], [b]) => compareNames(a, b)))
}

function compareNames(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || compareCodePoints(a, b)
}

function rankOf(name: string): number {
  return name.startsWith('xmlns') ? 0 : (RANKS.get(name) ?? FIRST.length)
}

/** The element with the attributes of everything in it in order. */
export function orderElement(element: XmlElement): XmlElement {
  return {
    name: element.name,
    attributes: orderAttributes(element.attributes),
    children: element.children.map((child) => (isElement(child) ? orderElement(child) : child)),
  }
}
