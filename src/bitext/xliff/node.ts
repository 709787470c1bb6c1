/** Looking at an element of a parsed document, and failing at one. */
import type { XmlNode } from './parse-xml.ts'

/** Fails with `xliff-rule` at a node: what was found, and what was expected. */
export type Fail = (node: XmlNode, problem: string, expected: string) => never

/** The value of an attribute, by its name as written. */
export function attribute(node: XmlNode, name: string): string | undefined {
  return node.attributes.find((each) => each.name === name)?.value
}

/** The value of an attribute of a module, whatever its prefix. */
export function moduleAttribute(node: XmlNode, uri: string, local: string): string | undefined {
  return node.attributes.find((each) => each.local === local && each.uri === uri)?.value
}

export function isNode(child: XmlNode['children'][number]): child is XmlNode {
  return typeof child !== 'string' && 'name' in child
}

/** The elements directly in it. */
export function elements(node: XmlNode): XmlNode[] {
  return node.children.filter(isNode)
}

/** Everything in it, in document order, itself left out. */
export function descendants(node: XmlNode): XmlNode[] {
  const found: XmlNode[] = []
  const visit = (each: XmlNode): void => {
    for (const child of each.children) {
      if (!isNode(child)) continue
      found.push(child)
      visit(child)
    }
  }
  visit(node)
  return found
}

/** Whether there is text in it that is not white space. */
export function hasText(node: XmlNode): boolean {
  return node.children.some((child) => typeof child === 'string' && child.trim() !== '')
}
