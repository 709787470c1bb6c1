/** Paragraphs of lists, each with its level, as lists in each other. */
import type { Element, ElementContent } from 'hast'

export interface Block {
  readonly element: Element
  /** Of an item of a list. */
  readonly item?: { readonly level: number; readonly kind: 'ol' | 'ul'; readonly number: number }
}

interface OpenList {
  readonly level: number
  readonly kind: 'ol' | 'ul'
  readonly list: Element
  /** Of its last item. */
  number: number
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
    open = open.filter((each) => each.level < level || (each.level === level && goesOn(each, item)))
    if (open.at(-1)?.level !== level) {
      const properties = item.kind === 'ol' && item.number !== 1 ? { start: item.number } : {}
      const list: Element = { type: 'element', tagName: item.kind, properties, children: [] }
      const last = open.at(-1)?.list.children.at(-1)
      if (last?.type === 'element') last.children.push(list)
      else laid.push(list)
      open.push({ level, kind: item.kind, list, number: item.number })
    }
    const last = open.at(-1)
    if (last) last.number = item.number
    last?.list.children.push({ ...element, tagName: 'li' })
  }
  return laid
}

function goesOn(list: OpenList, { kind, number }: NonNullable<Block['item']>): boolean {
  return list.kind === kind && (kind === 'ul' || number === list.number + 1)
}
