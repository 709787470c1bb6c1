/** What stands in a paragraph of Word: text with its emphasis, links, marks of notes. */
import type { ElementContent } from 'hast'
import type { XmlNode } from '../../bitext/xliff/parse-xml.ts'
import { MuqabilError } from '../../errors.ts'
import type { Limits } from '../limits.ts'
import { allNamed, childOf, elementsIn, valueOf, wordsOf } from '../xml-nodes.ts'
import type { CountItem } from './count-items.ts'
import type { Style, Styles } from './read-styles.ts'
import { wrapPieces, type Piece } from './wrap-pieces.ts'

/** Where the reading of a document stands. */
export interface Reading {
  readonly styles: Styles
  readonly countItem: CountItem
  /** Addresses by the ids that the part has for them. */
  readonly addresses: ReadonlyMap<string, string>
  /** The name of the picture that the part has under an id; undefined where none may stand on a page. */
  readonly pictureOf: (id: string) => string | undefined
  /** Fields that are open: they may run over paragraphs. */
  readonly fields: Field[]
  readonly counts: Counts
  /** The notes that there are, by their kinds and numbers: 'footnote-2'. */
  readonly notes: ReadonlyMap<string, XmlNode>
  /** Those that a mark was met of. */
  readonly marked: Set<string>
  /** Text that is not shown. */
  readonly hidden: string[]
  /** Lines of tables of contents. */
  readonly contents: string[]
  readonly limits: Limits
  readonly file: string
}

/** What is not read as it stands, to be said. */
export interface Counts {
  deletions: number
  pictures: number
  formulas: number
  symbols: number
  /** Paragraphs so far. */
  rows: number
}

interface Field {
  instruction: string
  /** Before its result, which is what is read. */
  isOpening: boolean
  /** What was met before its result: part of what it says to the program, or all that there is. */
  readonly held: Piece[]
}

export interface Inline {
  readonly children: ElementContent[]
  /** Text boxes that hang on the paragraph. */
  readonly boxes: readonly XmlNode[]
}

/** Nothing of them is read, or all of it elsewhere. */
const SILENT = new Set([
  'del',
  'moveFrom',
  'delText',
  'delInstrText',
  'pPr',
  'rPr',
  'sdtPr',
  'tblPr',
  'trPr',
  'tcPr',
  'rt',
])
const LINK = /^\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"/i
const WHERE_LEFT = '_GoBack'
const LOCAL = /^\s*HYPERLINK\s+\\l\s/i

export function readInline(paragraph: XmlNode, reading: Reading, isHeading: boolean): Inline {
  const pieces: Piece[] = []
  const boxes: XmlNode[] = []
  /** Ends of pages and columns, which part words inside a paragraph alone. */
  const pageEnds = new Set<ElementContent>()
  const visit = (node: XmlNode, format: Piece['format']): void => {
    switch (node.local) {
      case 'del':
      case 'moveFrom':
        reading.counts.deletions++
        return
      case 'r':
        return readRun(node, format)
      case 'hyperlink': {
        const anchor = valueOf(node, 'anchor')
        const address =
          reading.addresses.get(valueOf(node, 'id') ?? '') ?? (anchor === undefined ? undefined : `#${anchor}`)
        return visitAll(node, address === undefined ? format : { ...format, href: address })
      }
      case 'bookmarkStart': {
        for (const each of anchorOf(node)) pieces.push({ format: {}, node: each })
        return
      }
      case 'oMath':
        if (isLine(node)) visitAll(node, format)
        else reading.counts.formulas++
        return
      case 'sup':
      case 'sub':
        return visitAll(node, { ...format, position: node.local })
      case 'AlternateContent':
        return visitAll({ ...node, children: elementsIn(node).slice(0, 1) }, format)
      case 'txbxContent':
        boxes.push(node)
        return
      case 'drawing':
      case 'pict':
      case 'object': {
        const before = boxes.length
        visitAll(node, format)
        if (boxes.length > before) return
        const found = picturesOf(node, reading)
        if (found.length === 0) reading.counts.pictures++
        for (const each of found) pieces.push({ format, node: each })
        return
      }
      case 't':
      case 'delText':
        return node.local === 't' ? text(wordsOf(node), format) : undefined
      default:
        if (!SILENT.has(node.local)) visitAll(node, format)
    }
  }
  const visitAll = (node: XmlNode, format: Piece['format']): void => {
    for (const child of elementsIn(node)) visit(child, format)
  }
  const text = (value: string, format: Piece['format']): void => {
    if (value === '') return
    const address = reading.fields.map(addressOf).findLast((each) => each !== undefined)
    const linked = address === undefined || format.href !== undefined ? format : { ...format, href: address }
    const into = reading.fields.find(({ isOpening }) => isOpening)?.held ?? pieces
    into.push({ format: linked, node: { type: 'text', value } })
  }
  const readRun = (run: XmlNode, outer: Piece['format']): void => {
    const properties = childOf(run, 'rPr')
    const style = reading.styles.styleOf(valueOf(childOf(properties, 'rStyle'), 'val'))
    const format = { ...outer, ...formatOf(properties, style, isHeading) }
    if (isOn(childOf(properties, 'vanish') ?? childOf(style.run, 'vanish'))) {
      reading.hidden.push(wordsOf(run))
      return
    }
    for (const node of elementsIn(run)) readInRun(node, format)
  }
  const readInRun = (node: XmlNode, format: Piece['format']): void => {
    switch (node.local) {
      case 'tab':
      case 'ptab':
        return text('\t', format)
      case 'cr':
        return void pieces.push({ format, node: lineEnd() })
      case 'br': {
        const end = lineEnd()
        if ((valueOf(node, 'type') ?? 'textWrapping') !== 'textWrapping') pageEnds.add(end)
        return void pieces.push({ format, node: end })
      }
      case 'noBreakHyphen':
        return text('\u2011', format)
      case 'sym':
        reading.counts.symbols++
        return
      case 'fldChar':
        return readFieldMark(valueOf(node, 'fldCharType'), reading.fields)
      case 'instrText': {
        const field = reading.fields.at(-1)
        if (field) field.instruction += wordsOf(node)
        return
      }
      case 'footnoteReference':
      case 'endnoteReference': {
        const id = `${node.local.replace('Reference', '')}-${valueOf(node, 'id') ?? ''}`
        if (!reading.notes.has(id)) return
        reading.marked.add(id)
        return void pieces.push({ format: {}, node: mark(id) })
      }
      default:
        return visit(node, format)
    }
  }
  for (const child of elementsIn(paragraph)) visit(child, {})
  // A field has its instruction in one paragraph; one that is damaged must not hide what follows.
  for (const field of reading.fields.filter(({ isOpening }) => isOpening)) {
    field.isOpening = false
    pieces.push(...field.held)
  }
  const isInk = ({ node }: Piece): boolean => !pageEnds.has(node) && !(node.type === 'element' && node.tagName === 'a')
  const [first, last] = [pieces.findIndex(isInk), pieces.findLastIndex(isInk)]
  const shown = pieces.filter(({ node }, index) => !pageEnds.has(node) || (index > first && index < last))
  const { limits, file } = reading
  const children = wrapPieces(shown)
  if (children.length > limits.markup) throw new MuqabilError('markup-too-dense', { limit: limits.markup }, { file })
  return { children, boxes }
}

