/** Markdown (GitHub's flavour, front matter, the dialects of site builders) as a tree. */
import { nameHeadings } from './anchors.ts'
import { findMetadata, frontMatterLength, readFrontMatter } from './front-matter.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { SEPARATORS, withLineFeeds } from './line-ends.ts'
import { takeAttributes } from './markdown/attributes.ts'
import { makeBoxes } from './markdown/boxes.ts'
import { defuseHtml } from './markdown/defuse-html.ts'
import { makeDefinitionLists } from './markdown/definition-lists.ts'
import { parseMarkdown } from './markdown/parse-markdown.ts'
import { refuseDeepHtml, refuseDeepNesting } from './markdown/refuse-deep-nesting.ts'
import { sourceForm } from './markdown/source-form.ts'
import { toHast } from './markdown/to-hast.ts'
import { findUnread } from './markdown/unread.ts'
import { markPlaceholders } from './placeholders.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'

/**
 * Reads CommonMark with tables, footnotes, task lists and strikethrough, and what site builders add:
 * alerts, containers, attributes, definition lists, mathematics. A line end inside a paragraph is a
 * space.
 *
 * @throws {MuqabilError} `document-too-deep`, `document-too-long`, `markup-too-dense`, `front-matter`.
 */
export function readMarkdown(text: string, options: ReadOptions, file: string): ReadResult {
  const { limits = DEFAULT_LIMITS, places = false } = options
  const normal = withOneLineEnd(text)
  refuseDeepNesting(normal, limits.nesting, file)
  const frontMatter = readFrontMatter(normal, file)
  const metadata = frontMatter ? findMetadata(normal) : []
  const markdown = parseMarkdown(normal, { file, limits, places })
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const form = places ? ({ ...sourceForm(markdown, normal), lineEnd } as const) : undefined
  const findings = findUnread(markdown, normal)
  defuseHtml(markdown)
  refuseDeepHtml(markdown, limits.nesting, file)
  makeBoxes(markdown)
  makeDefinitionLists(markdown)
  takeAttributes(markdown)
  const { tree, findings: directives, leftOut } = toHast(markdown)
  nameHeadings(tree)
  markPlaceholders(tree)
  return {
    tree,
    decisions: [],
    findings: [...findings, ...directives],
    ...(leftOut.length > 0 ? { leftOut } : {}),
    ...(frontMatter ? { frontMatter } : {}),
    ...(form ? { form } : {}),
    metadata,
  }
}

/** Every line end a line feed. Front matter is YAML, to which Unicode's separators are characters like others (YAML 1.2, 5.4). */
function withOneLineEnd(text: string): string {
  const lines = withLineFeeds(text)
  const length = frontMatterLength(lines)
  const own = lines.slice(0, length).replace(SEPARATORS, ' ')
  return (own + lines.slice(length).replace(SEPARATORS, '\n')).replace(/[\v\f]/g, ' ')
}
