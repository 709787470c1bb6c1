/** The beginnings of printed pages in pages and books of HTML, as every reader gives them. */
import type { Element, ElementContent } from 'hast'

/** Whether an element stands where a printed page begins (DPUB-ARIA, EPUB's structural semantics). */
export function isPageBreak({ properties }: Element): boolean {
  const role = String(properties.role ?? '')
  return (
    /(?:^|\s)doc-pagebreak(?:\s|$)/.test(role) ||
    /(?:^|\s)pagebreak(?:\s|$)/.test(String(properties['epub:type'] ?? ''))
  )
}

/** Changes the elements in place: each becomes `<span data-page>`, and before it, if it has a name, an empty anchor. */
export function markPageBreaks(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node]
    if (!isPageBreak(node)) {
      if (node.children.length > 0) node.children = markPageBreaks(node.children)
      return [node]
    }
    const { id, title, ariaLabel } = node.properties
    const words = node.children.map((child) => (child.type === 'text' ? child.value : '')).join('')
    const name = [title, ariaLabel, words].map((each) => String(each ?? '').trim()).find((each) => each !== '') ?? ''
    const anchor: ElementContent[] =
      typeof id === 'string' ? [{ type: 'element', tagName: 'a', properties: { id }, children: [] }] : []
    if (name === '') return anchor
    return [
      ...anchor,
      { type: 'element', tagName: 'span', properties: { dataPage: name.slice(0, LONGEST) }, children: [] },
    ]
  })
}

/** A page's number, with its volume; in UTF-16 units. */
const LONGEST = 20
