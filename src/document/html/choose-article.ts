/** Which element of a page holds its article. */
import type { Element, Root } from 'hast'
import { linkShare, NOTHING, type Measures } from './measure.ts'
import { pagePart } from './page-part.ts'
import { titlesIn } from './titles-in.ts'

export type Container = Element | Root

export interface Choice {
  readonly root: Container
  /** In words; undefined where nothing was chosen. */
  readonly how?: string
}

/** Of the text of the page, links not counted: an element with less than this is not its article. */
const LEAST_OF_PAGE = 0.3
/** Of several articles the longest is the page's if it has this share of their text; else the page is a list of them. */
const LEAST_OF_ARTICLES = 0.5
/** Containers that a text may stand in alone. */
const CONTAINERS = new Set('article center div form main section table tbody td tr'.split(' '))
/** A cell can be all of a page; what is of cells is a table, and is read as one. */
const TABLE_PARTS = new Set(['table', 'tbody', 'tr'])
/** Of a container's text, links not counted: what holds less is not descended into. */
const LEAST_OF_CONTAINER = 0.8
/** In letters: a longer text without links is no line of a site's furniture. */
const LONGEST_LINE = 80
const SENTENCE_END = /[.!\u061F\u06D4\u2026]\s*$/
const MOSTLY_LINKS = 0.5

/**
 * What a page says of itself goes first: `main`, then `article`. Without either, the innermost
 * container beside which there is nothing but links and short lines.
 */
export function chooseArticle(body: Container, measures: Measures): Choice {
  const textOf = (node: Container): number => (measures.get(node) ?? NOTHING).text
  const least = textOf(body) * LEAST_OF_PAGE
  const mains = landmarks(body, isMain)
  const [main] = mains
  if (main !== undefined && mains.length === 1 && textOf(main) > 0 && textOf(main) >= least)
    return { root: main, how: `the article is <${main.tagName}>${lineOf(main)}` }
  const articles = landmarks(body, isArticle)
  const longest = articles.toSorted((a, b) => textOf(b) - textOf(a))[0]
  const together = articles.reduce((sum, article) => sum + textOf(article), 0)
  if (longest !== undefined && textOf(longest) > 0 && textOf(longest) >= Math.max(least, together * LEAST_OF_ARTICLES))
    return { root: longest, how: `the article is <${longest.tagName}>${lineOf(longest)}` }
  if (longest !== undefined) return { root: body }
  return descend(body, { measures, hasOneTitle: titlesIn(body).length === 1 })
}

function isMain({ tagName, properties }: Element): boolean {
  return tagName === 'main' || properties.role === 'main'
}

function isArticle({ tagName, properties }: Element): boolean {
  return tagName === 'article' || properties.role === 'article'
}

/** The outermost ones, without those in comments and the like. */
function landmarks(node: Container, is: (element: Element) => boolean): readonly Element[] {
  return node.children.flatMap((child): readonly Element[] => {
    if (child.type !== 'element') return []
    if (is(child)) return pagePart(child) === undefined || isMain(child) ? [child] : []
    const part = pagePart(child)
    return part === 'comments' || part === 'related' || part === 'hidden' ? [] : landmarks(child, is)
  })
}

interface Descent {
  readonly measures: Measures
  /** The title of a page may stand beside the article: it is found again. */
  readonly hasOneTitle: boolean
}

function descend(body: Container, descent: Descent): Choice {
  let root = body
  for (let next = innerOf(body, descent); next !== undefined; next = innerOf(next, descent))
    if (!TABLE_PARTS.has(next.tagName)) root = next
  return root.type === 'root' || root === body
    ? { root }
    : { root, how: `the article is <${root.tagName}>${lineOf(root)}` }
}

/** The child that holds nearly all, if nothing beside it reads like a text. */
function innerOf(node: Container, descent: Descent): Element | undefined {
  const { measures } = descent
  const { text } = measures.get(node) ?? NOTHING
  const inner = node.children.find(
    (child) => child.type === 'element' && (measures.get(child) ?? NOTHING).text >= text * LEAST_OF_CONTAINER,
  )
  if (text === 0 || inner?.type !== 'element' || !CONTAINERS.has(inner.tagName)) return undefined
  const isBeside = (child: Container['children'][number]): boolean => {
    if (child === inner || child.type === 'doctype' || child.type === 'comment') return true
    return child.type === 'element' ? isFurniture(child, descent) : child.type === 'text' && child.value.trim() === ''
  }
  return node.children.every(isBeside) ? inner : undefined
}

/** Nothing in it reads like a paragraph or a heading of a text. */
function isFurniture(node: Element, { measures, hasOneTitle }: Descent): boolean {
  const { text, links, hasH1 } = measures.get(node) ?? NOTHING
  if (text + links === 0) return true
  if (pagePart(node) !== undefined) return true
  if (linkShare(measures, node) >= MOSTLY_LINKS) return true
  if (hasH1 && !hasOneTitle) return false
  const hasHeading = /^h[2-6]$/.test(node.tagName)
  return text <= LONGEST_LINE && !hasHeading && !endsSentence(node)
}

function endsSentence(node: Element): boolean {
  return node.children.some((child) =>
    child.type === 'text' ? SENTENCE_END.test(child.value) : child.type === 'element' && endsSentence(child),
  )
}

function lineOf({ position }: Element): string {
  return position === undefined ? '' : ` in line ${position.start.line}`
}
