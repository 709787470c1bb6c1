/** Joins the blocks of two pieces that follow each other. */
import type { List, RootContent } from 'mdast'

/**
 * Adds the blocks of the next piece; a list that was cut between two items becomes one again.
 *
 * @param text The whole document, in which the nodes' offsets count.
 */
export function joinPieces(
  blocks: RootContent[],
  next: readonly RootContent[],
  text: string,
  afterBlank: boolean,
): void {
  const [first, last] = [next[0], blocks.at(-1)]
  if (first?.type === 'list' && last?.type === 'list' && markerOf(first, text) === markerOf(last, text)) {
    for (const item of first.children) last.children.push(item)
    last.spread = last.spread === true || first.spread === true || afterBlank
    for (const block of next.slice(1)) blocks.push(block)
  } else for (const block of next) blocks.push(block)
}

/** `-`, `*` or `+`; for numbered items what follows the number. */
function markerOf({ ordered, position }: List, text: string): string {
  let at = position?.start.offset ?? 0
  if (ordered === true) while (/\d/.test(text.charAt(at))) at++
  return text.charAt(at)
}
