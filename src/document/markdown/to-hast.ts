/** Markdown's tree as HTML's, raw HTML parsed, with nothing live in it. */
import type { Element, Root, RootContent } from 'hast'
import type { Nodes, Root as MdastRoot, RowContent, TableRow } from 'mdast'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import remarkRehype, { defaultHandlers, type Options } from 'remark-rehype'
import { unified } from 'unified'
import type { LeftOut, SourceFinding } from '../../bitext/source.ts'
import { takeDirectives } from '../directives.ts'
import { unreadWords } from '../unread-words.ts'
import { safeMarkup } from '../safe-markup.ts'

type Handler = NonNullable<NonNullable<Options['handlers']>['tableRow']>
type ConversionState = Parameters<Handler>[0]

/** Ids are prefixed by the edition, once for each side; a second prefix here would part notes from their marks. */
const OPTIONS: Options = { allowDangerousHtml: true, clobberPrefix: '', handlers: { footnoteReference, tableRow } }
const converter = unified().use(remarkRehype, OPTIONS).freeze()
const htmlParser = unified().use(rehypeRaw).freeze()
const sanitizer = unified().use(rehypeSanitize, safeMarkup).freeze()

/**
 * Takes the tree apart: of a book, two trees at a time are enough. Raw HTML takes a second parser;
 * where there is none, the tree is the same without it.
 */
export function toHast(tree: MdastRoot): {
  readonly tree: Root
  readonly findings: readonly SourceFinding[]
  readonly leftOut: readonly LeftOut[]
} {
  const html = hasHtml(tree)
  const converted = converter.runSync(tree) as unknown as Root // remark-rehype turns the mdast into hast; the processor's type cannot say so
  tree.children = []
  const parsed = html ? htmlParser.runSync(converted) : converted
  const findings = html ? takeDirectives(parsed) : []
  const leftOut = html ? unreadWords(parsed) : []
  const children: RootContent[] = []
  while (parsed.children.length > 0) {
    const some: Root = { type: 'root', children: parsed.children.splice(-BATCH) }
    children.push(...sanitizer.runSync(some).children.toReversed())
  }
  children.reverse()
  return { tree: { type: 'root', children }, findings, leftOut }
}

/** So many blocks at a time are let go once they are safe: from the end, where taking them off moves no others. */
const BATCH = 64

/** The cells that are there: filling a row up to the width of its head would make a million of a few thousand; cutting it would lose some. */
function tableRow(state: ConversionState, node: TableRow, parent: Parameters<Handler>[2]): Element {
  const table = parent?.type === 'table' ? parent : undefined
  const tagName = table?.children[0] === node ? 'th' : 'td'
  const cells = node.children.map((cell: RowContent, column): Element => {
    const align = table?.align?.[column]
    const element: Element = { type: 'element', tagName, properties: align ? { align } : {}, children: state.all(cell) }
    state.patch(cell, element)
    return element
  })
  const row: Element = { type: 'element', tagName: 'tr', properties: {}, children: state.wrap(cells, true) }
  state.patch(node, row)
  return row
}

function footnoteReference(
  state: ConversionState,
  node: Parameters<typeof defaultHandlers.footnoteReference>[1],
): Element {
  if (!(state.footnoteOrder instanceof NoteOrder)) state.footnoteOrder = new NoteOrder()
  const mark = defaultHandlers.footnoteReference(state, node)
  // As the parser of raw HTML gives it, so that the same note has the same markup in every document.
  for (const link of mark.children) if (link.type === 'element') link.properties.dataFootnoteRef = ''
  return mark
}

/** The notes in the order of their first marks; a note is found in the time that a map takes. */
class NoteOrder extends Array<string> {
  readonly #places = new Map<string, number>()

  override indexOf(note: string): number {
    return this.#places.get(note) ?? -1
  }

  override push(...notes: readonly string[]): number {
    for (const note of notes) this.#places.set(note, super.push(note) - 1)
    return this.length
  }
}

function hasHtml(tree: MdastRoot): boolean {
  const parents: Nodes[] = [tree]
  for (let node = parents.pop(); node !== undefined; node = parents.pop()) {
    if (node.type === 'html') return true
    if ('children' in node) for (const child of node.children) parents.push(child)
  }
  return false
}
