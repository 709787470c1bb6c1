/** Writes a page's tree, to the byte as `hast-util-to-html` does, which is made for trees of every kind and takes four times as long. */
import type { Element, ElementContent, Properties, RootContent } from 'hast'
import { toHtml } from 'hast-util-to-html'

/** An element whose tag is in `ownLine` begins a line. */
export function writeHtml(element: Element, ownLine: ReadonlySet<string>): string {
  const pieces: string[] = []
  write(element, ownLine, pieces)
  // Joined once: what is added up piece by piece is a tree of strings, which the garbage collector walks again and again.
  return pieces.join('')
}

const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'wbr'])
/** Elements that are written by rules of their own, which no page of ours has any use for. */
const OTHERS =
  /^(?:area|base|basefont|bgsound|col|command|embed|frame|keygen|param|source|track|image|isindex|menuitem|nextid|svg|template)$|[A-Z]/

function write(element: Element, ownLine: ReadonlySet<string>, pieces: string[]): void {
  const { tagName, properties, children } = element
  if (OTHERS.test(tagName)) {
    pieces.push(toHtml(element))
    return
  }
  const isRaw = tagName === 'script' || tagName === 'style'
  pieces.push(`<${tagName}${attributes(properties)}>`)
  const empty = pieces.length
  for (const child of children) {
    if (child.type === 'text') {
      if (child.value !== '') pieces.push(isRaw ? child.value : escapeText(child.value))
    } else if (child.type === 'raw') pieces.push(child.value)
    else if (child.type !== 'element') pieces.push(toHtml(child satisfies ElementContent))
    else {
      if (ownLine.has(child.tagName)) pieces.push('\n')
      write(child, ownLine, pieces)
    }
  }
  if (pieces.length > empty || !VOID.has(tagName)) pieces.push(`</${tagName}>`)
}

/** Attributes whose value is written as it is, by the names of their properties: all that stands on every row and page. */
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
  dataBare: 'data-bare',
  dataN: 'data-n',
  dataOrigin: 'data-origin',
  dataS: 'data-s',
  dataState: 'data-state',
  charSet: 'charset',
  content: 'content',
  hrefLang: 'hreflang',
  name: 'name',
  start: 'start',
  type: 'type',
}

/** Those whose value is a list, with spaces between. */
const LISTS: Readonly<Record<string, string>> = { className: 'class', httpEquiv: 'http-equiv', rel: 'rel' }

function attributes(properties: Properties): string {
  let written = ''
  for (const name in properties) {
    const value = properties[name]
    const known = PLAIN[name]
    if (known !== undefined && (typeof value === 'string' || typeof value === 'number') && value === value)
      written += ` ${known}="${escapeAttribute(String(value))}"`
    else if (LISTS[name] !== undefined && Array.isArray(value) && value.every(isWord))
      written += ` ${LISTS[name]}="${escapeAttribute(value.join(' '))}"`
    else if (name === 'checked' && typeof value === 'boolean') written += value ? ' checked' : ''
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
  return text.includes('<') || text.includes('&') ? text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;') : text
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
