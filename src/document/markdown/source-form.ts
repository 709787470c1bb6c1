/** What of a Markdown source, as it is written, is HTML, and which addresses in it lead nowhere good. */
import type { Nodes, Root } from 'mdast'
import type { Range, SourceForm } from '../../bitext/source.ts'
import { safeMarkup } from '../safe-markup.ts'

/**
 * @param tree Of `text`, with all its places, before anything in it is changed.
 * @param text With line feeds alone.
 */
export function sourceForm(tree: Root, text: string): Omit<SourceForm, 'lineEnd'> {
  const html: Range[] = []
  const unsafe: Range[] = []
  const parents: Nodes[] = [tree]
  for (let node = parents.pop(); node !== undefined; node = parents.pop()) {
    const range = rangeOf(node)
    if (range && node.type === 'html') html.push(range)
    if (range && 'url' in node && !isSafe(node.url, node.type === 'image' ? 'src' : 'href')) unsafe.push(range)
    if ('children' in node) for (const child of node.children) parents.push(child)
  }
  return { text, html: html.toSorted(byStart), unsafe: unsafe.toSorted(byStart) }
}

function rangeOf({ position }: Nodes): Range | undefined {
  const [start, end] = [position?.start.offset, position?.end.offset]
  return start === undefined || end === undefined ? undefined : { start, end }
}

function byStart(one: Range, other: Range): number {
  return one.start - other.start
}

/** As the tree's sanitizer judges: no scheme, or one of the few. */
function isSafe(url: string, attribute: 'href' | 'src'): boolean {
  const scheme = /^([^/?#:]*):/.exec(url)?.[1]
  return scheme === undefined || safeMarkup.protocols?.[attribute]?.includes(scheme.toLowerCase()) === true
}
