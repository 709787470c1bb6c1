/** A page as its parser gives it, once it is known to be no larger than it may be. */
import type { Element, Root } from 'hast'
import { toString } from 'hast-util-to-string'
import { rehype } from 'rehype'
import type { SourceFinding } from '../../bitext/source.ts'
import type { Limits } from '../limits.ts'
import { takeDirectives } from '../directives.ts'
import { SEPARATORS, withLineFeeds } from '../line-ends.ts'
import { refuseLargePage, type PageCounts } from './refuse-large-page.ts'

export interface ParsedPage extends PageCounts {
  readonly body: Element | Root
  /** What the page calls itself in its head. */
  readonly title?: string
  readonly findings: readonly SourceFinding[]
}

const parser = rehype().freeze()

/** @throws {MuqabilError} `document-too-deep`, `document-too-long`, `markup-too-dense`. */
export function parsePage(text: string, limits: Limits, file: string, before?: PageCounts): ParsedPage {
  const page = withLineFeeds(text)
    .replace(SEPARATORS, '\n')
    .replace(/[\v\f]/g, ' ')
  const { findings, ...counts } = refuseLargePage(page, limits, file, before)
  const parsed = parser.parse(page)
  const body = elementNamed(parsed, 'body') ?? parsed
  const title = elementNamed(parsed, 'title')
  const words = title === undefined ? '' : toString(title).replace(/\s+/g, ' ').trim()
  return {
    body,
    findings: [...findings, ...takeDirectives(body)],
    ...counts,
    ...(words === '' ? {} : { title: words }),
  }
}

/** The first of that name, in the order of the page. */
export function elementNamed(tree: Root, name: string): Element | undefined {
  const parents: (Root | Element)[] = [tree]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    if (parent.type === 'element' && parent.tagName === name) return parent
    for (const child of parent.children.toReversed()) if (child.type === 'element') parents.push(child)
  }
  return undefined
}
