/** Files, groups, units and parts of a parsed document as the model has them. */
import type { XmlElement, XmlRemark } from '../xml.ts'
import type { BitextFile, BitextGroup, BitextPart, BitextUnit, Item } from './model.ts'
import type { Scope } from './namespaces.ts'
import { attribute, isNode } from './node.ts'
import type { XmlNode } from './parse-xml.ts'
import { plainAttributes, plainElement } from './plain-element.ts'

export interface StructureContext<Unit> {
  readonly scope: Scope
  /** The core's namespace. */
  readonly core: string
  /** What is kept of a unit that was read before. */
  readonly unitOf: (node: XmlNode) => Unit
}

type Entry<Unit> = BitextGroup<Unit> | Unit

export function fileOf<Unit>(
  node: XmlNode,
  lead: readonly XmlRemark[],
  context: StructureContext<Unit>,
): BitextFile<Unit> {
  return { id: attribute(node, 'id') ?? '', ...bodyOf(node, lead, context) }
}

function groupOf<Unit>(node: XmlNode, lead: readonly XmlRemark[], context: StructureContext<Unit>): BitextGroup<Unit> {
  return { kind: 'group', id: attribute(node, 'id') ?? '', ...bodyOf(node, lead, context) }
}

function bodyOf<Unit>(
  node: XmlNode,
  lead: readonly XmlRemark[],
  context: StructureContext<Unit>,
): Omit<BitextFile<Unit>, 'id'> {
  const { scope, core } = context
  const { before, inside, trail } = childrenOf(node, scope, (child) => child.uri === core && isEntry(child))
  const entries = inside.map(([child, remarks]): Entry<Unit> =>
    child.local === 'unit' ? context.unitOf(child) : groupOf(child, remarks, context),
  )
  return { attributes: plainAttributes(node, scope), before, entries, ...remarked(lead, trail) }
}

/** @param around The element the unit stands in: a remark in front of the unit belongs to it. */
export function unitOf(node: XmlNode, around: XmlNode, scope: Scope, core: string): BitextUnit {
  const { before, inside, trail } = childrenOf(node, scope, (child) => child.uri === core && isPart(child))
  return {
    kind: 'unit',
    id: attribute(node, 'id') ?? '',
    attributes: plainAttributes(node, scope),
    before,
    parts: inside.map(([child, lead]) => partOf(child, lead, scope)),
    ...remarked(leadOf(node, around), trail),
  }
}

function partOf(node: XmlNode, lead: readonly XmlRemark[], scope: Scope): BitextPart {
  const { inside, trail } = childrenOf(node, scope, () => true)
  const [[sourceNode, sourceLead] = [], [targetNode, targetLead] = []] = inside
  const source: XmlElement = sourceNode
    ? plainElement(sourceNode, scope)
    : { name: 'source', attributes: {}, children: [] }
  return {
    kind: node.local === 'segment' ? 'segment' : 'ignorable',
    attributes: plainAttributes(node, scope),
    source,
    ...(targetNode ? { target: plainElement(targetNode, scope) } : {}),
    ...(sourceLead && sourceLead.length > 0 ? { sourceLead } : {}),
    ...(targetLead && targetLead.length > 0 ? { targetLead } : {}),
    ...remarked(lead, trail),
  }
}

interface Children {
  readonly before: readonly Item[]
  /** Elements of the structure, each with the remarks in front of it. */
  readonly inside: readonly (readonly [XmlNode, readonly XmlRemark[]])[]
  readonly trail: readonly XmlRemark[]
}

function leadOf(node: XmlNode, around: XmlNode): readonly XmlRemark[] {
  const lead: XmlRemark[] = []
  for (let at = around.children.lastIndexOf(node) - 1; at >= 0; at--) {
    const child = around.children[at]
    if (child === undefined || (typeof child !== 'string' && isNode(child))) break
    if (typeof child !== 'string') lead.unshift(child)
  }
  return lead
}

/** A remark belongs to the element that follows it. */
export function childrenOf(node: XmlNode, scope: Scope, isInside: (child: XmlNode) => boolean): Children {
  const before: Item[] = []
  const inside: (readonly [XmlNode, readonly XmlRemark[]])[] = []
  let remarks: XmlRemark[] = []
  for (const child of node.children) {
    if (typeof child === 'string') continue
    if (!isNode(child)) {
      remarks.push(child)
      continue
    }
    if (isInside(child)) inside.push([child, remarks])
    else before.push(...remarks, plainElement(child, scope))
    remarks = []
  }
  return { before, inside, trail: remarks }
}

function remarked(
  lead: readonly XmlRemark[],
  trail: readonly XmlRemark[],
): { readonly lead?: readonly XmlRemark[]; readonly trail?: readonly XmlRemark[] } {
  return { ...(lead.length > 0 ? { lead } : {}), ...(trail.length > 0 ? { trail } : {}) }
}

function isEntry({ local }: XmlNode): boolean {
  return local === 'unit' || local === 'group'
}

function isPart({ local }: XmlNode): boolean {
  return local === 'segment' || local === 'ignorable'
}
