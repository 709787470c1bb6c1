/** What other tools had on rows that are one row now. */
import type { ForeignUnit } from './foreign.ts'
import type { RecordUnit } from './record.ts'
import type { Item } from './xliff/model.ts'
import { isElement, type XmlChild, type XmlElement } from './xml.ts'

/** Of these a unit has one each; what is in a second one has no place. */
const SINGLE = /^(?:res|slr|val):/

/** The first row's, with what of the others' says something of a whole row. */
export function joinForeign(before: readonly RecordUnit[]): ForeignUnit | undefined {
  const [first, ...others] = before
  if (first === undefined || others.length === 0) return first?.foreign
  const elements = others.flatMap(ofWholeRow).reduce(withItem, first.foreign?.elements ?? [])
  const data = before.flatMap(({ foreign }) => foreign?.data ?? [])
  const joined = {
    ...first.foreign,
    ...(elements.length > 0 ? { elements } : {}),
    ...(data.length > 0 ? { data } : {}),
  }
  return Object.keys(joined).length > 0 ? joined : undefined
}

/** References to segments are left out: their ids may be others' in the row they come to. */
function ofWholeRow({ foreign, segments }: RecordUnit): readonly Item[] {
  const ids = new Set(segments.map(({ id }) => id))
  return (foreign?.elements ?? []).flatMap((item): readonly Item[] => {
    if (!isElement(item)) return [item]
    if (item.name === 'mtc:matches') return []
    const children = item.children.flatMap((child): XmlElement['children'] => {
      if (!isElement(child)) return [child]
      if (item.name === 'mda:metadata' && ids.has(child.attributes.category ?? '')) return []
      return [item.name === 'gls:glossary' ? withoutRef(child) : child]
    })
    return [{ ...item, children }]
  })
}

function withoutRef(element: XmlElement): XmlElement {
  const { ref: _ref, ...attributes } = element.attributes
  return {
    ...element,
    attributes,
    children: element.children.map((child) => (isElement(child) ? withoutRef(child) : child)),
  }
}

function withItem(items: readonly Item[], item: Item): readonly Item[] {
  if (!isElement(item)) return [...items, item]
  const same = items.find((each) => isElement(each) && each.name === item.name)
  if (same === undefined || !isElement(same)) return [...items, item]
  if (item.name === 'mda:metadata' || item.name === 'gls:glossary') {
    const children = [...same.children, ...item.children.filter((child) => !sharesId(child, same))]
    return items.map((each) => (each === same ? { ...same, children } : each))
  }
  return SINGLE.test(item.name) || items.some((each) => sharesId(item, each)) ? items : [...items, item]
}

/** Ids are unique in a row. */
function sharesId(a: XmlChild, b: XmlChild): boolean {
  const ids = new Set(idsIn(a))
  return idsIn(b).some((id) => ids.has(id))
}

function idsIn(child: XmlChild): readonly string[] {
  if (!isElement(child)) return []
  const { id } = child.attributes
  return [...(id === undefined ? [] : [id]), ...child.children.flatMap(idsIn)]
}
