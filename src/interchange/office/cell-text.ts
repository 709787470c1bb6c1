/** Text of an office document's cell, from Word's runs: what it says once all tracked changes are accepted. */
import type { XmlNode } from '../../bitext/xliff/parse-xml.ts'
import { elements } from '../../bitext/xliff/node.ts'
import { childrenOf, localAttribute } from './nodes.ts'

export interface CellText {
  readonly text: string
  /** Ids of comments that hang on it. */
  readonly comments: readonly string[]
  /** What it holds that is no text, so that nobody can say what is meant: 'a picture'. */
  readonly unclear?: string
}

/** Nothing of them is text of the cell, or it was deleted under a reviewer's eyes. */
const SILENT = new Set([
  'del',
  'moveFrom',
  'delText',
  'delInstrText',
  'instrText',
  'pPr',
  'rPr',
  'tcPr',
  'sdtPr',
  'sdtEndPr',
  'proofErr',
  'bookmarkStart',
  'bookmarkEnd',
  'lastRenderedPageBreak',
  'commentRangeEnd',
  'annotationRef',
  'Fallback',
])
const SIGNS: Readonly<Record<string, string>> = {
  tab: '\t',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '\u2011',
  softHyphen: '\u00AD',
}
const UNCLEAR: Readonly<Record<string, string>> = {
  drawing: 'a picture',
  pict: 'a picture',
  object: 'an object',
  tbl: 'a table',
  footnoteReference: 'a footnote',
  endnoteReference: 'a footnote',
  oMath: 'a formula',
  sym: 'a sign of a symbol font',
}

/** Paragraphs are lines. @see ECMA-376-1, section 17.3 (paragraphs and runs), 17.13.5 (revisions). */
export function cellText(cell: XmlNode): CellText {
  const comments = new Set<string>()
  let unclear: string | undefined
  const read = (node: XmlNode): string => {
    if (SILENT.has(node.local)) return ''
    if (node.local === 't') return node.children.filter((child) => typeof child === 'string').join('')
    const sign = SIGNS[node.local]
    if (sign !== undefined) return sign
    if (node.local === 'commentReference' || node.local === 'commentRangeStart') {
      const id = localAttribute(node, 'id')
      if (id !== undefined) comments.add(id)
      return ''
    }
    if (Object.hasOwn(UNCLEAR, node.local)) {
      unclear ??= UNCLEAR[node.local]
      return ''
    }
    return elements(node).map(read).join('')
  }
  const paragraphs = paragraphsIn(cell)
  const text = paragraphs.map(read).join('\n')
  // A word processor makes a list of '1. yes' and '- yes' as they are typed, and its number or dash is no text then.
  if (paragraphs.some(isListed)) unclear ??= 'a list'
  const others = elements(cell).filter(({ local }) => local === 'tbl')
  for (const node of others) read(node)
  return { text, comments: [...comments], ...(unclear === undefined ? {} : { unclear }) }
}

/** A paragraph whose mark was deleted runs on in the next one; what was moved away or deleted whole is none. */
function paragraphsIn(cell: XmlNode): readonly XmlNode[] {
  const found: XmlNode[] = []
  const visit = (node: XmlNode): void => {
    for (const child of elements(node)) {
      if (child.local === 'p') found.push(child)
      else if (child.local !== 'tbl' && !SILENT.has(child.local)) visit(child)
    }
  }
  visit(cell)
  return joinDeleted(found)
}

function joinDeleted(paragraphs: readonly XmlNode[]): readonly XmlNode[] {
  const joined: XmlNode[] = []
  let open: XmlNode | undefined
  for (const paragraph of paragraphs) {
    const whole = open === undefined ? paragraph : { ...paragraph, children: [...open.children, ...paragraph.children] }
    open = isMarkDeleted(paragraph) ? whole : undefined
    if (open === undefined) joined.push(whole)
  }
  return open === undefined ? joined : [...joined, open]
}

/** Number 0 takes a paragraph out of the list of its style (ECMA-376-1, 17.9.18). */
function isListed(paragraph: XmlNode): boolean {
  const [numbering] = childrenOf(childrenOf(paragraph, 'pPr')[0], 'numPr')
  return (localAttribute(childrenOf(numbering, 'numId')[0], 'val') ?? '0') !== '0'
}

function isMarkDeleted(paragraph: XmlNode): boolean {
  const properties = elements(paragraph).find(({ local }) => local === 'pPr')
  const run = properties && elements(properties).find(({ local }) => local === 'rPr')
  return run !== undefined && elements(run).some(({ local }) => local === 'del' || local === 'moveFrom')
}
