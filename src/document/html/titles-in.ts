/** The headings of the first order that a page shows. */
import type { Element, Root } from 'hast'
import { pagePart } from './page-part.ts'

export function titlesIn(node: Element | Root): readonly Element[] {
  return node.children.flatMap((child): readonly Element[] => {
    if (child.type !== 'element' || pagePart(child) === 'hidden') return []
    return child.tagName === 'h1' ? [child] : titlesIn(child)
  })
}
