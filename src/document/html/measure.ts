/** How much there is to read in the elements of a page, in links and outside them. */
import type { Element, Root } from 'hast'

export interface Measure {
  /** Letters and digits outside links. */
  readonly text: number
  readonly links: number
  readonly hasH1: boolean
}

export const NOTHING: Measure = { text: 0, links: 0, hasH1: false }

export type Measures = ReadonlyMap<Element | Root, Measure>

/** What is never read as text of a page. */
export const SILENT = new Set('noscript option script select style svg template textarea title'.split(' '))
const READ = /[\p{L}\p{Nd}]/gu

export function measure(root: Element | Root): Measures {
  const measures = new Map<Element | Root, Measure>()
  const visit = (node: Element | Root, inLink: boolean): Measure => {
    const isElement = node.type === 'element'
    let [text, links, hasH1] = [0, 0, isElement && node.tagName === 'h1']
    const linked = inLink || (isElement && node.tagName === 'a' && node.properties.href !== undefined)
    if (!isElement || !SILENT.has(node.tagName))
      for (const child of node.children) {
        if (child.type === 'text') {
          const count = child.value.match(READ)?.length ?? 0
          if (linked) links += count
          else text += count
        } else if (child.type === 'element') {
          const inner = visit(child, linked)
          text += inner.text
          links += inner.links
          hasH1 ||= inner.hasH1
        }
      }
    const own: Measure = { text, links, hasH1 }
    measures.set(node, own)
    return own
  }
  visit(root, false)
  return measures
}

/** Letters in links ÷ all letters, 0 to 1; 1 where there is nothing to read. */
export function linkShare(measures: Measures, node: Element | Root): number {
  const { text, links } = measures.get(node) ?? NOTHING
  return text + links === 0 ? 1 : links / (text + links)
}
