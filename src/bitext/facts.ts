/** What we know of a record, a unit or a segment and XLIFF has no place for: our groups of its metadata. */
import { compareCodePoints } from '../text/collate.ts'
import { printable } from './xml-text.ts'
import { childElements, isElement, textOf, type XmlElement } from './xml.ts'

/** Category of the facts about the whole record. */
export const RECORD_FACTS = 'muqabil'
/** Category of the facts about a unit; those of a segment have its id. */
export const UNIT_FACTS = 'unit'

/** The types of facts that we write; anything else in our groups is another tool's. */
export const FACT_TYPES = [
  'format',
  'rules',
  'key',
  'aliases',
  'number',
  'origin',
  'provider',
  'model',
  'variant',
  'person',
  'imported',
  'source',
  'machine',
  'approved',
  'reason',
  'terms',
  'waived',
] as const

/** In front of the name of a check, in the type of a waiver. */
const WAIVED = 'waived:'

type FactType = (typeof FACT_TYPES)[number] | `waived:${string}`

/** By type: `origin` → `machine`. */
export type Facts = ReadonlyMap<string, string>

/** The facts in the metadata among some elements, by category. */
export function readFacts(elements: readonly XmlElement[]): ReadonlyMap<string, Facts> {
  const found = new Map<string, Map<string, string>>()
  for (const group of elements.filter(({ name }) => name === 'mda:metadata').flatMap(childElements)) {
    const { category } = group.attributes
    if (category === undefined) continue
    const facts = found.get(category) ?? new Map<string, string>()
    for (const meta of childElements(group)) if (isFact(meta)) facts.set(meta.attributes.type ?? '', textOf(meta))
    found.set(category, facts)
  }
  return found
}

/** A group of facts; undefined when there is nothing to say. */
export function writeFacts(
  category: string,
  facts: Readonly<Partial<Record<FactType, string | undefined>>>,
): XmlElement | undefined {
  const children = Object.entries(facts).flatMap(([type, value]) =>
    value === undefined ? [] : [{ name: 'mda:meta', attributes: { type }, children: [printable(value)] }],
  )
  return children.length === 0 ? undefined : { name: 'mda:metaGroup', attributes: { category }, children }
}

/** Waivers as facts: the check's name in the type, the reason as the value. */
export function waiverFacts(
  waived: Readonly<Record<string, string>> = {},
): Readonly<Record<`waived:${string}`, string>> {
  const entries = Object.entries(waived).toSorted(([a], [b]) => compareCodePoints(a, b))
  return Object.fromEntries(entries.map(([check, reason]) => [`${WAIVED}${check}`, reason]))
}

/** By check, its reason; undefined when there is none. */
export function waivedIn(facts: Facts): Readonly<Record<string, string>> | undefined {
  const waived = [...facts].flatMap(([type, reason]) =>
    type.startsWith(WAIVED) ? [[type.slice(WAIVED.length), reason] as const] : [],
  )
  return waived.length > 0 ? Object.fromEntries(waived) : undefined
}

/** What of a metadata element others put there: their groups whole, and what they added to ours. */
export function foreignMetadata(metadata: XmlElement, isOwn: (category: string) => boolean): XmlElement | undefined {
  const children = metadata.children.flatMap((child) => {
    if (!isElement(child) || !isOwn(child.attributes.category ?? '')) return typeof child === 'string' ? [] : [child]
    const others = child.children.filter((each) => typeof each !== 'string' && !(isElement(each) && isFact(each)))
    return others.some(isElement) ? [{ ...child, children: others }] : []
  })
  return children.length === 0 && Object.keys(metadata.attributes).length === 0 ? undefined : { ...metadata, children }
}

function isFact({ name, attributes }: XmlElement): boolean {
  const type = attributes.type?.startsWith(WAIVED) ? 'waived' : attributes.type
  return name === 'mda:meta' && FACT_TYPES.some((each) => each === type)
}
