/** What a page or a book may bring into the tree, as every reader gives it. */
import type { ElementContent, Root, RootContent } from 'hast'
import rehypeSanitize from 'rehype-sanitize'
import { unified } from 'unified'
import { nameHeadings } from '../anchors.ts'
import { markPageBreaks } from '../page-breaks.ts'
import { markPlaceholders } from '../placeholders.ts'
import { safeMarkup } from '../safe-markup.ts'
import { breakParagraphs } from './break-paragraphs.ts'

const sanitizer = unified().use(rehypeSanitize, safeMarkup).freeze()

/** With nothing live in it; its paragraphs parted, its headings named, its placeholders marked. */
export function safeTree(children: readonly RootContent[]): Root {
  const tree: Root = { type: 'root', children: [] }
  const rest: RootContent[] = markPageBreaks(children as readonly ElementContent[]).toReversed() // a doctype stands at the root alone, and stays
  // One after another, and each let go: of a book, two trees at a time are enough.
  for (let child = rest.pop(); child !== undefined; child = rest.pop())
    for (const safe of sanitizer.runSync({ type: 'root', children: [child] }).children) tree.children.push(safe)
  breakParagraphs(tree)
  nameHeadings(tree)
  markPlaceholders(tree)
  return tree
}
