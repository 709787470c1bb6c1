/** Inline markup as numbered codes in a text. */
import type { Element, ElementContent, Properties, Text } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { toString } from 'hast-util-to-string'
import { plainText, type Code, type CodeFacts, type Content } from '../bitext/content.ts'
import type { PageBreak } from '../bitext/source.ts'
import { hasLettersOf } from '../text/letters.ts'
import { holdsTranslated, isTranslatedIn } from './is-translated.ts'

/** Elements that are one code with all that is inside them: nothing in them is translated. */
const ATOMS = new Set(['br', 'wbr', 'img', 'input', 'code', 'kbd', 'samp', 'ruby'])
/** Nothing without attributes. */
const BARE = new Set(['a', 'span'])
/** For whoever translates, on the element that it is about. */
const NOTE = 'dataMuqabilNote'
const WHITE_SPACE = /[ \t\n\r\f]+/g
/** Something that is not yet one space between words. */
const LOOSE = /[\t\n\r\f]| {2}/

export interface InlineContent {
  readonly content: Content
  readonly codes: Readonly<Record<string, CodeFacts>>
  readonly pages?: readonly PageBreak[]
  /** On elements in it, for whoever translates. */
  readonly notes: readonly string[]
}

interface InlineOptions {
  /** Is given the element of each code, by the code's id. */
  readonly elements?: Map<string, Element>
  /** Whether text is, where no element in it says otherwise; true unless said. */
  readonly isTranslated?: boolean
}

/**
 * White space collapsed as HTML does, none at the edges; no-break spaces are kept.
 *
 * @param language Of the text: markup that only says so is left out, since it stands on the other side too.
 */
export function inlineContent(
  nodes: readonly ElementContent[],
  language: string,
  { elements, isTranslated = true }: InlineOptions = {},
): InlineContent {
  const parts: (string | Code)[] = []
  const codes: Record<string, CodeFacts> = {}
  const pages: PageBreak[] = []
  const notes: string[] = []
  let count = 0
  let atSpace = true
  const text = (value: string): void => {
    const collapsed = LOOSE.test(value) ? value.replace(WHITE_SPACE, ' ') : value
    const kept = atSpace && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed
    if (kept === '') return
    atSpace = kept.endsWith(' ')
    if (typeof parts.at(-1) === 'string') parts.push(`${parts.pop()}${kept}`)
    else parts.push(kept)
  }
  const visit = (node: ElementContent, translated: boolean): void => {
    if (node.type === 'text') {
      if (translated || node.value.trim() === '') return text(node.value)
      const [, before = '', inner = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(node.value) ?? []
      text(before)
      visit(keptText(inner, node.position, [before.length, after.length]), false)
      return text(after)
    }
    if (node.type !== 'element') return
    if (typeof node.properties.dataPage === 'string') {
      pages.push({ name: node.properties.dataPage, at: plainText(parts).length })
      return
    }
    notes.push(...notesOf(node))
    const properties = ownProperties(node, language)
    const inside = isTranslatedIn(node) ?? translated
    if (isAtom(node, inside)) {
      const id = String(++count)
      elements?.set(id, node)
      const shown = node.tagName === 'img' ? String(node.properties.alt ?? '') : toString(node)
      codes[id] = {
        kind: 'standalone',
        tagName: node.tagName,
        properties,
        open: toHtml(withoutPositions(node)),
        ...(node.children.length > 0 ? { children: node.children.map(withoutPositions) as ElementContent[] } : {}),
        ...(shown === '' ? {} : { shown }),
      }
      if (node.tagName === 'br') trimEnd(parts)
      parts.push({ kind: 'standalone', id })
      atSpace = node.tagName === 'br'
      return
    }
    if (BARE.has(node.tagName) && Object.keys(properties).length === 0) {
      for (const child of node.children) visit(child, inside)
      return
    }
    const id = String(++count)
    elements?.set(id, node)
    const empty = toHtml({ type: 'element', tagName: node.tagName, properties, children: [] })
    const close = `</${node.tagName}>`
    codes[id] = { kind: 'pair', tagName: node.tagName, properties, open: empty.slice(0, -close.length), close }
    parts.push({ kind: 'open', id })
    for (const child of node.children) visit(child, inside)
    parts.push({ kind: 'close', id })
  }
  for (const node of nodes) visit(node, isTranslated)
  trimEnd(parts)
  return { content: parts, codes, notes, ...(pages.length > 0 ? { pages } : {}) }
}

/** @param position Of the text with the white space round it, so many characters on either side. */
function keptText(value: string, position: Text['position'], [before, after]: readonly [number, number]): Element {
  const text: Text = { type: 'text', value }
  const element: Element = { type: 'element', tagName: 'span', properties: { translate: 'no' }, children: [text] }
  const { start, end } = position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return element
  const own = {
    start: { ...start, offset: start.offset + before },
    end: { ...end, offset: end.offset - after },
  }
  return { ...element, position: own, children: [{ ...text, position: own }] }
}

/** What the source tells whoever translates what is in the element. */
export function notesOf({ properties }: Element): readonly string[] {
  const notes = properties[NOTE]
  return typeof notes === 'string' && notes !== '' ? notes.split('\n') : []
}

/** Takes the white space off the last text, codes that follow it passed over. */
function trimEnd(parts: (string | Code)[]): void {
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index]
    if (typeof part !== 'string') {
      if (part?.kind !== 'close') return
      continue
    }
    const trimmed = part.replace(/ +$/, '')
    if (trimmed === '') {
      parts.splice(index, 1)
      continue
    }
    parts[index] = trimmed
    return
  }
}

/** Whole where nothing in it is translated. */
function isAtom(node: Element, isTranslated: boolean): boolean {
  const { tagName, properties, children } = node
  if (ATOMS.has(tagName) || properties.dataFootnoteBackref !== undefined) return true
  if (!isTranslated && !holdsTranslated(node)) return true
  return (
    tagName === 'sup' &&
    children.some((child) => child.type === 'element' && child.properties.dataFootnoteRef !== undefined)
  )
}

/** Without language and direction where they say what holds anyway, or where the letters say otherwise. */
function ownProperties(node: Element, language: string): Record<string, NonNullable<Properties[string]>> {
  const isForeign = node.tagName === 'bdo' || !hasLettersOf(language, toString(node))
  return Object.fromEntries(
    Object.entries(node.properties).flatMap(([name, value]) => {
      const kept = isForeign || (name !== 'lang' && name !== 'dir')
      // Of classes there are none left where nothing keeps them.
      const isNone = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
      return isNone || !kept || name === NOTE ? [] : [[name, value]]
    }),
  )
}

function withoutPositions(node: ElementContent): ElementContent {
  const { position: _position, data: _data, ...rest } = node
  if (rest.type !== 'element') return rest
  const { [NOTE]: _note, ...properties } = rest.properties
  return { ...rest, properties, children: rest.children.map(withoutPositions) }
}

/** Whether there is anything to read in it, codes' own text counted, pictures not. */
export function hasText({ content, codes }: InlineContent): boolean {
  return content.some((part) =>
    typeof part === 'string'
      ? part.trim() !== ''
      : part.kind === 'standalone' &&
        codes[part.id]?.shown !== undefined &&
        codes[part.id]?.tagName !== 'img' &&
        codes[part.id]?.properties.dataFootnoteBackref === undefined,
  )
}
