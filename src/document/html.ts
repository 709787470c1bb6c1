/** A page of HTML as a tree: the article in it, or all of it. */
import type { Element, Root, RootContent } from 'hast'
import { toString } from 'hast-util-to-string'
import { rehype } from 'rehype'
import rehypeSanitize from 'rehype-sanitize'
import { unified } from 'unified'
import { nameHeadings } from './anchors.ts'
import { breakParagraphs } from './html/break-paragraphs.ts'
import { findArticle } from './html/find-article.ts'
import { refuseLargePage } from './html/refuse-large-page.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { SEPARATORS, withLineFeeds } from './line-ends.ts'
import { markPlaceholders } from './placeholders.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'
import { safeMarkup } from './safe-markup.ts'

const parser = rehype().freeze()
const sanitizer = unified().use(rehypeSanitize, safeMarkup).freeze()

/**
 * Reads a page, or a part of one. A page of a site holds more than its text: the article is looked
 * for, and what stands beside it is left out and listed, unless `wholePage` says otherwise.
 *
 * @throws {MuqabilError} `document-too-deep`, `document-too-long`, `markup-too-dense`.
 */
export function readHtml(text: string, options: ReadOptions, file: string): ReadResult {
  const { limits = DEFAULT_LIMITS, wholePage = false } = options
  const page = withLineFeeds(text)
    .replace(SEPARATORS, '\n')
    .replace(/[\v\f]/g, ' ')
  const findings = refuseLargePage(page, limits, file)
  const parsed = parser.parse(page)
  const body = elementNamed(parsed, 'body') ?? parsed
  const { children, leftOut, decisions } = wholePage
    ? { children: body.children, leftOut: [], decisions: ['all of the page is read'] }
    : findArticle(body)
  const tree = safeTree(children)
  const title = titleOf(parsed)
  return {
    tree,
    decisions,
    findings,
    leftOut,
    ...(title === undefined || elementNamed(tree, 'h1') ? {} : { frontMatter: { title } }),
  }
}

/** With nothing live in it; names and placeholders are marked as every reader marks them. */
function safeTree(children: readonly RootContent[]): Root {
  const tree: Root = { type: 'root', children: [] }
  const rest = children.toReversed()
  // One after another, and each let go: of a book, two trees at a time are enough.
  for (let child = rest.pop(); child !== undefined; child = rest.pop())
    for (const safe of sanitizer.runSync({ type: 'root', children: [child] }).children) tree.children.push(safe)
  breakParagraphs(tree)
  nameHeadings(tree)
  markPlaceholders(tree)
  return tree
}

function titleOf(page: Root): string | undefined {
  const title = elementNamed(page, 'title')
  const words = title === undefined ? '' : toString(title).replace(/\s+/g, ' ').trim()
  return words === '' ? undefined : words
}

/** The first of that name, in the order of the page. */
function elementNamed(tree: Root, name: string): Element | undefined {
  const parents: (Root | Element)[] = [tree]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    if (parent.type === 'element' && parent.tagName === name) return parent
    for (const child of parent.children.toReversed()) if (child.type === 'element') parents.push(child)
  }
  return undefined
}
