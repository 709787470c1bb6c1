/** Inline content back into elements: codes become the markup they stand for. */
import type { Element, ElementContent, Properties } from 'hast'
import type { CodeFacts, Content } from './content.ts'

/**
 * The hast children of a cell. Whatever a translation did to its codes, the tree is sound: an
 * unknown code is dropped, an open pair is closed at the end, a stray close is ignored, and pairs
 * that cross are closed and opened again.
 */
export function layCodes(content: Content, codes: Readonly<Record<string, CodeFacts>>): ElementContent[] {
  const root: ElementContent[] = []
  let open: { readonly id: string; readonly element: Element }[] = []
  const place = (): ElementContent[] => open.at(-1)?.element.children ?? root
  const begin = (id: string, facts: CodeFacts): void => {
    const element = elementOf(facts, [])
    place().push(element)
    open.push({ id, element })
  }
  for (const part of content) {
    if (typeof part === 'string') {
      place().push({ type: 'text', value: part })
      continue
    }
    const facts = Object.hasOwn(codes, part.id) ? codes[part.id] : undefined
    if (facts === undefined) continue
    if (part.kind === 'standalone') place().push(elementOf(facts, facts.children ?? []))
    else if (part.kind === 'open') begin(part.id, facts)
    else {
      const depth = open.findLastIndex(({ id }) => id === part.id)
      if (depth === -1) continue
      const crossed = open.slice(depth + 1)
      open = open.slice(0, depth)
      for (const { id } of crossed) {
        const again = codes[id]
        if (again) begin(id, again)
      }
    }
  }
  return root
}

function elementOf({ tagName, properties }: CodeFacts, children: readonly ElementContent[]): Element {
  return {
    type: 'element',
    tagName,
    properties: (hasAny(properties) ? structuredClone(properties) : {}) as Properties,
    children: children.length > 0 ? (structuredClone(children) as ElementContent[]) : [],
  }
}

function hasAny(properties: CodeFacts['properties']): boolean {
  for (const _ in properties) return true
  return false
}
