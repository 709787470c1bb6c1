/** What the rules of units and of modules look at alike: the two sides, ids of siblings. */
import { quote } from '../../errors.ts'
import type { Sides } from './check-codes.ts'
import { attribute, elements, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

/** The two sides of a segment, an ignorable or a match. */
export function sidesOf(part: XmlNode): Sides {
  const [source = part, target] = ['source', 'target'].map((local) =>
    elements(part).find((each) => each.local === local),
  )
  return { source, ...(target ? { target } : {}) }
}

/** Ids of elements, which must differ. */
export function uniqueIds(nodes: readonly XmlNode[], what: string, fail: Fail): ReadonlySet<string> {
  const seen = new Set<string>()
  for (const node of nodes) {
    const id = attribute(node, 'id')
    if (id === undefined) continue
    if (seen.has(id)) fail(node, `${what} id ${quote(id)} twice`, 'ids that are unique')
    seen.add(id)
  }
  return seen
}
