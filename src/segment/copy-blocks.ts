/** Copies a document's blocks: those with text become units, everything else is carried. */
import type { Element, ElementContent, RootContent } from 'hast'
import { toString } from 'hast-util-to-string'
import type { KeptBlock, PageBreak, SourceUnit, UnitKind } from '../bitext/source.ts'
import { CARRIED, CELLS, PARTS, UNIT_BLOCKS, containsBlock, isBlock, kindOf } from './block-names.ts'
import { isNamedVerse } from './couplets.ts'
import { hasText, inlineContent, notesOf } from './inline-content.ts'
import { holdsTranslated, isTranslatedIn } from './is-translated.ts'
import type { FindPlace } from './unit-place.ts'
import { verseTable, type VerseRow } from './verse-table.ts'
import { asVerse } from './verse.ts'

export interface Found {
  readonly unit: SourceUnit
  /** In the skeleton. */
  readonly element: Element
  /** Of the source, by the id of the code that each became. */
  readonly codeElements: ReadonlyMap<string, Element>
}

/** Where the copying stands. */
export interface Place {
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
  /** The text is a line of verse already, its halves parted. */
  readonly isVerse?: boolean
}

/** Adds to `found` and `kept` as it goes. */
export function copyChildren(nodes: readonly RootContent[], place: Place): ElementContent[] {
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
    if (node.type === 'text' || (node.type === 'element' && !isBlock(node))) {
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
  const position = node.position ? { position: node.position } : {}
  const { tagName } = node
  const copy: Element = { type: 'element', tagName, properties: { ...node.properties }, children: [], ...position }
  const inside: Place = { ...place, isTranslated, ancestors: [...place.ancestors, node] }
  if (tagName === 'table' && isTranslated) {
    const isNamed = place.ancestors.some(({ properties }) => isNamedVerse(properties.className))
    const verse = verseTable(node, isNamed)
    if (verse)
      return { ...copy, tagName: 'div', properties: {}, children: verse.map((row) => verseElement(row, place)) }
  }
  if (UNIT_BLOCKS.has(node.tagName) && !containsBlock(node)) {
    const inline = inlineContent(node.children, place.language)
    if (hasText(inline) || (CELLS.has(node.tagName) && inline.content.length > 0))
      return unitElement(copy, node.children, inside)
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

const VERSE: ReadonlySet<UnitKind> = new Set(['paragraph', 'quotation'])

/** Loose text is taken for where the first element in it stands, or the block that it is in. */
function unitElement(
  element: Element,
  children: readonly ElementContent[],
  { ancestors, found, said, language, isTranslated, isVerse = false, findPlace, pages }: Place,
): Element {
  const near = element.position ?? children.find((child) => child.position)?.position ?? ancestors.at(-1)?.position
  const depth = /^h([1-6])$/.exec(element.tagName)?.[1]
  const kind = kindOf(element, ancestors)
  const isNamed = [element, ...ancestors].some(({ properties }) => isNamedVerse(properties.className))
  const verse = !isVerse && VERSE.has(kind) ? asVerse(children, { isNamed }) : undefined
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
    kind: verse || isVerse ? 'verse' : kind,
    ...(depth ? { depth: Number(depth) } : {}),
    ...inline,
    ...(pages.length > 0 ? { pages: [...pages.splice(0), ...(inline.pages ?? [])] } : {}),
    ...(inSource ? { place: inSource } : {}),
    ...(allNotes.length > 0 ? { notes: allNotes } : {}),
    ...(near ? { line: near.start.line, column: near.start.column } : {}),
  }
  const { position: _position, ...copy } = element
  found.push({ unit, element: copy, codeElements: elements })
  return copy
}

/** A line of a poem that is set as a table. */
function verseElement({ children, position }: VerseRow, place: Place): Element {
  const paragraph: Element = { type: 'element', tagName: 'p', properties: {}, children: [] }
  return unitElement({ ...paragraph, ...(position ? { position } : {}) }, children, { ...place, isVerse: true })
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
