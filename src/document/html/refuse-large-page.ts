/** Refuses a page that would take its parser too long or too much memory, before it is parsed. */
import type { SourceFinding } from '../../bitext/source.ts'
import { MuqabilError } from '../../errors.ts'
import type { Limits } from '../limits.ts'
import { openElements } from '../open-elements.ts'
import { firstOf } from '../source-findings.ts'
import { pageTags, type PageTag, type Unclosed } from './page-tags.ts'

/** Each begins a row, or a line of one. */
const ROWS = new Set(
  'article blockquote br caption center dd div dt figcaption h1 h2 h3 h4 h5 h6 hr legend li p pre section summary td th tr'.split(
    ' ',
  ),
)
/** Markup inside a line, which becomes codes of a row. */
const MARKS = new Set(
  'a abbr b bdi bdo cite code del dfn em font i img ins kbd mark q ruby s samp small span strong sub sup time u var'.split(
    ' ',
  ),
)
/** Tags of a page for each row that it may have: what they take of memory is a hundred times their length. */
const TAGS_A_ROW = 3

export interface PageCounts {
  readonly rows: number
  readonly tags: number
}

export interface CountedPage extends PageCounts {
  readonly findings: readonly SourceFinding[]
}

export const NO_PAGE: PageCounts = { rows: 0, tags: 0 }

/**
 * @param before What the pages before it in the same document have.
 * @returns What is left open to the end of the page, and what the document has up to its end.
 * @throws {MuqabilError} `document-too-deep`, `document-too-long`, `markup-too-dense`, with the line.
 */
export function refuseLargePage(page: string, limits: Limits, file: string, before = NO_PAGE): CountedPage {
  const take = openElements(limits.nesting)
  const placeOf = (at: number): { readonly file: string; readonly line: number } => ({ file, line: lineOf(page, at) })
  const tags = pageTags(page)
  let { rows, tags: all } = before
  let marks = 0
  let next = tags.next()
  for (; next.done !== true; next = tags.next()) {
    const tag: PageTag = next.value
    const crossed = take(tag)
    if (crossed !== undefined) throw new MuqabilError('document-too-deep', { limit: crossed }, placeOf(tag.at))
    if (ROWS.has(tag.name)) {
      if (!tag.closes) rows++
      marks = 0
    } else if (MARKS.has(tag.name) && !tag.closes) marks++
    if (marks > limits.markup) throw new MuqabilError('markup-too-dense', { limit: limits.markup }, placeOf(tag.at))
    if (rows > limits.rows || ++all > TAGS_A_ROW * limits.rows)
      throw new MuqabilError('document-too-long', { limit: limits.rows }, placeOf(tag.at))
  }
  return { findings: unclosedFinding(page, next.value), rows, tags: all }
}

function unclosedFinding(page: string, unclosed: Unclosed | undefined): readonly SourceFinding[] {
  if (unclosed === undefined || page.slice(unclosed.at).trim() === unclosed.opening) return []
  const message = `Unexpected "${unclosed.opening}" without an end, expected its end before the text that follows; close it`
  return firstOf('unclosed-markup', { message, line: lineOf(page, unclosed.at) }, 1)
}

function lineOf(page: string, at: number): number {
  let line = 1
  for (let end = page.indexOf('\n'); end !== -1 && end < at; end = page.indexOf('\n', end + 1)) line++
  return line
}
