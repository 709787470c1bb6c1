/** Carried elements, made fit for a page that asks the network for nothing. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'

/** A picture becomes a link to it with its words; ids of the source's own go: they could name something of the page. */
export function safeElement(element: Element): Element {
  if (element.tagName === 'img') return pictureLink(element)
  const { id: _id, ...properties } = element.properties
  return { type: 'element', tagName: element.tagName, properties, children: element.children.map(safeNode) }
}

function safeNode(node: ElementContent): ElementContent {
  return node.type === 'element' ? safeElement(node) : node
}

/** The same for what stands in a line of text, whose anchors have names of their own already. */
export function withoutPictures(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node
  return node.tagName === 'img' ? pictureLink(node) : { ...node, children: node.children.map(withoutPictures) }
}

function pictureLink({ properties }: Element): Element {
  const [alt, src] = [String(properties.alt ?? ''), String(properties.src ?? '')]
  const words = alt === '' ? src.replace(/^.*\//, '') : alt
  return h('span', { className: ['picture'] }, src === '' ? words : [h('a', { href: src }, `▣ ${words}`)])
}
