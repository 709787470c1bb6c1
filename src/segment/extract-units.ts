/** A document's tree as units: every block with text is one, everything else is carried. */
import type { Element, ElementContent, ElementData, Root, RootContent } from 'hast'
import { toString } from 'hast-util-to-string'
import type {
  KeptBlock,
  LeftOut,
  Metadata,
  Picture,
  PageBreak,
  SourceDocument,
  SourceFinding,
  SourceForm,
  SourceUnit,
  UnitKind,
} from '../bitext/source.ts'
import { distrustedLanguages } from './distrusted-languages.ts'
import { findFurniture } from './furniture.ts'
import { hasText, inlineContent, notesOf } from './inline-content.ts'
import { holdsTranslated, isTranslatedIn } from './is-translated.ts'
import { metadataUnits } from './metadata-units.ts'
import { placeFinder, type FindPlace } from './unit-place.ts'
import { asVerse } from './verse.ts'

export interface ExtractOptions {
  /** Relative to the project. */
  readonly path: string
  readonly language: string
  /** Lines that look like web furniture and belong to the text. */
  readonly keep?: readonly string[]
  /** Lines that do not belong to the text, wherever they stand. */
  readonly leaveOut?: readonly string[]
  /** What the reader left out already. */
  readonly leftOut?: readonly LeftOut[]
  readonly frontMatter?: Readonly<Record<string, unknown>>
  readonly decisions?: readonly string[]
  readonly findings?: readonly SourceFinding[]
  /** What the source says of itself outside of its text. */
  readonly metadata?: readonly Metadata[]
  readonly form?: SourceForm
  /** That the source brings along, by name. */
  readonly pictures?: Readonly<Record<string, Picture>>
}

const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'caption',
  'center',
  'col',
  'colgroup',
  'dd',
  'details',
  'dialog',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hgroup',
  'hr',
  'legend',
  'li',
  'main',
  'menu',
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
  'legend',
])
/** Parts of a list or a table: what is kept in one stays in its place, on both sides. */
const PARTS = new Set([
  'li',
  'dd',
  'dt',
  'td',
  'th',
  'tr',
  'tbody',
  'thead',
  'tfoot',
  'caption',
  'figcaption',
  'summary',
  'legend',
])
/** A picture in one is a row of it, so that a table is whole. */
const CELLS = new Set(['td', 'th'])
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
  const findPlace = options.form ? { findPlace: placeFinder(options.form) } : {}
  const kept: KeptBlock[] = []
  const said = new Set<Element>()
  const children = copyChildren(tree.children, {
    ancestors: [],
    found,
    kept,
    said,
    language: options.language,
    isTranslated: true,
    pages: [],
    ...findPlace,
  })
  const { leftOut, dropped } = findFurniture(
    found.map(({ unit }) => unit),
    options,
    (index) => isTitle(found[index]),
  )
  const promoted = promoteTitle(found, dropped)
  const gone = new Set<Element>()
  let index = 0
  for (const [place, { element }] of found.entries()) {
    if (dropped.has(place)) gone.add(element)
    else element.data = { unit: index++ } as ElementData // the parser's own member of it, which it declares as required, is the parser's
  }
  return {
    path: options.path,
    language: options.language,
    units: [
      ...found.filter((_, place) => !dropped.has(place)).map(({ unit }) => unit),
      ...metadataUnits(options.metadata ?? [], options.language),
    ],
    leftOut: [...(options.leftOut ?? []), ...leftOut],
    skeleton: { type: 'root', children: withoutDropped(children, gone) },
    decisions: [...(options.decisions ?? []), ...promoted, ...distrustedLanguages(tree, options.language)],
    ...(kept.length > 0 ? { kept } : {}),
    ...(options.findings ? { findings: options.findings } : {}),
    ...(options.frontMatter ? { frontMatter: options.frontMatter } : {}),
    ...(options.form ? { form: options.form } : {}),
    ...(options.pictures ? { pictures: options.pictures } : {}),
  }
}

/** Where the line that a reader took for the title is left out, the first that stays is the title if its reader says that it then would be. */
function promoteTitle(found: Found[], dropped: ReadonlySet<number>): readonly string[] {
  const lost = found.some(({ element }, place) => dropped.has(place) && element.tagName === 'h1')
  const place = found.findIndex((_, each) => !dropped.has(each))
  const first = found[place]
  if (!lost || first?.element.properties.dataGuessed === undefined) return []
  first.element.tagName = 'h1'
  found[place] = { ...first, unit: { ...first.unit, kind: 'heading', depth: 1 } }
  return first.unit.line === undefined ? [] : [`line ${first.unit.line} is the title: what stands above it is left out`]
}

/** A heading of the first order that the source itself marks, not one that its reader took for it. */
function isTitle(found: Found | undefined): boolean {
  return found?.element.tagName === 'h1' && found.element.properties.dataGuessed === undefined
}

/** Where the copying stands. */
interface Place {
  readonly ancestors: readonly Element[]
  readonly found: Found[]
  readonly kept: KeptBlock[]
  /** Elements whose notes a unit has. */
  readonly said: Set<Element>
  readonly language: string
  readonly findPlace?: FindPlace
  /** Pages that began since the last unit, outside of any. */
  readonly pages: PageBreak[]
  /** Whether text is, where nothing in it says otherwise. */
  readonly isTranslated: boolean
}

