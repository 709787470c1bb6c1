/** A document's tree as units: every block with text is one, everything else is carried. */
import type { Element, ElementContent, ElementData, Root, RootContent } from 'hast'
import type { SourceDocument, SourceUnit, UnitKind } from '../bitext/source.ts'
import { findFurniture } from './furniture.ts'
import { hasText, inlineContent } from './inline-content.ts'

export interface ExtractOptions {
  /** Relative to the project. */
  readonly path: string
  readonly language: string
  /** Lines that look like web furniture and belong to the text. */
  readonly keep?: readonly string[]
  /** Lines that do not belong to the text, wherever they stand. */
  readonly leaveOut?: readonly string[]
  readonly frontMatter?: Readonly<Record<string, unknown>>
  readonly decisions?: readonly string[]
}

const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'caption',
  'col',
  'colgroup',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'figcaption',
  'figure',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'main',
  'nav',
  'ol',
  'p',
  'pre',
  'section',
  'summary',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul',
])
/** Blocks that are a unit themselves when nothing but inline markup is in them; in others loose text gets a paragraph of its own. */
const UNIT_BLOCKS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'td',
  'th',
  'caption',
  'figcaption',
  'dt',
  'dd',
  'summary',
])
/** Carried whole: what is in them is not prose. */
const CARRIED = new Set(['pre', 'hr', 'col', 'colgroup'])
const KINDS: Readonly<Record<string, UnitKind>> = {
  li: 'item',
  td: 'cell',
  th: 'header-cell',
  caption: 'caption',
  figcaption: 'caption',
  dt: 'term',
  dd: 'definition',
  blockquote: 'quotation',
}

interface Found {
  readonly unit: SourceUnit
  readonly element: Element
}

/** Units in document order, and the skeleton they are to be laid into again. */
export function extractUnits(tree: Root, options: ExtractOptions): SourceDocument {
  const found: Found[] = []
  const children = copyChildren(tree.children, [], found)
  const { leftOut, dropped } = findFurniture(
    found.map(({ unit }) => unit),
    options,
  )
  const gone = new Set<Element>()
  let index = 0
  for (const [place, { element }] of found.entries()) {
    if (dropped.has(place)) gone.add(element)
    else element.data = { unit: index++ } as ElementData // the parser's own member of it, which it declares as required, is the parser's
  }
  return {
    path: options.path,
    language: options.language,
    units: found.filter((_, place) => !dropped.has(place)).map(({ unit }) => unit),
    leftOut,
    skeleton: { type: 'root', children: withoutDropped(children, gone) },
    decisions: options.decisions ?? [],
    ...(options.frontMatter ? { frontMatter: options.frontMatter } : {}),
  }
}

function copyChildren(nodes: readonly RootContent[], ancestors: readonly Element[], found: Found[]): ElementContent[] {
  const copies: ElementContent[] = []
  let loose: ElementContent[] = []
  const settle = (): void => {
    const inline = inlineContent(loose)
    if (hasText(inline))
      copies.push(unitElement({ type: 'element', tagName: 'p', properties: {}, children: [] }, loose, ancestors, found))
    else copies.push(...loose.filter((node) => node.type === 'element' && node.tagName !== 'br'))
    loose = []
  }
  for (const node of nodes) {
    if (node.type === 'doctype' || node.type === 'comment' || isNoteHeading(node)) continue
    if (node.type === 'text' || (node.type === 'element' && !BLOCKS.has(node.tagName) && !containsBlock(node))) {
      loose.push(node)
      continue
    }
    settle()
    if (node.type === 'element') copies.push(copyBlock(node, ancestors, found))
  }
  settle()
  return copies
}

function copyBlock(node: Element, ancestors: readonly Element[], found: Found[]): Element {
  if (CARRIED.has(node.tagName)) return structuredClone(node)
  const copy: Element = { type: 'element', tagName: node.tagName, properties: { ...node.properties }, children: [] }
  const inside = [...ancestors, node]
  if (UNIT_BLOCKS.has(node.tagName) && !containsBlock(node)) {
    if (hasText(inlineContent(node.children)))
      return unitElement(
        { ...copy, ...(node.position ? { position: node.position } : {}) },
        node.children,
        inside,
        found,
      )
    copy.children = structuredClone(node.children)
    return copy
  }
  copy.children = copyChildren(node.children, inside, found)
  return copy
}

/** "Footnotes", which the Markdown reader adds for screen readers: the edition has words of its own. */
function isNoteHeading(node: RootContent): boolean {
  return node.type === 'element' && node.tagName === 'h2' && node.properties.id === 'footnote-label'
}

function unitElement(
  element: Element,
  children: readonly ElementContent[],
  ancestors: readonly Element[],
  found: Found[],
): Element {
  const start = (element.position ?? children.find((child) => child.position)?.position)?.start
  const depth = /^h([1-6])$/.exec(element.tagName)?.[1]
  const unit: SourceUnit = {
    kind: kindOf(element, ancestors),
    ...(depth ? { depth: Number(depth) } : {}),
    ...inlineContent(children),
    ...(start ? { line: start.line, column: start.column } : {}),
  }
  const { position: _position, ...copy } = element
  found.push({ unit, element: copy })
  return copy
}

function kindOf({ tagName }: Element, ancestors: readonly Element[]): UnitKind {
  if (/^h[1-6]$/.test(tagName)) return 'heading'
  if (ancestors.some(({ properties }) => properties.dataFootnotes !== undefined)) return 'note'
  for (const name of [tagName, ...ancestors.map((ancestor) => ancestor.tagName).toReversed()]) {
    const kind = KINDS[name]
    if (kind) return kind
  }
  return 'paragraph'
}

function containsBlock(node: Element): boolean {
  return node.children.some((child) => child.type === 'element' && (BLOCKS.has(child.tagName) || containsBlock(child)))
}

function withoutDropped(nodes: readonly ElementContent[], gone: ReadonlySet<Element>): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node]
    if (gone.has(node)) return []
    if (gone.size > 0) {
      const before = node.children.length
      node.children = withoutDropped(node.children, gone)
      if (before > 0 && node.children.length === 0 && node.data?.unit === undefined) return []
    }
    return [node]
  })
}
