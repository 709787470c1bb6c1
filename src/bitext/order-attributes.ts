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
  const entries = Object.entries(attributes)
  if (entries.length < 2) return attributes
  const rank = (name: string): number => (name.startsWith('xmlns') ? 0 : (RANKS.get(name) ?? FIRST.length))
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b) || compareCodePoints(a, b)))
}

/** The element with the attributes of everything in it in order. */
export function orderElement(element: XmlElement): XmlElement {
  return {
    name: element.name,
    attributes: orderAttributes(element.attributes),
    children: element.children.map((child) => (isElement(child) ? orderElement(child) : child)),
  }
}
