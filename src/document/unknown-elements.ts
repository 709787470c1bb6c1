/** Words in attributes of elements that no page has, such as the components of site builders: not read, and said. */
import type { Element, Root } from 'hast'
import type { LeftOut } from '../bitext/source.ts'
import { HTML_NAMES } from './data/html-names.ts'

const known = new Set(HTML_NAMES)
/** A letter beyond those that names, addresses and classes are made of. */
const WORDS = /[^\P{L}A-Za-z]/u

/** In the order of the text. @param tree As its parser gives it. */
export function wordsOfUnknown(tree: Root | Element): readonly LeftOut[] {
  const found: LeftOut[] = []
  const rest: (Root | Element)[] = [tree]
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    for (const child of node.children.toReversed()) if (child.type === 'element') rest.push(child)
    if (node.type === 'root' || known.has(node.tagName)) continue
    const line = node.position?.start.line
    for (const value of Object.values(node.properties))
      for (const text of Array.isArray(value) ? [value.join(' ')] : [String(value ?? '')])
        if (WORDS.test(text))
          found.push({
            text: text.replace(/\s+/g, ' ').trim(),
            reason: 'attribute',
            ...(line === undefined ? {} : { line }),
          })
  }
  return found
}
