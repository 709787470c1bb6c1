/** Tashkeel in elements of its own, which a reader's choice hides: each word stands once, and nothing else does. */
import type { Element, ElementContent } from 'hast'
import { hasTashkeel, TASHKEEL_RUN } from '../../text/marks.ts'
import type { Row } from '../edition.ts'

/** Of a name that no source can bring along, and as short as may be: a vowelled page has one for every other letter. */
export const TASHKEEL = 't-k'

/** Code is shown as it is written. */
const CODE: ReadonlySet<string> = new Set(['code', 'kbd', 'samp', 'pre'])

/** In the cells of the rows: letters join through the element, shown or hidden, as if it were not there. */
export function markCells(element: Element): Element {
  if (hasClass(element, 'cell')) return markTashkeel(element)
  return {
    ...element,
    children: element.children.map((child) => (child.type === 'element' ? markCells(child) : child)),
  }
}

function hasClass({ properties: { className } }: Element, name: string): boolean {
  return Array.isArray(className) && className.includes(name)
}

/** What the page says itself in the place of a translation stays as it is. */
function markTashkeel(element: Element): Element {
  if (CODE.has(element.tagName) || hasClass(element, 'missing-box')) return element
  const children = element.children.flatMap((child): ElementContent[] => {
    if (child.type === 'element') return [markTashkeel(child)]
    return child.type === 'text' && hasTashkeel(child.value) ? partsOf(child.value) : [child]
  })
  return { ...element, children }
}

function partsOf(text: string): ElementContent[] {
  return text.split(TASHKEEL_RUN).flatMap((value, index): ElementContent[] => {
    if (value === '') return []
    const part: ElementContent = { type: 'text', value }
    // The marks stand between the others, since the pattern is a group.
    return index % 2 === 0 ? [part] : [{ type: 'element', tagName: TASHKEEL, properties: {}, children: [part] }]
  })
}

/** Whether there is anything to hide: only then a page has the choice. */
export function hasMarkedWords(rows: readonly Row[]): boolean {
  const isMarked = (node: ElementContent): boolean => {
    if (node.type === 'text') return hasTashkeel(node.value)
    return node.type === 'element' && !CODE.has(node.tagName) && node.children.some(isMarked)
  }
  return rows.some((row) => [...row.source, ...row.target].some(({ children }) => children.some(isMarked)))
}
