/** What stands in a text for something else, to be carried as it stands: `{{ name }}`, `{% include %}`, `:rocket:`. */
import type { Element, ElementContent, Root, Text } from 'hast'

/** Liquid, Jinja, Handlebars and Vue; the short names of emoji. */
const PLACEHOLDER = /\{\{[^{}\n]{1,200}\}\}|\{%[^{}%\n]{1,200}%\}|(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:])/g
const CARRIED = new Set(['pre', 'code', 'kbd', 'samp'])

/** Changes the tree in place: each becomes an element that is not translated. */
export function markPlaceholders(tree: Root): void {
  const parents: (Root | Element)[] = [tree]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const children = parent.children as ElementContent[] // a doctype stands at the root alone, and stays
    if (children.some((child) => child.type === 'text' && /[:{]/.test(child.value)))
      parent.children = children.flatMap((child) => (child.type === 'text' ? marked(child) : [child]))
    for (const child of parent.children) if (child.type === 'element' && isRead(child)) parents.push(child)
  }
}

function isRead({ tagName, properties }: Element): boolean {
  return !CARRIED.has(tagName) && properties.translate !== 'no'
}

function marked({ value: text, position }: Text): ElementContent[] {
  const place = position ? { position } : {} // of the whole text that it stands in
  const nodes: ElementContent[] = []
  let end = 0
  for (const { 0: placeholder, index } of text.matchAll(PLACEHOLDER)) {
    if (index > end) nodes.push({ type: 'text', value: text.slice(end, index), ...place })
    const children: ElementContent[] = [{ type: 'text', value: placeholder, ...place }]
    nodes.push({ type: 'element', tagName: 'span', properties: { translate: 'no' }, children })
    end = index + placeholder.length
  }
  if (end < text.length || nodes.length === 0) nodes.push({ type: 'text', value: text.slice(end), ...place })
  return nodes
}
