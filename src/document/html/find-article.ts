/** The article in a page of a site, and what stands beside it. */
import type { Element, ElementContent, RootContent } from 'hast'
import type { LeftOut } from '../../bitext/source.ts'
import { chooseArticle, type Container } from './choose-article.ts'
import { linesOf } from './lines-of.ts'
import { linkShare, measure, NOTHING, type Measures } from './measure.ts'
import { isEdge, pagePart, type PagePart } from './page-part.ts'
import { titlesIn } from './titles-in.ts'

export interface FoundArticle {
  readonly children: readonly RootContent[]
  readonly leftOut: readonly LeftOut[]
  /** How it was found, in words. */
  readonly decisions: readonly string[]
}

/** What says that it stands beside the text and holds more than this share of it is the text. */
const MOST_BESIDE = 1 / 3
const MOSTLY_LINKS = 0.5
/** In them are words of programs, which may be named as they like. */
const CARRIED = new Set(['code', 'pre'])

/**
 * Takes the article out of a page. In it, navigation, forms, comments and links to others are left
 * out too. Whatever is in doubt stays: a line too many is seen, and `leaveOut` names it; a line too
 * few is missed.
 */
export function findArticle(body: Container): FoundArticle {
  const measures = measure(body)
  const { root, how } = chooseArticle(body, measures)
  const title = titleBeside(body, root, measures)
  const kept = new Set([root, ...(title ? [title] : [])])
  const leftOut: LeftOut[] = []
  const list = (node: ElementContent, reason: PagePart): void => {
    for (const line of linesOf(node, reason)) leftOut.push(line)
  }
  listOutside(body, kept, list)
  prune(root, { root, isPage: root === body, measures, list })
  return {
    children: title === undefined ? root.children : [title, ...root.children],
    leftOut: leftOut.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    decisions: how === undefined ? [] : [how],
  }
}

type List = (node: ElementContent, reason: PagePart) => void

function listOutside(body: Container, kept: ReadonlySet<Container>, list: List): void {
  const above = new Set([...kept].flatMap((node) => pathTo(body, node)))
  const visit = (node: Container, part: PagePart): void => {
    if (kept.has(node)) return
    for (const child of node.children) {
      if (child.type === 'doctype') continue
      const own = child.type === 'element' ? (pagePart(child) ?? part) : part
      if (child.type === 'element' && above.has(child)) visit(child, own)
      else list(child, own)
    }
  }
  visit(body, 'page')
}

/** The elements from `body` to `wanted`, both included. */
function pathTo(body: Container, wanted: Container): readonly Container[] {
  if (body === wanted) return [body]
  for (const child of body.children) {
    if (child.type !== 'element') continue
    const path = pathTo(child, wanted)
    if (path.length > 0) return [body, ...path]
  }
  return []
}

/** The one heading of the first order of the page, where it stands outside the article: not a site's own name, which is a link. */
function titleBeside(body: Container, root: Container, measures: Measures): Element | undefined {
  if (root === body || measures.get(root)?.hasH1) return undefined
  const titles = titlesIn(body)
  const [title] = titles
  if (title === undefined || titles.length > 1) return undefined
  return linkShare(measures, title) >= MOSTLY_LINKS ? undefined : title
}

interface Pruning {
  readonly root: Container
  /** Whether the root is the whole page, whose foot is no part of the text. */
  readonly isPage: boolean
  readonly measures: Measures
  readonly list: List
}

function prune(node: Container, pruning: Pruning): void {
  const children = node.children as ElementContent[] // a doctype stands at the root alone, and stays
  node.children = children.filter((child) => {
    if (child.type !== 'element' || CARRIED.has(child.tagName)) return true
    const part = partInside(child, pruning)
    if (part === undefined) prune(child, { ...pruning, isPage: pruning.isPage && !SECTIONS.has(child.tagName) })
    else pruning.list(child, part)
    return part === undefined
  })
}

const SECTIONS = new Set(['article', 'blockquote', 'main', 'section'])

function partInside(node: Element, { root, isPage, measures }: Pruning): PagePart | undefined {
  const { text, hasH1 } = measures.get(node) ?? NOTHING
  const all = measures.get(root)?.text ?? 0
  const isMost = text > all * MOST_BESIDE
  const links = linkShare(measures, node)
  const part = pagePart(node)
  if (hasH1 && (part !== 'hidden' || isMost)) return undefined // a dialog that is not shown repeats the title
  if (part === 'comments') return all - text >= LEAST_ARTICLE || !isMost ? part : undefined
  if (part === 'navigation' || part === 'related') return !isMost || links >= MOSTLY_LINKS ? part : undefined
  if (part !== undefined) return isMost ? undefined : part
  if (
    isEdge(node) &&
    text + (measures.get(node)?.links ?? 0) > 0 &&
    (links >= MOSTLY_LINKS || (isPage && node.tagName === 'footer' && !isMost))
  )
    return 'page'
  return undefined
}

/** Letters of a text that comments, often longer than it, may stand below. */
const LEAST_ARTICLE = 300
