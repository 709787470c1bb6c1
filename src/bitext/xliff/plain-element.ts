/** Elements of a parsed document as plain data, with prefixes that hold wherever they are written. */
import { isElement, isRemark, type XmlChild, type XmlElement } from '../xml.ts'
import { CORE_NAMESPACES, XMLNS_NAMESPACE } from './core-schema.ts'
import type { Attributes } from './model.ts'
import { modulePrefix, type Scope } from './namespaces.ts'
import { isNode } from './node.ts'
import type { XmlAttribute, XmlNode } from './parse-xml.ts'

/** Prefixes that an element round the one at hand declares, besides the root's. */
type Local = ReadonlyMap<string, string>

const NONE: Local = new Map()

/**
 * The element as it will be written below the root that `scope` declares: the core has no prefix,
 * modules have those of their specification, extensions keep theirs. Declarations on elements of
 * the core go to the root; on extensions they stay, for prefixes can also stand in values.
 */
export function plainElement(node: XmlNode, scope: Scope, around: Local = NONE): XmlElement {
  const { name, attributes, local } = named(node, scope, around)
  const children = node.children.map((child): XmlChild => (isNode(child) ? plainElement(child, scope, local) : child))
  return { name, attributes, children: isStructural(node) ? withoutBlanks(children) : children }
}

/** The attributes of an element of the core's structure. */
export function plainAttributes(node: XmlNode, scope: Scope): Attributes {
  return named(node, scope, NONE).attributes
}

function named(node: XmlNode, scope: Scope, around: Local): Pick<XmlElement, 'name' | 'attributes'> & { local: Local } {
  const attributes: Record<string, string> = {}
  const own = new Map<string, string>()
  const isOurs = isXliff(node.uri)
  for (const each of node.attributes) {
    const declared = declaration(each)
    if (declared === undefined) continue
    if (isOurs) scope.declare(declared, each.value)
    else if (!isXliff(each.value)) {
      attributes[each.name] = each.value
      own.set(declared, each.value)
    }
  }
  /** The prefix to write a name of a namespace with, declared here if nothing round it does. */
  const prefixFor = (uri: string, usual: string): string => {
    const known = (prefix: string): string => own.get(prefix) ?? around.get(prefix) ?? scope.resolve(prefix) ?? ''
    if (known(usual) === uri) return usual
    const prefix = scope.prefixOf(uri, usual)
    if (known(prefix) !== uri) {
      attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`] = uri
      own.set(prefix, uri)
    }
    return prefix
  }
  const prefix = prefixFor(node.uri, usualPrefix(node.uri, prefixIn(node.name), ''))
  for (const each of node.attributes) {
    if (declaration(each) !== undefined) continue
    if (each.uri === '') attributes[each.local] = each.value
    else
      attributes[`${prefixFor(each.uri, usualPrefix(each.uri, prefixIn(each.name), 'xlf'))}:${each.local}`] = each.value
  }
  const local = own.size === 0 ? around : new Map([...around, ...own])
  return { name: prefix === '' ? node.local : `${prefix}:${node.local}`, attributes, local }
}

/** `core` for the core, the specification's for a module, for an extension the one it was written with. */
function usualPrefix(uri: string, written: string, core: string): string {
  return Object.hasOwn(CORE_NAMESPACES, uri) ? core : (modulePrefix(uri) ?? written)
}

function prefixIn(name: string): string {
  return name.includes(':') ? name.slice(0, name.indexOf(':')) : ''
}

function isXliff(uri: string): boolean {
  return Object.hasOwn(CORE_NAMESPACES, uri) || modulePrefix(uri) !== undefined
}

/** The prefix that an attribute declares; undefined for an ordinary attribute. */
function declaration({ name, uri, local }: XmlAttribute): string | undefined {
  if (name === 'xmlns') return ''
  return uri === XMLNS_NAMESPACE ? local : undefined
}

/** White space between the elements of XLIFF's own holders means nothing. */
function isStructural(node: XmlNode): boolean {
  if (Object.hasOwn(CORE_NAMESPACES, node.uri)) return node.local === 'originalData' || node.local === 'notes'
  return modulePrefix(node.uri) !== undefined
}

function withoutBlanks(children: readonly XmlChild[]): readonly XmlChild[] {
  const blank = children.every((child) => typeof child !== 'string' || child.trim() === '')
  const only = children.filter((child) => isElement(child) || isRemark(child))
  return blank && only.some(isElement) ? only : children
}