function readFieldMark(kind: string | undefined, fields: Field[]): void {
  const field = fields.at(-1)
  if (kind === 'begin') fields.push({ instruction: '', isOpening: true, held: [] })
  else if (kind === 'separate' && field) field.isOpening = false
  else if (kind === 'end') fields.pop()
}

function addressOf({ instruction }: Field): string | undefined {
  const address = LINK.exec(instruction)?.[1]
  return address !== undefined && LOCAL.test(instruction) ? `#${address}` : address
}

const LINE = new Set(['r', 't', 'sSup', 'sSub', 'e', 'sup', 'sub'])

/** A formula of signs with their exponents and indices alone can be read as a line of text. */
function isLine(formula: XmlNode): boolean {
  return elementsIn(formula).every((child) => /Pr$/.test(child.local) || (LINE.has(child.local) && isLine(child)))
}

/** Runs of Arabic have properties of their own for weight and slant ("complex script"). */
function formatOf(properties: XmlNode | undefined, style: Style, isHeading: boolean): Piece['format'] {
  const isComplex = isOn(childOf(properties, 'rtl')) || isOn(childOf(properties, 'cs'))
  const has = (name: string): boolean => {
    const own = childOf(properties, isComplex ? `${name}Cs` : name)
    return own === undefined ? isOn(childOf(style.run, name)) : isOn(own)
  }
  const position = valueOf(childOf(properties, 'vertAlign'), 'val')
  return {
    ...(has('b') && !isHeading ? { strong: true } : {}),
    ...(has('i') ? { em: true } : {}),
    ...(isOn(childOf(properties, 'strike')) || isOn(childOf(properties, 'dstrike')) ? { del: true } : {}),
    ...(position === 'superscript' ? { position: 'sup' } : position === 'subscript' ? { position: 'sub' } : {}),
  }
}

function isOn(node: XmlNode | undefined): boolean {
  return node !== undefined && !/^(?:0|false|off|none)$/.test(valueOf(node, 'val') ?? '')
}

/** One that may not stand on a page is known by its words, if it has any. */
function picturesOf(drawing: XmlNode, { pictureOf }: Reading): readonly ElementContent[] {
  const [properties] = [...allNamed(drawing, 'docPr'), ...allNamed(drawing, 'shape')]
  const alt = (['descr', 'alt', 'title'] as const)
    .map((name) => valueOf(properties, name)?.trim() ?? '')
    .find((words) => words !== '')
  const ids = [...allNamed(drawing, 'blip'), ...allNamed(drawing, 'imagedata')].map(
    (picture) => valueOf(picture, 'embed') ?? valueOf(picture, 'id') ?? '',
  )
  const names = ids.map(pictureOf).filter((name) => name !== undefined)
  const words = alt === undefined ? {} : { alt }
  const all =
    names.length > 0 ? names.map((name) => ({ ...words, dataPicture: name })) : alt === undefined ? [] : [words]
  return all.map((own) => ({ type: 'element', tagName: 'img', properties: own, children: [] }))
}

function lineEnd(): ElementContent {
  return { type: 'element', tagName: 'br', properties: {}, children: [] }
}

/** An anchor, unless it is where Word was left. */
export function anchorOf(bookmark: XmlNode): readonly ElementContent[] {
  const name = valueOf(bookmark, 'name') ?? WHERE_LEFT
  return name === WHERE_LEFT ? [] : [{ type: 'element', tagName: 'a', properties: { id: name }, children: [] }]
}

function mark(id: string): ElementContent {
  const properties = { href: `#${id}`, id: `mark-${id}`, role: 'doc-noteref' }
  const link: ElementContent = { type: 'element', tagName: 'a', properties, children: [{ type: 'text', value: '*' }] }
  return { type: 'element', tagName: 'sup', properties: {}, children: [link] }
}
