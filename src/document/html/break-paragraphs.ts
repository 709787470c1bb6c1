/** Paragraphs of pages that part them by empty lines: two `<br>` and more. */
import type { Element, ElementContent, Root } from 'hast'

/** What is in a line; all else ends it. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code del dfn em i img input ins kbd mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
/** One line each, or of their own kind. */
const WHOLE = new Set('h1 h2 h3 h4 h5 h6 pre'.split(' '))

/** Changes the tree in place: what stands between empty lines is a paragraph each. One `<br>` stays a line end in one. */
export function breakParagraphs(node: Root | Element): void {
  const children = node.children as ElementContent[] // a doctype is gone by now
  node.children = children.flatMap((child) => {
    if (child.type !== 'element' || WHOLE.has(child.tagName)) return [child]
    breakParagraphs(child)
    const isBroken = child.tagName === 'p' && child.children.every((each) => isElement(each, 'p'))
    return isBroken && child.children.length > 0 ? child.children : [child]
  })
  if (node.type === 'root' || !INLINE.has(node.tagName)) partAtBreaks(node)
}

function partAtBreaks(node: Root | Element): void {
  const parts: ElementContent[] = []
  let [run, breaks, isParted]: [ElementContent[], ElementContent[], boolean] = [[], [], false]
  const settle = (): void => {
    if (run.some(hasInk)) parts.push(paragraph(run))
    run = []
  }
  for (const child of node.children as ElementContent[]) {
    if (isElement(child, 'br')) breaks.push(child)
    else if (child.type === 'text' && child.value.trim() === '') (breaks.length > 0 ? breaks : run).push(child)
    else {
      const isInline = child.type !== 'element' || INLINE.has(child.tagName)
      if (breaks.filter((each) => isElement(each, 'br')).length > 1) {
        isParted = true
        settle()
      } else if (isInline) run.push(...breaks)
      breaks = []
      if (isInline) run.push(child)
      else {
        settle()
        parts.push(child)
      }
    }
  }
  settle()
  if (isParted) node.children = parts
}

/** With the place of the first element or text in it. */
function paragraph(children: ElementContent[]): Element {
  const { position } = children.find((child) => hasInk(child) && child.position) ?? {}
  return { type: 'element', tagName: 'p', properties: {}, children, ...(position ? { position } : {}) }
}

function hasInk(node: ElementContent): boolean {
  return node.type === 'element' || (node.type === 'text' && node.value.trim() !== '')
}

function isElement(node: ElementContent, name: string): boolean {
  return node.type === 'element' && node.tagName === name
}
