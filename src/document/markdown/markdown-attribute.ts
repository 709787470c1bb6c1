/** `<div markdown="1">` with Markdown in the lines right under it, as kramdown and Python-Markdown read it. */
import type { Html, Root, RootContent } from 'mdast'

/** The opening tag has a line of its own, so that there are lines under it. */
const OPENING = /^[ \t]*<[a-z][^<>\n]*\smarkdown(?:=["']?(?:1|block|span)["']?)?[^<>\n]*>[ \t]*\n/i

/**
 * CommonMark takes all lines up to a blank one for HTML; such a block becomes its opening tag and
 * what its other lines are as Markdown.
 *
 * @param parse Lines of the document, and how many lines and UTF-16 units stand before them, to blocks.
 */
export function openMarkdownAttributes(
  tree: Root,
  parse: (text: string, lines: number, offset: number) => readonly RootContent[],
): void {
  if (!tree.children.some((node) => node.type === 'html' && OPENING.test(node.value))) return
  tree.children = tree.children.flatMap((node) => (node.type === 'html' ? opened(node, parse) : [node]))
}

function opened(
  node: Html,
  parse: (text: string, lines: number, offset: number) => readonly RootContent[],
): readonly RootContent[] {
  const [opening] = OPENING.exec(node.value) ?? []
  if (opening === undefined) return [node]
  const line = node.position?.start.line ?? 0
  const offset = (node.position?.start.offset ?? 0) + opening.length
  return [{ ...node, value: opening.trimEnd() }, ...parse(node.value.slice(opening.length), line, offset)]
}