function copyChildren(nodes: readonly RootContent[], place: Place): ElementContent[] {
  const copies: ElementContent[] = []
  let loose: ElementContent[] = []
  const settle = (): void => {
    const paragraph: Element = { type: 'element', tagName: 'p', properties: {}, children: [] }
    if (loose.length === 0) return
    const inline = inlineContent(loose, place.language)
    if (!place.isTranslated && !isInPart(place) && hasText(inline)) {
      if (loose.some((node) => node.type === 'element' && (isTranslatedIn(node) ?? holdsTranslated(node))))
        copies.push(unitElement(paragraph, loose, place))
      else copies.push(keep({ ...paragraph, children: loose }, place))
    } else if (hasText(inline)) copies.push(unitElement(paragraph, loose, place))
    else {
      place.pages.push(...(inline.pages ?? []).map(({ name }) => ({ name, at: 0 })))
      for (const node of loose) if (node.type === 'element' && node.tagName !== 'br' && !isPage(node)) copies.push(node)
    }
    loose = []
  }
  for (const node of nodes) {
    if (node.type === 'doctype' || node.type === 'comment' || isNoteHeading(node, place)) continue
    if (node.type === 'text' || (node.type === 'element' && !BLOCKS.has(node.tagName) && !containsBlock(node))) {
      loose.push(node)
      continue
    }
    settle()
    if (node.type === 'element') copies.push(copyBlock(node, place))
  }
  settle()
  return copies
}

function copyBlock(node: Element, place: Place): Element {
  if (CARRIED.has(node.tagName)) return structuredClone(node)
  const isTranslated = isTranslatedIn(node) ?? place.isTranslated
  const isKept = !isTranslated && !holdsTranslated(node)
  if (isKept && !PARTS.has(node.tagName) && !isInPart(place)) return keep(node, place)
  const copy: Element = { type: 'element', tagName: node.tagName, properties: { ...node.properties }, children: [] }
  const inside: Place = { ...place, isTranslated, ancestors: [...place.ancestors, node] }
  if (UNIT_BLOCKS.has(node.tagName) && !containsBlock(node)) {
    const inline = inlineContent(node.children, place.language)
    if (hasText(inline) || (CELLS.has(node.tagName) && inline.content.length > 0))
      return unitElement({ ...copy, ...(node.position ? { position: node.position } : {}) }, node.children, inside)
    place.pages.push(...(inline.pages ?? []).map(({ name }) => ({ name, at: 0 })))
    copy.children = structuredClone(node.children.filter((child) => !isPage(child)))
    return copy
  }
  copy.children = copyChildren(node.children, inside)
  return copy
}

/** "Footnotes", which the Markdown reader adds for screen readers: the edition has words of its own. */
function isNoteHeading(node: RootContent, { ancestors }: Place): boolean {
  return (
    node.type === 'element' &&
    node.properties.id === 'footnote-label' &&
    ancestors.at(-1)?.properties.dataFootnotes !== undefined
  )
}

/** Loose text is taken for where the first element in it stands, or the block that it is in. */
function unitElement(
  element: Element,
  children: readonly ElementContent[],
  { ancestors, found, said, language, isTranslated, findPlace, pages }: Place,
): Element {
  const near = element.position ?? children.find((child) => child.position)?.position ?? ancestors.at(-1)?.position
  const depth = /^h([1-6])$/.exec(element.tagName)?.[1]
  const kind = kindOf(element, ancestors)
  const verse = kind === 'paragraph' || kind === 'quotation' ? asVerse(children) : undefined
  const elements = new Map<string, Element>()
  const { notes, ...inline } = inlineContent(verse ?? wholeIfKept(children, isTranslated), language, {
    elements,
    isTranslated,
  })
  const block = element.position ?? ancestors.findLast(({ position }) => position)?.position
  const inSource = findPlace?.(children, elements, block)
  const allNotes = [...ancestors.filter((each) => !said.has(each)).flatMap(notesOf), ...notes]
  for (const each of ancestors) said.add(each)
  const unit: SourceUnit = {
    kind: verse ? 'verse' : kind,
    ...(depth ? { depth: Number(depth) } : {}),
    ...inline,
    ...(pages.length > 0 ? { pages: [...pages.splice(0), ...(inline.pages ?? [])] } : {}),
    ...(inSource ? { place: inSource } : {}),
    ...(allNotes.length > 0 ? { notes: allNotes } : {}),
    ...(near ? { line: near.start.line, column: near.start.column } : {}),
  }
  const { position: _position, ...copy } = element
  found.push({ unit, element: copy })
  return copy
}

function isPage(node: ElementContent): boolean {
  return node.type === 'element' && node.properties.dataPage !== undefined
}

/** In a list or table a block cannot stand alone. */
function isInPart({ ancestors }: Place): boolean {
  return ancestors.some(({ tagName }) => PARTS.has(tagName))
}

/** A block that stays as it is. */
function keep(node: Element, { kept }: Place): Element {
  const text = toString(node).replace(/\s+/g, ' ').trim()
  const { start } = node.position ?? node.children.find((child) => child.position)?.position ?? {}
  if (text !== '') kept.push({ text, ...(start ? { line: start.line } : {}) })
  return { ...structuredClone(node), properties: { ...node.properties, translate: 'no' } }
}

/** What is kept whole is one code, markup and all. */
function wholeIfKept(children: readonly ElementContent[], isTranslated: boolean): readonly ElementContent[] {
  const holder: Element = { type: 'element', tagName: 'span', properties: { translate: 'no' }, children: [...children] }
  return isTranslated || holdsTranslated(holder) ? children : [holder]
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
