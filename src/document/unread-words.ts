/** Words that are not read, and said: in attributes of elements that no page has, such as the components of site builders, and in fields. */
import type { Element, Root } from 'hast'
import { toString } from 'hast-util-to-string'
import type { LeftOut } from '../bitext/source.ts'
import { HTML_NAMES } from './data/html-names.ts'

const known = new Set(HTML_NAMES)
/** A letter beyond those that names, addresses and classes are made of. */
const WORDS = /[^\P{L}A-Za-z]/u

/** In the order of the text. @param tree As its parser gives it. */
export function unreadWords(tree: Root | Element): readonly LeftOut[] {
  const found: LeftOut[] = []
  const rest: (Root | Element)[] = [tree]
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    for (const child of node.children.toReversed()) if (child.type === 'element') rest.push(child)
    if (node.type === 'root') continue
    // A parser gives some elements that it makes up a place without a start.
    const start: { readonly line: number } | undefined = node.position?.start
    const line = start?.line
    const say = (words: string, reason: LeftOut['reason']): void => {
      const text = words.replace(/\s+/g, ' ').trim()
      if (WORDS.test(text)) found.push({ text, reason, ...(line === undefined ? {} : { line }) })
    }
    if (isField(node)) say(toString(node), 'form')
    if (known.has(node.tagName)) continue
    for (const value of Object.values(node.properties))
      say(Array.isArray(value) ? value.join(' ') : String(value ?? ''), 'attribute')
  }
  return found
}

/** Whether its words are a choice or an example for whoever fills a form in. */
export function isField({ tagName }: Element): boolean {
  return tagName === 'option' || tagName === 'textarea'
}
