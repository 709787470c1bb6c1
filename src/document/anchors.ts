/** The names that links of a document point to, on the headings that code hosts and site builders give them to. */
import type { Element, Nodes, Properties, Root } from 'hast'
import { toString } from 'hast-util-to-string'

const HEADING = /^h[1-6]$/

/**
 * A heading that a link of the document points to gets the id that the link names: its own words
 * as code hosts make a name of them, or the one of an empty anchor that stands in it. Empty anchors
 * that nothing points to go.
 */
export function nameHeadings(tree: Root): void {
  const elements = elementsOf(tree)
  for (const { tagName, properties } of elements) if (tagName === 'a') useName(properties)
  const wanted = new Set(elements.flatMap(({ properties: { href } }) => targetOf(href)))
  const taken = new Map<string, number>()
  for (const element of elements) {
    if (!HEADING.test(element.tagName)) element.children = element.children.filter((child) => !isIdle(child, wanted))
    else {
      const slug = slugOf(toString(element), taken)
      const [anchor] = element.children.filter(
        (child) => isEmptyAnchor(child) && wanted.has(String(child.properties.id)),
      )
      element.children = element.children.filter((child) => child !== anchor && !isIdle(child, wanted))
      const named = anchor?.type === 'element' ? String(anchor.properties.id) : wanted.has(slug) ? slug : undefined
      if (element.properties.id === undefined && named !== undefined) element.properties.id = named
    }
  }
}

function elementsOf(tree: Root): readonly Element[] {
  const elements: Element[] = []
  const parents: Nodes[] = [tree]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    if (parent.type === 'element') elements.push(parent)
    if (!('children' in parent)) continue
    for (let index = parent.children.length - 1; index >= 0; index--) parents.push(parent.children[index] as Nodes) // in its bounds
  }
  return elements
}

/** `<a name>` of older pages. */
function useName(properties: Properties): void {
  const { name, id } = properties
  delete properties.name
  if (typeof name === 'string' && id === undefined) properties.id = name
}

function targetOf(href: unknown): readonly string[] {
  if (typeof href !== 'string' || !href.startsWith('#')) return []
  try {
    return [href.slice(1), decodeURIComponent(href.slice(1))]
  } catch {
    return [href.slice(1)]
  }
}

function isEmptyAnchor(node: Nodes): node is Element {
  return (
    node.type === 'element' && node.tagName === 'a' && node.children.length === 0 && node.properties.href === undefined
  )
}

function isIdle(node: Nodes, wanted: ReadonlySet<string>): boolean {
  return isEmptyAnchor(node) && !wanted.has(String(node.properties.id))
}

/** Small letters, marks, digits, `_` and `-`, spaces as `-`; a name that is taken is counted (github-slugger's rules). */
function slugOf(text: string, taken: Map<string, number>): string {
  const slug = text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-')
  const count = taken.get(slug) ?? 0
  taken.set(slug, count + 1)
  return count === 0 ? slug : `${slug}-${count}`
}
