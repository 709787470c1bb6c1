/** The rules of a unit that a schema cannot say. */
import { quote } from '../../errors.ts'
import { checkCodes } from './check-codes.ts'
import { checkHints } from './check-hints.ts'
import { checkHolder } from './check-holder.ts'
import { sidesOf, uniqueIds } from './check-parts.ts'
import { checkPlurals } from './check-plurals.ts'
import { checkFragment } from './fragment.ts'
import { attribute, descendants, elements, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

export interface UnitContext {
  /** The elements round the unit, the root first. */
  readonly open: readonly XmlNode[]
  /** The core's namespace. */
  readonly core: string
  readonly fail: Fail
}

/** A code's reference to other units, which can only be followed at the end of their file. */
export interface SubFlow {
  readonly node: XmlNode
  readonly name: string
  readonly ids: readonly string[]
}

/**
 * @returns References to units of the same file that are still to be looked up.
 * @throws {MuqabilError} `xliff-rule` at the first fault, by way of `fail`.
 * @see XLIFF 2.1, section 4.2 "Core Elements" and 4.3.1 (constraints).
 */
export function checkUnit(unit: XmlNode, { open, core, fail }: UnitContext): readonly SubFlow[] {
  const isCore = ({ uri }: XmlNode): boolean => uri === core
  const own = elements(unit).filter(isCore)
  const parts = own.filter(({ local }) => local === 'segment' || local === 'ignorable')
  if (!parts.some(({ local }) => local === 'segment')) fail(unit, '<unit> without a segment', 'at least one <segment>')
  checkHolder(unit, { open, core, fail })
  checkPlurals(unit, parts, fail)
  const dataIds = uniqueIds(own.filter(({ local }) => local === 'originalData').flatMap(elements), 'data', fail)
  const noteIds = new Set(
    own
      .filter(({ local }) => local === 'notes')
      .flatMap((notes) => elements(notes).flatMap((note) => attribute(note, 'id') ?? [])),
  )
  const partIds = uniqueIds(parts, 'segment', fail)
  checkOrder(parts, fail)
  for (const part of parts) checkPart(part, [...open, unit], fail)
  const sides = parts.map(sidesOf)
  checkCodes(sides, partIds, { dataIds, noteIds, fail })
  checkHints(sides, fail)
  for (const element of descendants(unit)) {
    const ref = attribute(element, 'ref')
    if (ref?.startsWith('#') === true) checkFragment(element, ref, fail)
  }
  return parts.flatMap(descendants).flatMap(subFlowsOf)
}

function checkPart(part: XmlNode, open: readonly XmlNode[], fail: Fail): void {
  const root = open[0]
  const { source, target } = sidesOf(part)
  const state = attribute(part, 'state')
  if (state === undefined && attribute(part, 'subState') !== undefined)
    fail(part, 'subState without state', 'a state beside it')
  if (state !== undefined && state !== 'initial' && target === undefined)
    fail(part, `state ${quote(state)} without a <target>`, 'a <target>, or the state "initial"')
  const language = (name: string): string | undefined => root && attribute(root, name)
  checkLanguage(source, language('srcLang'), open, fail)
  if (target === undefined) return
  const trgLang = language('trgLang')
  if (trgLang === undefined) fail(target, '<target> in a document without trgLang', 'trgLang on <xliff>')
  checkLanguage(target, trgLang, open, fail)
  const space = (content: XmlNode): string => inherited(content, 'xml:space', open) ?? 'default'
  if (space(source) !== space(target)) fail(target, 'xml:space that differs from the source\u2019s', 'the same on both')
}

function checkLanguage(content: XmlNode, language: string | undefined, open: readonly XmlNode[], fail: Fail): void {
  const own = inherited(content, 'xml:lang', open)
  if (own !== undefined && own.toLowerCase() !== language?.toLowerCase())
    fail(content, `xml:lang ${quote(own)} on <${content.local}>`, `${quote(language ?? '')}, as the document says`)
}

/** What an attribute of `xml:` says here: its own value, or that of the nearest element round it. */
function inherited(node: XmlNode, name: string, open: readonly XmlNode[]): string | undefined {
  return [...open, node].reduce<string | undefined>((value, each) => attribute(each, name) ?? value, undefined)
}

/** Orders are a rearrangement of 1 … number of parts; a target without one has its own place. */
function checkOrder(parts: readonly XmlNode[], fail: Fail): void {
  const seen = new Set<number>()
  for (const [index, part] of parts.entries()) {
    const { target } = sidesOf(part)
    if (target === undefined) continue
    const place = Number(attribute(target, 'order') ?? index + 1)
    if (place > parts.length) fail(target, `order ${place} of ${parts.length}`, 'an order up to the number of parts')
    if (seen.has(place)) fail(target, `order ${place} twice`, 'a place of its own for each target')
    seen.add(place)
  }
}

function subFlowsOf(node: XmlNode): readonly SubFlow[] {
  return ['subFlows', 'subFlowsStart', 'subFlowsEnd'].flatMap((name) => {
    const ids = attribute(node, name)
      ?.split(' ')
      .filter((id) => id !== '')
    return ids === undefined ? [] : [{ node, name, ids }]
  })
}
