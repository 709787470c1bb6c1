/** Holds elements against the tables of XLIFF's core and modules. */
import { MuqabilError, quote } from '../../errors.ts'
import { CORE_NAMESPACES, coreSchema, XML_NAMESPACE, XMLNS_NAMESPACE, type ElementRule } from './core-schema.ts'
import { MODULE_SCHEMA } from './module-schema.ts'
import { modulePrefix, schemaName } from './namespaces.ts'
import { elements, hasText } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

export interface SchemaContext {
  readonly file: string
  /** The core's namespace in this document. */
  readonly core: string
  /** Elements that were checked before: they are not entered again. */
  readonly checked?: (node: XmlNode) => boolean
}

/**
 * Checks an element and all that is inside it. Extensions may hold what they like; elements of
 * XLIFF inside them are checked too, as the schemas' lax wildcards do.
 *
 * @throws {MuqabilError} `xliff-schema` at the first fault.
 */
export function checkSchema(node: XmlNode, context: SchemaContext): void {
  if (context.checked?.(node) === true) return
  const rule = ruleOf(node, context)
  if (rule) checkElement(node, rule, context)
  for (const child of elements(node)) checkSchema(child, context)
}

/** The rule of an element of XLIFF; undefined for an extension's. */
function ruleOf(node: XmlNode, { file, core }: SchemaContext): ElementRule | undefined {
  const name = schemaName(node)
  if (name === '#other') return undefined
  const known = node.uri === core ? coreSchema(core) : Object.hasOwn(CORE_NAMESPACES, node.uri) ? {} : MODULE_SCHEMA
  if (Object.hasOwn(known, name)) return known[name]
  throw new MuqabilError('xliff-schema', { problem: `element <${node.name}>` }, { file, line: node.line })
}

function checkElement(node: XmlNode, rule: ElementRule, context: SchemaContext): void {
  const fail = (problem: string, line = node.line): never => {
    throw new MuqabilError('xliff-schema', { problem }, { file: context.file, line })
  }
  checkAttributes(node, rule, fail)
  if (!rule.text && hasText(node)) fail(`text in <${node.name}>`)
  const children = elements(node)
  const wrong = firstOutOfOrder(node, children, rule)
  if (wrong === undefined) return
  const expected = rule.children.join(', ') || 'nothing'
  const found = children[wrong]
  const where = found ? `<${found.name}> in this order inside <${node.name}>` : `end of <${node.name}>`
  fail(`${where} (it takes ${expected})`, found?.line)
}

interface Particle {
  readonly names: readonly string[]
  readonly least: number
  readonly most: number
}

/** Index of the first child that the sequence does not allow there (one past the end when something is missing); undefined when all is well. */
function firstOutOfOrder(node: XmlNode, children: readonly XmlNode[], rule: ElementRule): number | undefined {
  let at = 0
  for (const { names, least, most } of rule.children.map(particleOf)) {
    let count = 0
    while (at < children.length && count < most && accepts(names, children[at], node)) {
      at++
      count++
    }
    if (count < least) return at
  }
  return at < children.length ? at : undefined
}

function accepts(names: readonly string[], child: XmlNode | undefined, parent: XmlNode): boolean {
  if (child === undefined) return false
  return names.includes(schemaName(child)) || (names[0] === '#other' && child.uri !== parent.uri && child.uri !== '')
}

const particles = new Map<string, Particle>()

/** `note+` or `(unit|group)*` as numbers; each is read once. */
function particleOf(text: string): Particle {
  const known = particles.get(text)
  if (known) return known
  const many = /[*+?]$/.exec(text)?.[0]
  const particle = {
    names: text.replaceAll(/[()*+?]/g, '').split('|'),
    least: many === '*' || many === '?' ? 0 : 1,
    most: many === '*' || many === '+' ? Infinity : 1,
  }
  particles.set(text, particle)
  return particle
}

function checkAttributes(node: XmlNode, rule: ElementRule, fail: (problem: string) => never): void {
  const { attributes, foreignAttributes } = rule
  for (const { name, uri, local, value } of node.attributes) {
    if (uri === XMLNS_NAMESPACE || name === 'xmlns') continue
    const isOwn = uri === '' || uri === XML_NAMESPACE
    const key = uri === XML_NAMESPACE ? `xml:${local}` : local
    const pattern = isOwn ? (attributes[key] ?? attributes[`${key}!`]) : undefined
    if (pattern === undefined && !mayStand(uri, node, foreignAttributes))
      fail(isOwn ? `attribute ${name} on <${node.name}>` : `attribute ${name} of another namespace on <${node.name}>`)
    if (pattern !== undefined && !pattern.test(value)) fail(`value ${quote(value)} of ${name} on <${node.name}>`)
  }
  for (const key of Object.keys(attributes)) {
    if (key.endsWith('!') && !node.attributes.some(({ name }) => name === key.slice(0, -1)))
      fail(`<${node.name}> without ${key.slice(0, -1)}`)
  }
}

/** `xml:` attributes count as other namespaces where a module's element is open; the core names those it takes. */
function mayStand(uri: string, node: XmlNode, foreign: ElementRule['foreignAttributes']): boolean {
  if (uri === '') return false
  if (uri === XML_NAMESPACE && modulePrefix(node.uri) === undefined) return false
  return foreign === 'all' || (foreign !== 'none' && foreign.includes(uri))
}
