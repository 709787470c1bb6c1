/** Looking at an element of a parsed document, and failing at one. */
import type { XmlNode } from './parse-xml.ts'

/** Fails with `xliff-rule` at a node: what was found, and what was expected. */
export type Fail = (node: XmlNode, problem: string, expected: string) => never

export function attribute(node: XmlNode, name: string): string | undefined {
  return node.attributes.find((each) => each.name === name)?.value
}

export function elements(node: XmlNode): XmlNode[] {
  return node.children.filter((child) => typeof child !== 'string')
}
