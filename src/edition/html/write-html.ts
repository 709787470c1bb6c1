/** Writes a page's tree, to the byte as `hast-util-to-html` does, which is made for trees of every kind and takes four times as long. */
import type { Element, ElementContent, Properties, RootContent } from 'hast'
import { toHtml } from 'hast-util-to-html'

/** An element whose tag is in `ownLine` begins a line. */
export function writeHtml(element: Element, ownLine: ReadonlySet<string>): string {
  return elementHtml(element, ownLine)
}

const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'wbr'])
/** Elements that are written by rules of their own, which no page of ours has any use for. */
const OTHERS =
  /^(?:area|base|basefont|bgsound|col|command|embed|frame|keygen|param|source|track|image|isindex|menuitem|nextid|svg|template)$|[A-Z]/

function elementHtml(element: Element, ownLine: ReadonlySet<string>): string {
  const { tagName, properties, children } = element
  if (OTHERS.test(tagName)) return toHtml(element)
  const isRaw = tagName === 'script' || tagName === 'style'
  let inside = ''
  for (const child of children) {
    if (child.type === 'text') inside += isRaw ? child.value : escapeText(child.value)
    else if (child.type !== 'element') inside += toHtml(child satisfies ElementContent)
    else inside += (ownLine.has(child.tagName) ? '\n' : '') + elementHtml(child, ownLine)
  }
  const open = `<${tagName}${attributes(properties)}>`
  return inside === '' && VOID.has(tagName) ? open : `${open}${inside}</${tagName}>`
}

/** Attributes whose value is written as it is, by the names of their properties: all that stands on every row. */
const PLAIN: Readonly<Record<string, string>> = {
  id: 'id',
  lang: 'lang',
  dir: 'dir',
  href: 'href',
  role: 'role',
  title: 'title',
  tabIndex: 'tabindex',
  ariaHidden: 'aria-hidden',
  ariaLabel: 'aria-label',
  dataS: 'data-s',
  dataState: 'data-state',
}

function attributes(properties: Properties): string {
  let written = ''
  for (const name in properties) {
    const value = properties[name]
    const known = PLAIN[name]
    if (known !== undefined && (typeof value === 'string' || typeof value === 'number') && value === value)
      written += ` ${known}="${escapeAttribute(String(value))}"`
    else if (name === 'className' && Array.isArray(value) && value.every(isWord))
      written += ` class="${escapeAttribute(value.join(' '))}"`
    else if (value !== null && value !== undefined) written += otherAttribute({ [name]: value })
  }
  return written
}

/** Text with nothing in it that a list of words would be settled by. */
function isWord(value: string | number): boolean {
  return typeof value === 'string' && value !== '' && value.trim() === value
}

/** By the library itself, which knows the name and the kind of every attribute. */
function otherAttribute(properties: Properties): string {
  return toHtml({ type: 'element', tagName: 'b', properties, children: [] } satisfies RootContent).slice(2, -5)
}

function escapeText(text: string): string {
  return /[<&]/.test(text) ? text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;') : text
}

const QUOTED: Readonly<Record<string, string>> = {
  '\0': '&#x0;',
  '"': '&#x22;',
  '&': '&#x26;',
  "'": '&#x27;',
  '`': '&#x60;',
}

function escapeAttribute(value: string): string {
  return /[\0"&'`]/.test(value) ? value.replace(/[\0"&'`]/g, (character) => QUOTED[character] ?? '') : value
}
