/** The rules of XLIFF that a schema cannot say: identity, languages, references. */
import { MuqabilError, quote } from '../../errors.ts'
import { checkCodes } from './check-codes.ts'
import { checkModules } from './check-modules.ts'
import { checkFragment } from './fragment.ts'
import { XML_NAMESPACE } from './core-schema.ts'
import { attribute, elements, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

export interface RuleContext {
  readonly file: string
  readonly core: string
}

/**
 * @throws {MuqabilError} `xliff-rule` at the first fault.
 * @see XLIFF 2.1, section 4.2 "Core Elements" (constraints), 4.3.1 (constraints of attributes), 4.4 (fragment identifiers).
 */
export function checkRules(root: XmlNode, { file, core }: RuleContext): void {
  const fail: Fail = (node, problem, expected) => {
    throw new MuqabilError('xliff-rule', { problem, expected }, { file, line: node.line })
  }
  checkModules(root, attribute(root, 'srcLang'), fail)
  const files = elements(root)
  checkUnique(files, 'file', fail)
  for (const each of files) {
    const inside = descendants(each, core, ['unit', 'group'])
    const groups = inside.filter(({ local }) => local === 'group')
    const units = inside.filter(({ local }) => local === 'unit')
    checkUnique(groups, 'group', fail)
    checkUnique(units, 'unit', fail)
    const unitIds = new Set(units.map((unit) => attribute(unit, 'id') ?? ''))
    for (const holder of [each, ...inside]) checkHolder(holder, core, fail)
    for (const skeleton of elements(each).filter(({ local, uri }) => local === 'skeleton' && uri === core))
      checkSkeleton(skeleton, fail)
    checkUnits(each, inheritedFrom(root, {}), (unit, inherited) =>
      checkUnit(unit, { root, core, unitIds, inherited }, fail),
    )
  }
}

/** Notes and elements of other tools: their ids are unique where they stand. */
function checkHolder(holder: XmlNode, core: string, fail: Fail): void {
  for (const child of elements(holder)) {
    if (child.uri === core && child.local === 'notes') checkUnique(elements(child), 'note', fail)
  }
  const seen = new Set<string>()
  for (const element of elements(holder)
    .filter(({ uri }) => uri !== core && !uri.startsWith('urn:oasis:names:tc:xliff:'))
    .flatMap((child) => [child, ...deep(child)])) {
    const id = element.attributes.find(
      ({ name, uri, local }) => name === 'id' || (uri === XML_NAMESPACE && local === 'id'),
    )?.value
    if (id === undefined) continue
    if (seen.has(id))
      fail(element, `id ${quote(id)} twice among the extensions of one element`, 'ids that are unique there')
    seen.add(id)
  }
}

function checkSkeleton(skeleton: XmlNode, fail: Fail): void {
  const empty = skeleton.children.every((child) => typeof child === 'string' && child.trim() === '')
  const href = attribute(skeleton, 'href') !== undefined
  if (empty !== href)
    fail(
      skeleton,
      empty ? 'empty <skeleton> without href' : '<skeleton> with content and href',
      'either a content or an href',
    )
}

/** What the attributes of xml: say for everything inside. */
interface Inherited {
  readonly space?: string | undefined
  readonly lang?: string | undefined
}

function inheritedFrom(node: XmlNode, outer: Inherited): Inherited {
  return { space: attribute(node, 'xml:space') ?? outer.space, lang: attribute(node, 'xml:lang') ?? outer.lang }
}

/** Visits the units with what they inherit. */
function checkUnits(node: XmlNode, outer: Inherited, visit: (unit: XmlNode, inherited: Inherited) => void): void {
  const inherited = inheritedFrom(node, outer)
  for (const child of elements(node)) {
    if (child.local === 'group') checkUnits(child, inherited, visit)
    if (child.local === 'unit') visit(child, inheritedFrom(child, inherited))
  }
}

interface UnitContext {
  readonly root: XmlNode
  readonly core: string
  readonly unitIds: ReadonlySet<string>
  readonly inherited: Inherited
}

function checkUnit(unit: XmlNode, { root, core, unitIds, inherited }: UnitContext, fail: Fail): void {
  const parts = elements(unit).filter(
    ({ uri, local }) => uri === core && (local === 'segment' || local === 'ignorable'),
  )
  if (!parts.some(({ local }) => local === 'segment')) fail(unit, '<unit> without a segment', 'at least one <segment>')
  const originalData = elements(unit).find(({ uri, local }) => uri === core && local === 'originalData')
  if (originalData) checkUnique(elements(originalData), 'data', fail)
  const dataIds = new Set(originalData ? elements(originalData).map((data) => attribute(data, 'id') ?? '') : [])
  checkOrder(parts, fail)
  const trgLang = attribute(root, 'trgLang')
  for (const part of parts) {
    if (attribute(part, 'subState') !== undefined && attribute(part, 'state') === undefined)
      fail(part, 'subState without state', 'a state beside it')
    const [source, target] = elements(part)
    if (source) checkLanguage(source, attribute(root, 'srcLang'), inherited.lang, fail)
    if (target === undefined) continue
    if (trgLang === undefined) fail(target, '<target> in a document without trgLang', 'trgLang on <xliff>')
    checkLanguage(target, trgLang, inherited.lang, fail)
    if (
      source &&
      (attribute(source, 'xml:space') ?? inherited.space ?? 'default') !==
        (attribute(target, 'xml:space') ?? inherited.space ?? 'default')
    )
      fail(target, 'xml:space that differs from the source\u2019s', 'the same on both')
  }
  const noteIds = new Set(
    elements(unit)
      .filter(({ uri, local }) => uri === core && local === 'notes')
      .flatMap(elements)
      .map((note) => attribute(note, 'id')),
  )
  checkCodes(parts, { dataIds, unitIds, noteIds, fail })
  const ids = new Set(parts.flatMap((part) => [part, ...deep(part)]).map((node) => attribute(node, 'id')))
  for (const element of deep(unit)) {
    const own = /^#([^/=]+)$/.exec(attribute(element, 'ref') ?? '')?.[1]
    if (element.local === 'match' && own !== undefined && !ids.has(own))
      fail(element, `a match for ${quote(own)}, which is not there`, 'the id of a segment or code of its unit')
    const ref = attribute(element, 'ref')
    if (ref?.startsWith('#')) checkFragment(element, ref, fail)
  }
}

function checkLanguage(
  content: XmlNode,
  language: string | undefined,
  inherited: string | undefined,
  fail: Fail,
): void {
  const own = attribute(content, 'xml:lang') ?? inherited
  if (own !== undefined && own.toLowerCase() !== language?.toLowerCase())
    fail(content, `xml:lang ${quote(own)} on <${content.local}>`, `${quote(language ?? '')}, as the document says`)
}

/** Orders are a rearrangement of 1 … number of parts; a target without one has its own place. */
function checkOrder(parts: readonly XmlNode[], fail: Fail): void {
  const seen = new Map<number, XmlNode>()
  for (const [index, part] of parts.entries()) {
    const target = elements(part)[1]
    const order = target ? attribute(target, 'order') : undefined
    const place = order === undefined ? index + 1 : Number(order)
    if (target === undefined) continue
    if (place > parts.length) fail(target, `order ${place} of ${parts.length}`, 'an order up to the number of parts')
    if (seen.has(place)) fail(target, `order ${place} twice`, 'a place of its own for each target')
    seen.set(place, target)
  }
}

function checkUnique(nodes: readonly XmlNode[], what: string, fail: Fail): void {
  const seen = new Set<string>()
  for (const node of nodes) {
    const id = attribute(node, 'id')
    if (id === undefined) continue
    if (seen.has(id)) fail(node, `${what} id ${quote(id)} twice`, 'ids that are unique')
    seen.add(id)
  }
}

function deep(node: XmlNode): XmlNode[] {
  return elements(node).flatMap((child) => [child, ...deep(child)])
}

function descendants(node: XmlNode, core: string, locals: readonly string[]): XmlNode[] {
  return elements(node)
    .filter(({ uri, local }) => uri === core && locals.includes(local))
    .flatMap((child) => [child, ...descendants(child, core, locals)])
}
