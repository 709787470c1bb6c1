/** Markup that takes the text after it along, and notes that no page shows. */
import type { Code, FootnoteDefinition, Html, Nodes, Root } from 'mdast'
import type { SourceFinding } from '../../bitext/source.ts'
import { quote } from '../../errors.ts'
import { firstOf } from '../source-findings.ts'
import { ownEnd } from './html-blocks.ts'

type Said = Omit<SourceFinding, 'ruleId'>

const BLOCK_PARENTS = new Set<Nodes['type']>(['root', 'admonition', 'blockquote', 'footnoteDefinition', 'listItem'])
const FENCE = /^(?:`{3,}|~{3,})/

/** @param text What the tree is of: where a fence ends, the tree does not say. */
export function findUnread(tree: Root, text: string): readonly SourceFinding[] {
  const definitions: FootnoteDefinition[] = []
  const marks = new Set<string>()
  const open: Said[] = []
  let lines: readonly string[] | undefined
  const parents: Nodes[] = [tree]
  for (let node = parents.pop(); node !== undefined; node = parents.pop()) {
    if (node.type === 'footnoteDefinition') definitions.push(node)
    if (node.type === 'footnoteReference') marks.add(node.identifier)
    if (!('children' in node)) continue
    const children: readonly Nodes[] = node.children
    for (const child of children.toReversed()) parents.push(child)
    if (!BLOCK_PARENTS.has(node.type)) continue // a tag inside a line takes nothing along
    for (const child of children) {
      const opening =
        child.type === 'html'
          ? openHtml(child)
          : child.type === 'code'
            ? openFence(child, (lines ??= text.split('\n')))
            : undefined
      if (opening !== undefined) open.push({ message: unclosed(opening), ...lineOf(child) })
    }
  }
  open.sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
  const unused = unusedNotes(definitions, marks)
  return [...firstOf('unclosed-markup', open[0], open.length), ...firstOf('unused-note', unused[0], unused.length)]
}

function unclosed(opening: string): string {
  return `Unexpected ${quote(opening)} without its end, expected one before the text goes on: all that follows it is taken for a part of it`
}

function openHtml({ value }: Html): string | undefined {
  const { opening = '', closed = true } = ownEnd(value) ?? {}
  if (closed) return undefined
  return /\w$/.test(opening) ? `${opening}>` : opening
}

/** The fence of a block that its end does not close: the line after what is in it is another, or none. */
function openFence({ value, position }: Code, lines: readonly string[]): string | undefined {
  if (position === undefined) return undefined
  const { line, column } = position.start
  const [fence] = FENCE.exec(lines[line - 1]?.slice(column - 1) ?? '') ?? []
  if (fence === undefined) return undefined
  const inside = value === '' ? 0 : value.split('\n').length
  const closes = (after: string | undefined): boolean => {
    const own = after?.replace(/^[ \t>]+/, '').trimEnd() ?? ''
    return own.length >= fence.length && own === fence.charAt(0).repeat(own.length)
  }
  const isEmpty = inside === 0 && /^[ \t>]*$/.test(lines[line] ?? '') // one blank line is no text either
  return closes(lines[line + inside]) || (isEmpty && closes(lines[line + 1])) ? undefined : fence
}

/** Of two with one name the first is shown. */
function unusedNotes(definitions: readonly FootnoteDefinition[], marks: ReadonlySet<string>): readonly Said[] {
  const seen = new Set<string>()
  return definitions.flatMap((note) => {
    const { identifier, label } = note
    const isSecond = seen.has(identifier)
    seen.add(identifier)
    if (marks.has(identifier) && !isSecond) return []
    const name = quote(`[^${label ?? identifier}]`)
    const message = isSecond
      ? `Unexpected second note ${name}, expected one of a name: it is left out`
      : `Unexpected note ${name}, expected a mark in the text that refers to it: it is left out`
    return [{ message, ...lineOf(note) }]
  })
}

function lineOf({ position }: Nodes): { readonly line?: number } {
  return position ? { line: position.start.line } : {}
}
