/** Holds a tree against the table of XLIFF's core elements. */
import { MuqabilError, quote } from '../../errors.ts'
import { CORE, XML_NAMESPACE, XMLNS_NAMESPACE } from './core-schema.ts'
import type { XmlNode } from './parse-xml.ts'

export interface SchemaContext {
  readonly file: string
  /** The core's namespace in this document. */
  readonly core: string
}

/**
 * Checks an element of the core and everything of the core inside it.
 *
 * @throws {MuqabilError} `xliff-schema` at the first fault.
 */
export function checkSchema(node: XmlNode, context: SchemaContext): void {
  const rule = Object.hasOwn(CORE, node.local) ? CORE[node.local] : undefined
  const fail = (problem: string, line = node.line): never => {
    throw new MuqabilError('xliff-schema', { problem }, { file: context.file, line })
  }
  if (rule === undefined) return fail(`element <${node.local}>`)
  checkAttributes(node, fail)
  if (!rule.text && node.children.some((child) => typeof child === 'string' && child.trim() !== ''))
    fail(`text in <${node.local}>`)
  const children = node.children.filter((child) => typeof child !== 'string')
  const names = children.map((child) => (child.uri === context.core ? child.local : '#other'))
  const order = new RegExp(
    `^${rule.children.map((part) => part.replace(/^(\(.*\)|[#\w]+)([*+?]?)$/, (_, name: string, many: string) => `(?:${name.replaceAll(/[#\w]+/g, '$& ')})${many}`)).join('')}$`,
  )
  if (!order.test(names.map((name) => `${name} `).join(''))) {
    const expected = rule.children.join(', ') || 'nothing'
    const wrong =
      children.find((_, index) => !rule.children.some((part) => part.includes(names[index] ?? ''))) ?? children[0]
    fail(
      `${wrong ? `<${wrong.name}>` : 'nothing'} in this order inside <${node.local}> (it takes ${expected})`,
      wrong?.line,
    )
  }
  for (const child of children) if (child.uri === context.core) checkSchema(child, context)
}

function checkAttributes(node: XmlNode, fail: (problem: string) => never): void {
  const rule = CORE[node.local]
  if (rule === undefined) return
  for (const { name, uri, local, value } of node.attributes) {
    if (uri === XMLNS_NAMESPACE || name === 'xmlns') continue
    const key = uri === XML_NAMESPACE ? `xml:${local}` : local
    const pattern =
      uri === '' || uri === XML_NAMESPACE ? (rule.attributes[key] ?? rule.attributes[`${key}!`]) : undefined
    if (pattern === undefined && (uri === '' || uri === XML_NAMESPACE)) fail(`attribute ${name} on <${node.local}>`)
    if (pattern === undefined && !rule.foreignAttributes)
      fail(`attribute ${name} of another namespace on <${node.local}>`)
    if (pattern !== undefined && !pattern.test(value)) fail(`value ${quote(value)} of ${name} on <${node.local}>`)
  }
  for (const key of Object.keys(rule.attributes)) {
    if (key.endsWith('!') && !node.attributes.some(({ name }) => name === key.slice(0, -1)))
      fail(`<${node.local}> without ${key.slice(0, -1)}`)
  }
}
