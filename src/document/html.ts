/** A page of HTML as a tree: the article in it, or all of it. */
import type { Root } from 'hast'
import { findArticle } from './html/find-article.ts'
import { elementNamed, parsePage } from './html/parse-page.ts'
import { safeTree } from './html/safe-tree.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { layNotes } from './notes.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'
import { unreadWords } from './unread-words.ts'

/** Where a page was fetched from, and when, as `muqabil add` writes it before the page. */
const ORIGIN = /^<!--\nsource: (?<source>\S+)\nfetched: (?<fetched>[\d-]+)\n-->/

/**
 * Reads a page, or a part of one. A page of a site holds more than its text: the article is looked
 * for, and what stands beside it is left out and listed, unless `wholePage` says otherwise.
 *
 * @throws {MuqabilError} `document-too-deep`, `document-too-long`, `markup-too-dense`.
 */
export function readHtml(text: string, options: ReadOptions, file: string): ReadResult {
  const { limits = DEFAULT_LIMITS, wholePage = false } = options
  const { body, title, findings } = parsePage(text, limits, file)
  const { children, leftOut, decisions } = wholePage
    ? { children: body.children, leftOut: [], decisions: ['all of the page is read'] }
    : findArticle(body)
  const article: Root = { type: 'root', children: [...children] }
  const unread = unreadWords(article)
  layNotes(article)
  const tree = safeTree(article.children)
  const frontMatter = {
    ...(title === undefined || elementNamed(tree, 'h1') ? {} : { title }),
    ...ORIGIN.exec(text)?.groups,
  }
  return {
    tree,
    decisions,
    findings,
    leftOut: [...leftOut, ...unread],
    ...(Object.keys(frontMatter).length > 0 ? { frontMatter } : {}),
  }
}
