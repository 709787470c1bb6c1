/** A plain element as a node of a document, so that the rules can be held against it. */
import { isElement, type XmlElement } from '../xml.ts'
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './core-schema.ts'
import { MODULES } from './namespaces.ts'
import type { XmlNode } from './parse-xml.ts'

/** Prefixes of extensions stand for a namespace of that name: which one it is makes no difference to the rules. */
export function toNode({ name, attributes, children }: XmlElement, core: string): XmlNode {
  const { prefix, local } = split(name)
  return {
    name,
    local,
    uri: prefix === '' ? (attributes.xmlns ?? core) : namespaceOf(prefix),
    attributes: Object.entries(attributes).map(([key, value]) => {
      const own = split(key)
      return { name: key, local: own.local, uri: own.prefix === '' ? '' : namespaceOf(own.prefix), value }
    }),
    children: children.map((child) => (isElement(child) ? toNode(child, core) : child)),
    line: 1,
  }
}

function split(name: string): { readonly prefix: string; readonly local: string } {
  const at = name.indexOf(':')
  return at === -1 ? { prefix: '', local: name } : { prefix: name.slice(0, at), local: name.slice(at + 1) }
}

function namespaceOf(prefix: string): string {
  if (prefix === 'xml') return XML_NAMESPACE
  if (prefix === 'xmlns') return XMLNS_NAMESPACE
  return MODULES[prefix] ?? `extension:${prefix}`
}
