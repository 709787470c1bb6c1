/** Elements as a book may hold them: sound XHTML, whose links lead to what is there. */
import type { Element, ElementContent, Properties } from 'hast'
import { decodeName } from '../../text/decode-name.ts'

/** Names of the book: where the page's anchors are. */
export interface Anchors {
  /** The name in its file; undefined for one that is there already. */
  readonly nameOf: (id: string, file: string) => string | undefined
  /** What leads there from any file; undefined where there is no such anchor. */
  readonly hrefTo: (id: string) => string | undefined
}

/** Takes the anchors of all files first, since notes are pointed to from before them. */
export function collectAnchors(
  files: readonly { readonly file: string; readonly body: readonly ElementContent[] }[],
): Anchors {
  const places = new Map<string, { readonly file: string; readonly name: string }>()
  const taken = new Set<string>()
  for (const { file, body } of files) collect(body, file)

  function collect(nodes: readonly ElementContent[], file: string): void {
    for (const node of nodes) {
      if (node.type !== 'element') continue
      const { id } = node.properties
      if (typeof id === 'string' && !places.has(id)) {
        // The source's own names can be anything; those of rows are permanent.
        const name = /^p-[\w-]+$/.test(id) ? id : `a-${places.size + 1}`
        places.set(id, { file, name })
      }
      collect(node.children, file)
    }
  }
  return {
    nameOf(id, file) {
      const place = places.get(id)
      if (place === undefined || place.file !== file || taken.has(id)) return undefined
      taken.add(id)
      return place.name
    },
    hrefTo(id) {
      const place = places.get(id)
      return place && `${place.file}#${place.name}`
    },
  }
}

/** What no line of text can hold: a book's reader refuses the whole file for it. */
const BLOCKS = new Set([
  'blockquote',
  'caption',
  'dd',
  'div',
  'dl',
  'dt',
  'figcaption',
  'figure',
  'hr',
  'li',
  'ol',
  'p',
  'pre',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul',
])
/** These hold lines of text. */
const LINES =
  /^(?:p|h[1-6]|span|a|em|i|strong|b|code|kbd|samp|var|del|ins|s|u|q|cite|abbr|dfn|mark|small|sub|sup|bdi|bdo|time|ruby|rt|pre)$/

interface Place {
  readonly file: string
  readonly inLine: boolean
  readonly inLink: boolean
}

export function soundXhtml(nodes: readonly ElementContent[], file: string, anchors: Anchors): ElementContent[] {
  return sound(nodes, { file, inLine: false, inLink: false }, anchors)
}

function sound(nodes: readonly ElementContent[], place: Place, anchors: Anchors): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node]
    const { tagName, properties } = node
    if (tagName === 'input') return [{ type: 'text', value: properties.checked === true ? '\u2611' : '\u2610' }]
    if (tagName === 'img') return pictureOf(properties)
    const href = tagName === 'a' ? addressOf(properties, anchors) : undefined
    const isLink = href !== undefined && !place.inLink
    const inside = sound(
      node.children,
      { ...place, inLine: place.inLine || LINES.test(tagName), inLink: place.inLink || isLink },
      anchors,
    )
    const own = attributesOf(properties, place, anchors)
    if (tagName === 'a' && !isLink)
      return own.id === undefined
        ? inside
        : [{ ...node, tagName: 'span', properties: { id: own.id }, children: inside }]
    const isMark = properties.dataFootnoteRef !== undefined
    const link = isLink ? { href, ...(isMark ? { 'epub:type': 'noteref', role: 'doc-noteref' } : {}) } : {}
    const page = properties.dataPage === undefined ? {} : { 'epub:type': 'pagebreak' }
    const name = place.inLine && BLOCKS.has(tagName) ? 'span' : tagName
    return [{ ...node, tagName: name, properties: { ...own, ...page, ...link }, children: inside } as Element]
  })
}

/** In a file of the book. */
export function pictureFile(name: string): string {
  return `pictures/${name}`
}

function pictureOf({ dataPicture, alt, width, height }: Properties): ElementContent[] {
  if (typeof dataPicture !== 'string') return []
  const properties = { src: pictureFile(dataPicture), alt: String(alt ?? ''), width, height }
  return [{ type: 'element', tagName: 'img', properties, children: [] }]
}

/** Within the book, or to a whole address: what is beside the source is not in the book. */
function addressOf({ href }: Properties, anchors: Anchors): string | undefined {
  if (typeof href !== 'string') return undefined
  if (href.startsWith('#')) return anchors.hrefTo(href.slice(1)) ?? anchors.hrefTo(decodeName(href.slice(1)))
  return /^(?:https?|mailto):/i.test(href) && URL.canParse(href) ? new URL(href).href : undefined
}

/** Properties of the page's own scripts and styles, and what has no form in XML, stay behind. */
function attributesOf(properties: Properties, { file }: Place, anchors: Anchors): Properties {
  const { id, href: _href, tabIndex: _tab, reversed: _reversed, ariaLabel: _label, value: _value, ...rest } = properties
  const kept = Object.entries(rest).filter(([name]) => !name.startsWith('data'))
  const name = typeof id === 'string' ? anchors.nameOf(id, file) : undefined
  return { ...Object.fromEntries(kept), ...(name === undefined ? {} : { id: name }) }
}
