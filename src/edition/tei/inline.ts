/** A sentence's markup in the elements of TEI P5. */
import type { Element, ElementContent } from 'hast'
import { toString } from 'hast-util-to-string'
import { element, text, type Xml } from '../xml.ts'

/** tei-c.org/release/doc/tei-p5-doc/en/html/ref-hi.html, with the values that its examples have. */
const RENDERED: Readonly<Record<string, string>> = {
  strong: 'bold',
  b: 'bold',
  em: 'italic',
  i: 'italic',
  u: 'underline',
  mark: 'highlight',
  small: 'small',
  sub: 'subscript',
  sup: 'superscript',
}
const NAMED: Readonly<Record<string, string>> = {
  code: 'code',
  kbd: 'code',
  samp: 'code',
  var: 'code',
  del: 'del',
  s: 'del',
  ins: 'add',
  q: 'q',
  cite: 'title',
  abbr: 'abbr',
  dfn: 'term',
}

/** Names of notes in the file, by the anchors that their marks point to. */
export type NoteIds = ReadonlyMap<string, string>

/** Nodes that are safe already. */
export function inlineTei(nodes: readonly ElementContent[], notes: NoteIds): readonly Xml[] {
  return nodes.flatMap((node): readonly Xml[] => {
    if (node.type === 'text') return node.value === '' ? [] : [text(node.value)]
    return node.type === 'element' ? elementTei(node, notes) : []
  })
}

function elementTei(node: Element, notes: NoteIds): readonly Xml[] {
  const { tagName, properties } = node
  const inside = inlineTei(node.children, notes)
  const rend = RENDERED[tagName]
  const name = NAMED[tagName]
  if (typeof properties.dataPage === 'string') return [element('pb', { n: pageNumber(properties.dataPage) })]
  if (Array.isArray(properties.className) && properties.className.includes('missing-box'))
    return [element('gap', { reason: 'not translated' })]
  if (tagName === 'br') return [element('lb', {})]
  if (tagName === 'input') return [text(properties.checked === true ? '\u2611' : '\u2610')]
  if (inside.length === 0) return []
  // `code` holds nothing but text (ref-code.html).
  if (name === 'code') return [element('code', {}, [text(toString(node))])]
  if (rend !== undefined) return [element('hi', { rend }, inside)]
  if (name !== undefined) return [element(name, {}, inside)]
  if (tagName === 'a') return link(node, inside, notes)
  if (tagName === 'bdi' && typeof properties.lang === 'string')
    return [element('foreign', { 'xml:lang': properties.lang }, inside)]
  return inside
}

/** To a note or elsewhere; other links within the page are the page's. */
function link({ properties }: Element, inside: readonly Xml[], notes: NoteIds): readonly Xml[] {
  const href = typeof properties.href === 'string' ? properties.href : ''
  const note = href.startsWith('#') ? notes.get(href.slice(1)) : undefined
  if (note !== undefined) return [element('ref', { type: 'note', target: `#${note}` }, inside)]
  return href === '' || href.startsWith('#') ? inside : [element('ref', { target: href }, inside)]
}

/** In the digits that programs read. */
function pageNumber(shown: string): string {
  return shown.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
}
