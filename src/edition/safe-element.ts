/** What of a source's elements may stand on a page that runs nothing and asks the network for nothing. */
import type { Element, ElementContent, Properties } from 'hast'
import { h } from './h.ts'
import { MISSING } from './attributes.ts'
import { isolateForeign } from './isolate-foreign.ts'
import { isInPage } from './pictures.ts'
import { safeAddress } from './safe-address.ts'
import { safeLine, safeText } from './safe-text.ts'
import { toArabicIndic } from '../text/digits.ts'
import { directionOf } from '../text/letters.ts'
import { HALF } from '../text/verse-line.ts'

const ELEMENTS = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'blockquote',
  'br',
  'caption',
  'cite',
  'code',
  'dd',
  'del',
  'dfn',
  'div',
  'dl',
  'dt',
  'em',
  'figcaption',
  'figure',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'i',
  'input',
  'ins',
  'kbd',
  'li',
  'mark',
  'ol',
  'p',
  'pre',
  'q',
  'rp',
  'rt',
  'ruby',
  's',
  'samp',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'time',
  'tr',
  'u',
  'ul',
  'var',
  'wbr',
])
/** Gone with all that is in them; of every other unknown element the text stays. */
export const GONE = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'head',
  'title',
  'textarea',
  'select',
  'noembed',
  'noframes',
  'plaintext',
  'xmp',
])
const VOID = new Set(['br', 'hr', 'input', 'wbr'])
const PROPERTIES = new Set([
  'id',
  'lang',
  'dir',
  'title',
  'translate',
  'href',
  'start',
  'reversed',
  'value',
  'dateTime',
  'colSpan',
  'rowSpan',
  'dataFootnoteRef',
  'dataFootnoteBackref',
  'dataPage',
  'ariaLabel',
])

/** For what stands in a line of text; its anchors have names of their own already. `language` is that of the cell. */
export function safeInline(nodes: readonly ElementContent[], language: string): ElementContent[] {
  return nodes.flatMap((node): ElementContent | ElementContent[] => {
    if (node.type === 'text') return { type: 'text', value: safeText(node.value) }
    if (node.type !== 'element' || GONE.has(node.tagName)) return []
    if (node.tagName === 'img') return [isInPage(node.properties.src) ? pictureOf(node) : pictureLink(node, language)]
    const children = safeInline(node.children, language)
    if (!ELEMENTS.has(node.tagName)) return children
    const properties = safeProperties(node)
    if (typeof properties.dataPage === 'string') return [pageElement(node.properties, language)]
    if (node.tagName === 'a' && properties.href === undefined && properties.id === undefined) return children
    const element: Element = { type: 'element', tagName: node.tagName, properties, children: [] }
    // A record may have put words into what holds none.
    return VOID.has(node.tagName) ? [element, ...children] : { ...element, children }
  })
}

/** For carried blocks: ids of the source's own go, they could name something of the page. */
export function safeBlock(element: Element, language: string): ElementContent[] {
  return withoutIds(safeInline([element], language))
}

function withoutIds(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return node
    const { id: _id, ...properties } = node.properties
    return { ...node, properties, children: withoutIds(node.children) }
  })
}

/** Classes that say what an element is: the language of code, the break between the halves of a verse. */
const OWN_CLASSES: Readonly<Record<string, RegExp>> = { code: /^language-[\w+#.-]+$/, br: new RegExp(`^${HALF}$`) }

function safeProperties({ tagName, properties }: Element): Properties {
  if (tagName === 'input')
    return { type: 'checkbox', disabled: true, ...(properties.checked === true ? { checked: true } : {}) }
  const safe: Properties = {}
  for (const [name, value] of Object.entries(properties)) {
    if (!PROPERTIES.has(name) || value === null || value === undefined) continue
    const address = name === 'href' ? safeAddress(value) : undefined
    if (name !== 'href') safe[name] = value
    else if (address !== undefined) safe.href = address
  }
  const own = OWN_CLASSES[tagName]
  const classes =
    own && Array.isArray(properties.className) ? properties.className.filter((name) => own.test(String(name))) : []
  return classes.length > 0 ? { ...safe, className: classes } : safe
}

/** The source's own; one without words says so, as a decoration does. */
function pictureOf({ properties: { src, alt, width, height, dataPicture } }: Element): Element {
  return h('img', { className: ['shown'], src, alt: safeLine(String(alt ?? '')), width, height, dataPicture })
}

/** A picture becomes a link to it with its words: nothing is fetched before a reader asks for it. */
function pictureLink({ properties }: Element, language: string): Element {
  const [alt, address] = [String(properties.alt ?? '').trim(), safeAddress(properties.src)]
  const words = alt === '' ? (address ?? '').replace(/[?#].*$/, '').replace(/^.*\//, '') : alt
  // Only we write a value that is no text there.
  const shown =
    properties[MISSING] === true
      ? [h('strong', { className: ['missing-box'] }, words)]
      : isolateForeign([{ type: 'text', value: safeLine(words) }], language)
  const title = typeof properties.title === 'string' ? { title: safeLine(properties.title) } : {}
  const mark = h('span', { className: ['picture-mark'], ariaHidden: 'true' }, '▣ ')
  return h(
    'span',
    { className: ['picture'] },
    address === undefined ? [mark, ...shown] : [h('a', { href: address, ...title }, [mark, ...shown])],
  )
}

/** Drawn in the margin by the style; the name is said, but is no text of the page. */
function pageElement({ dataPage, id, className, title }: Properties, language: string): Element {
  const name = safeLine(String(dataPage))
  const shown = directionOf(language) === 'rtl' ? toArabicIndic(name) : name
  const isFirst = Array.isArray(className) && className.includes('first')
  return h('span', {
    ...(typeof id === 'string' ? { id } : {}),
    className: isFirst ? ['page', 'first'] : ['page'],
    role: 'doc-pagebreak',
    ariaLabel: `${safeLine(String(title ?? ''))} ${shown}`.trim(),
    dataPage: shown,
  })
}
