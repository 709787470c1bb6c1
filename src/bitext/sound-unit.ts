/** Writing a unit so that it can be read again, whatever other tools left in it. */
import { MuqabilError } from '../errors.ts'
import type { CodeFacts } from './content.ts'
import type { RecordUnit } from './record.ts'
import { writeUnit } from './write-unit.ts'
import { checkRevisions } from './xliff/check-revisions.ts'
import { checkSchema } from './xliff/check-schema.ts'
import { checkUnit } from './xliff/check-unit.ts'
import type { Attributes, BitextUnit, Item } from './xliff/model.ts'
import { toNode } from './xliff/to-node.ts'
import { isNode, type Fail } from './xliff/node.ts'
import type { XmlNode } from './xliff/parse-xml.ts'
import { childElements, isElement, type XmlChild, type XmlElement } from './xml.ts'

export interface SoundContext {
  /** What the unit stands in, the root first. */
  readonly open: readonly XmlNode[]
  /** The core's namespace. */
  readonly core: string
  /** Of all units of the file, for codes that refer to them. */
  readonly unitIds: ReadonlySet<string>
}

/**
 * With all of other tools' that still makes sense. References to what is gone are taken out first;
 * if a rule of XLIFF is broken all the same, what stood in sources and targets goes, then the rest.
 */
export function soundUnit(found: RecordUnit, context: SoundContext): BitextUnit {
  const unit = withLiveFlows(found, context.unitIds)
  if (!hasForeign(unit)) return writeUnit(unit)
  for (const extent of ['all', 'around'] as const) {
    const written = withoutDangling(writeUnit(unit, extent))
    if (isSound(written, context)) return written
  }
  return writeUnit(unit, 'none')
}

/** A row that is gone may refer to one that was pruned. */
function withLiveFlows(unit: RecordUnit, unitIds: ReadonlySet<string>): RecordUnit {
  const isDead = ({ subFlows = [] }: CodeFacts): boolean => !subFlows.every((id) => unitIds.has(id))
  if (!Object.values(unit.codes).some(isDead)) return unit
  const codes = Object.entries(unit.codes).map(([id, facts]) => {
    const { subFlows: _flows, ...rest } = facts
    return [id, isDead(facts) ? rest : facts] as const
  })
  return { ...unit, codes: Object.fromEntries(codes) }
}

/** Whether anything in it is another tool's: what is all ours is sound by the way it is made. */
export function hasForeign({ foreign, segments, notes }: RecordUnit): boolean {
  return (
    foreign !== undefined ||
    segments.some((segment) => segment.foreign !== undefined) ||
    notes.some(({ element }) => element !== undefined)
  )
}

function isSound(unit: BitextUnit, { open, core, unitIds }: SoundContext): boolean {
  return passes(() => {
    const node = toNode(elementOf(unit), core)
    checkSchema(node, { file: '', core })
    for (const { node: code, ids } of checkUnit(node, { open, core, fail: failing }))
      if (!ids.every((id) => unitIds.has(id))) failing(code, 'unit', 'a unit')
  })
}

function elementOf({ attributes, before, parts }: BitextUnit): XmlElement {
  const children = parts.map(({ kind, attributes: own, source, target }) => ({
    name: kind,
    attributes: own,
    children: [source, ...(target ? [target] : [])],
  }))
  return { name: 'unit', attributes, children: [...before, ...children] }
}

/** What stands in front of the entries of a file or group, without revisions of what is no longer there. */
export function soundItems(
  items: readonly Item[],
  entries: readonly { readonly kind: string; readonly attributes: Attributes }[],
  core: string,
): readonly Item[] {
  if (!items.some(isChangeTrack)) return items
  const stubs = entries.map(({ kind, attributes }): XmlElement => ({ name: kind, attributes, children: [] }))
  const holder = toNode({ name: 'file', attributes: {}, children: [...items, ...stubs] }, core)
  return items.filter((item, index) => {
    const node = holder.children[index]
    return (
      !isChangeTrack(item) || node === undefined || !isNode(node) || passes(() => checkRevisions(node, holder, failing))
    )
  })
}

function isChangeTrack(item: Item): boolean {
  return isElement(item) && item.name === 'ctr:changeTrack'
}

const failing: Fail = (_node, problem, expected) => {
  throw new MuqabilError('xliff-rule', { problem, expected })
}

/** Whether a check holds. */
function passes(check: () => void): boolean {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof MuqabilError) return false
    throw error
  }
}

/** Matches of what is no longer there go; a glossary's entry stays, but refers to nothing. */
function withoutDangling(unit: BitextUnit): BitextUnit {
  const ids = { source: new Set<string>(), target: new Set<string>() }
  for (const { attributes, source, target } of unit.parts) {
    if (attributes.id !== undefined) ids.source.add(attributes.id)
    for (const id of idsIn(source)) ids.source.add(id)
    if (target) for (const id of idsIn(target)) ids.target.add(id)
  }
  const resolves = ({ ref }: Attributes): boolean => {
    const [, side, id] = /^#(t=)?([^/=]+)$/.exec(ref ?? '') ?? []
    return id === undefined || ids[side === undefined ? 'source' : 'target'].has(id)
  }
  return { ...unit, before: unit.before.flatMap((item) => pruned(item, resolves)) }
}

function pruned(item: Item, resolves: (attributes: Attributes) => boolean): readonly Item[] {
  if (!isElement(item)) return [item]
  if (item.name === 'mtc:match') return resolves(item.attributes) ? [item] : []
  const children = item.children.flatMap((child): readonly XmlChild[] =>
    typeof child === 'string' ? [child] : pruned(child, resolves),
  )
  if (item.name === 'mtc:matches') return children.some(isElement) ? [{ ...item, children }] : []
  const { ref: _ref, ...attributes } = item.attributes
  const isEntry = item.name === 'gls:glossEntry' || item.name === 'gls:translation'
  return [{ ...item, children, attributes: isEntry && !resolves(item.attributes) ? attributes : item.attributes }]
}

function idsIn(element: XmlElement): readonly string[] {
  return childElements(element).flatMap((child) => [
    ...(child.attributes.id === undefined ? [] : [child.attributes.id]),
    ...idsIn(child),
  ])
}
