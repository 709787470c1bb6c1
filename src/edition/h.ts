/** Elements as `hastscript` makes them, for names and values of our own, which need not be looked up in the tables of HTML. */
import type { Element, ElementContent, Properties } from 'hast'

/** A string is a text. */
type Children = string | readonly (ElementContent | string)[]

/** @param properties By the names of hast, with the values that hast has for them: `className` is a list, `start` a number. */
export function h(tagName: string, properties: Properties, children?: Children): Element
export function h(tagName: string, children?: Children): Element
export function h(tagName: string, second: Properties | Children = [], third: Children = []): Element {
  const [properties, children] = isChildren(second) ? [{}, second] : [second, third]
  return {
    type: 'element',
    tagName,
    properties,
    children: typeof children === 'string' ? [textNode(children)] : children.map(nodeOf),
  }
}

function isChildren(value: Properties | Children): value is Children {
  return typeof value === 'string' || Array.isArray(value)
}

function nodeOf(child: ElementContent | string): ElementContent {
  return typeof child === 'string' ? textNode(child) : child
}

function textNode(value: string): ElementContent {
  return { type: 'text', value }
}
