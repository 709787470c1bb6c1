/** Paragraphs of lists, each with its level, as lists in each other. */
import type { Element, ElementContent } from 'hast'

export interface Block {
  readonly element: Element
  /** Of an item of a list. */
  readonly item?: { readonly level: number; readonly kind: 'ol' | 'ul' }
}

interface OpenList {
  readonly level: number
  readonly kind: 'ol' | 'ul'
  readonly list: Element
}

/** The deepest that Word has. */
const DEEPEST = 8

export function layLists(blocks: readonly Block[]): ElementContent[] {
  const laid: ElementContent[] = []
  let open: OpenList[] = []
  for (const { element, item } of blocks) {
    if (item === undefined) {
      open = []
      laid.push(element)
      continue
    }
    const level = Math.min(item.level, DEEPEST)
    open = open.filter((each) => each.level < level || (each.level === level && each.kind === item.kind))
    if (open.at(-1)?.level !== level) {
      const list: Element = { type: 'element', tagName: item.kind, properties: {}, children: [] }
      const last = open.at(-1)?.list.children.at(-1)
      if (last?.type === 'element') last.children.push(list)
      else laid.push(list)
      open.push({ level, kind: item.kind, list })
    }
    open.at(-1)?.list.children.push({ ...element, tagName: 'li' })
  }
  return laid
}
