/** A text of a book as a tree, without what is not part of it. */
import type { Element, ElementContent, Root } from 'hast'
import { toString } from 'hast-util-to-string'
import type { LeftOut, SourceFinding } from '../../bitext/source.ts'
import { MuqabilError } from '../../errors.ts'
import { linesOf } from '../html/lines-of.ts'
import { parsePage } from '../html/parse-page.ts'
import type { PageCounts } from '../html/refuse-large-page.ts'
import type { Limits } from '../limits.ts'
import { isPageBreak } from '../page-breaks.ts'
import { safeMarkup } from '../safe-markup.ts'

export interface ReadChapter extends PageCounts {
  readonly children: readonly ElementContent[]
  readonly leftOut: readonly LeftOut[]
  /** Without their lines, which are those of an entry of the archive. */
  readonly findings: readonly SourceFinding[]
  readonly formulas: number
}

export interface ChapterOptions {
  readonly limits: Limits
  readonly file: string
  /** Of the chapters before it. */
  readonly before: PageCounts
  /** The name of the picture that an address in the chapter leads to; undefined where none may stand on a page. */
  readonly pictureAt: (address: string) => string | undefined
}

/** A tag that ends itself, as XML has it and HTML does not. */
const ENDS_ITSELF = /<([A-Za-z][\w:.-]*)([^<>]*)\/>/g
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const LISTS = /(?:^|\s)(?:toc|landmarks|page-list|lot|loi)(?:\s|$)/
/** Dropped here, so that a book of formulas takes no room for them. */
const NEVER_READ = new Set(safeMarkup.strip)
/** Pictures of an archive have no address outside it. */
const OUTSIDE = /^https?:/i

/**
 * @throws {MuqabilError} what `parsePage` refuses, without the line, which is that of an entry of the
 *   archive.
 */
export function readChapter(text: string, { limits, file, before, pictureAt }: ChapterOptions): ReadChapter {
  const page = text.replace(ENDS_ITSELF, (tag, name: string, attributes: string) =>
    VOID.has(name.toLowerCase()) ? tag : `<${name}${attributes}></${name}>`,
  )
  const { body, rows, findings } = withoutLine(file, () => parsePage(page, limits, file, before))
  const leftOut: LeftOut[] = []
  let [formulas, elements] = [0, 0]
  const prune = (node: Element | Root): void => {
    const children = node.children as ElementContent[] // a doctype stands at the root alone, and stays
    node.children = children.map(pictureOfDrawing).filter((child) => {
      delete child.position
      if (child.type !== 'element') return true
      if (child.tagName === 'math') formulas++
      if (NEVER_READ.has(child.tagName)) return false
      const { src, xmlLang, lang } = child.properties
      if (child.tagName === 'img' && !OUTSIDE.test(String(src ?? ''))) return hasPicture(child, pictureAt)
      if (child.tagName === 'nav' && LISTS.test(String(child.properties['epub:type'] ?? child.properties.role))) {
        leftOut.push(...linesOf(child, 'navigation').map(({ line: _, ...rest }) => rest))
        return false
      }
      if (typeof xmlLang === 'string' && lang === undefined) child.properties.lang = xmlLang
      // A place that may be pointed to, such as the beginning of a printed page.
      if (child.tagName === 'span' && child.children.length === 0 && !isPageBreak(child)) toAnchor(child)
      elements++
      prune(child)
      return true
    })
  }
  prune(body)
  return {
    children: body.children as ElementContent[],
    leftOut,
    findings: findings.filter(({ ruleId }) => ruleId === 'directive').map(({ line: _, ...rest }) => rest),
    formulas,
    rows,
    tags: before.tags + 2 * elements,
  } // a body holds no doctype
}

/** Names the picture; one that may not stand on a page is known by its words, if it has any. */
function hasPicture({ properties }: Element, pictureAt: ChapterOptions['pictureAt']): boolean {
  const name = pictureAt(String(properties.src ?? ''))
  delete properties.src
  if (name !== undefined) properties.dataPicture = name
  return name !== undefined || String(properties.alt ?? '').trim() !== ''
}

/** Covers are often a drawing that holds nothing but one picture. */
function pictureOfDrawing(node: ElementContent): ElementContent {
  if (node.type !== 'element' || node.tagName !== 'svg') return node
  const inside = elementsOf(node)
  const [image, more] = inside.filter(({ tagName }) => tagName === 'image')
  const drawn = inside.some(({ tagName }) =>
    /^(?:path|rect|circle|ellipse|line|poly(?:line|gon)|text|use)$/.test(tagName),
  )
  if (image === undefined || more !== undefined || drawn) return node
  const { xLinkHref, xlinkHref, href } = image.properties
  const alt = inside
    .filter(({ tagName }) => tagName === 'title')
    .map((title) => toString(title))
    .join(' ')
  const properties = { src: String(xLinkHref ?? xlinkHref ?? href ?? ''), ...(alt === '' ? {} : { alt }) }
  return { type: 'element', tagName: 'img', properties, children: [] }
}

function elementsOf(node: Element): readonly Element[] {
  return node.children.flatMap((child) => (child.type === 'element' ? [child, ...elementsOf(child)] : []))
}

function toAnchor(element: Element): void {
  const { id } = element.properties
  element.tagName = 'a'
  element.properties = id === undefined ? {} : { id }
}

function withoutLine<Result>(file: string, parse: () => Result): Result {
  try {
    return parse()
  } catch (error) {
    if (error instanceof MuqabilError) throw new MuqabilError(error.code, error.facts, { file }, { cause: error })
    throw error
  }
}
