/** Notes of a page or a book, as every reader gives them: their marks numbered, the notes at the end. */
import type { Element, ElementContent, Root, RootContent } from 'hast'
import { toString } from 'hast-util-to-string'

type Parent = Element | Root

/** What a mark is called: `epub:type` (EPUB 3), `role` (DPUB-ARIA 1.1), the class that Pandoc and others write. */
const MARKS = /(?:^|\s)(?:noteref|doc-noteref|footnote-ref)(?:\s|$)/
/** A way back to a mark that has no name, or another one than the way says. */
const WAYS_BACK = /(?:^|\s)(?:backlink|doc-backlink|footnote-back|footnote-backref)(?:\s|$)/
const BLOCKS = new Set(['aside', 'dd', 'div', 'li', 'p', 'section'])
/** '[12]', '(3)', '*', as marks are written that nothing calls so. */
const NUMBER = /^\s*[[(]?(?:\p{Nd}{1,4}|\p{L}|\*{1,3}|\u2020)[\])]?\s*$/u

/**
 * Finds the marks by what they are called, and links of a number that their notes link back to, as
 * word processors and wikis write them. Changes the tree in place.
 */
export function layNotes(tree: Root): void {
  const survey = surveyOf(tree)
  const notes = new Map<Element, { readonly id: string; readonly number: number }>()
  const backTo = new Set<string>()
  for (const link of survey.links) {
    const id = targetOf(link)
    const block = blockOf(survey.ids.get(id), survey.parents)
    if (block === undefined || isWithin(link, block, survey.parents) || !isMark(link, block, survey)) continue
    const note = notes.get(block) ?? { id, number: notes.size + 1 }
    notes.set(block, note)
    for (const name of namesOf(link, survey.parents)) backTo.add(name)
    setMark(link, note, survey.parents)
  }
  if (notes.size === 0) return
  const items = [...notes].map(([block, { id }]): Element => {
    take(block, survey.parents)
    for (const link of survey.inBlocks.get(block) ?? [])
      if (backTo.has(targetOf(link)) || WAYS_BACK.test(calledOf(link))) link.properties.dataFootnoteBackref = ''
    const children: ElementContent[] = block.tagName === 'p' ? [{ ...block, properties: {} }] : block.children
    return { type: 'element', tagName: 'li', properties: { id }, children }
  })
  const list: Element = { type: 'element', tagName: 'ol', properties: {}, children: items }
  tree.children.push({ type: 'element', tagName: 'section', properties: { dataFootnotes: '' }, children: [list] })
}

interface Survey {
  /** Links inside the document, in its order. */
  readonly links: readonly Element[]
  readonly ids: ReadonlyMap<string, Element>
  readonly parents: ReadonlyMap<RootContent, Parent>
  /** The links in a block. */
  readonly inBlocks: ReadonlyMap<Element, readonly Element[]>
}

function surveyOf(tree: Root): Survey {
  const links: Element[] = []
  const ids = new Map<string, Element>()
  const parents = new Map<RootContent, Parent>()
  const inBlocks = new Map<Element, Element[]>()
  const visit = (parent: Parent, blocks: readonly Element[]): void => {
    for (const child of parent.children) {
      parents.set(child, parent)
      if (child.type !== 'element') continue
      const { id, name } = child.properties
      for (const own of [id, name]) if (typeof own === 'string' && !ids.has(own)) ids.set(own, child)
      if (child.tagName === 'a' && targetOf(child) !== '') {
        links.push(child)
        for (const block of blocks) inBlocks.set(block, [...(inBlocks.get(block) ?? []), child])
      }
      // Of blocks in each other, two are enough: a note's paragraph and its item.
      visit(child, BLOCKS.has(child.tagName) ? [...blocks.slice(-1), child] : blocks)
    }
  }
  visit(tree, [])
  return { links, ids, parents, inBlocks }
}

/** '' where it leads out of the document. */
function targetOf({ properties: { href } }: Element): string {
  if (typeof href !== 'string' || !href.startsWith('#')) return ''
  try {
    return decodeURIComponent(href.slice(1))
  } catch {
    return href.slice(1)
  }
}

/** What a name stands on: the block itself, or the one that a named anchor or mark stands in. */
function blockOf(target: Element | undefined, parents: Survey['parents']): Element | undefined {
  let node: RootContent | Parent | undefined = target
  while (node?.type === 'element' && !BLOCKS.has(node.tagName)) node = parents.get(node)
  return node?.type === 'element' ? node : undefined
}

function isWithin(node: Element, block: Element, parents: Survey['parents']): boolean {
  let parent: Parent | undefined = node
  while (parent !== undefined && parent !== block) parent = parent.type === 'element' ? parents.get(parent) : undefined
  return parent === block
}

/** What it is called. */
function calledOf({ properties: { role, className, 'epub:type': type } }: Element): string {
  return [type, role, ...(Array.isArray(className) ? className : [])].join(' ')
}

function isMark(link: Element, block: Element, { parents, inBlocks }: Survey): boolean {
  if (link.properties.dataFootnoteRef !== undefined || MARKS.test(calledOf(link))) return true
  if (!NUMBER.test(toString(link))) return false
  const names = namesOf(link, parents)
  return names.length > 0 && (inBlocks.get(block) ?? []).some((back) => names.includes(targetOf(back)))
}

/** Its own names, and those of the small print that is nothing but it. */
function namesOf(link: Element, parents: Survey['parents']): readonly string[] {
  return [link, ...inkOf(link), ...wrapsOf(link, parents)].flatMap((node) =>
    node.type === 'element'
      ? [node.properties.id, node.properties.name].filter((name) => typeof name === 'string')
      : [],
  )
}

/** The elements that hold nothing but this one, inside out. */
function wrapsOf(node: Element, parents: Survey['parents']): readonly Element[] {
  const parent = parents.get(node)
  const isWrap = parent?.type === 'element' && /^(?:span|sup|small)$/.test(parent.tagName) && inkOf(parent).length === 1
  return isWrap ? [parent, ...wrapsOf(parent, parents)] : []
}

function inkOf({ children }: Element): readonly ElementContent[] {
  return children.filter((child) => child.type === 'element' || (child.type === 'text' && child.value.trim() !== ''))
}

/** As the Markdown reader gives a mark. */
function setMark(
  link: Element,
  { id, number }: { readonly id: string; readonly number: number },
  parents: Survey['parents'],
): void {
  const [name] = namesOf(link, parents)
  const own = name === undefined ? {} : { id: name }
  link.properties = { href: `#${encodeURIComponent(id)}`, ...own, dataFootnoteRef: '' }
  link.children = [{ type: 'text', value: String(number) }]
  const outer = wrapsOf(link, parents).at(-1)
  if (outer === undefined) {
    const parent = parents.get(link)
    const mark: Element = { type: 'element', tagName: 'sup', properties: {}, children: [link] }
    if (parent) parent.children = (parent.children as ElementContent[]).map((child) => (child === link ? mark : child)) // a doctype stands at the root alone, and links do not
  } else {
    outer.tagName = 'sup'
    outer.properties = {}
    outer.children = [link]
  }
}

/** Out of its place; what held nothing else goes too. */
function take(node: Element, parents: Survey['parents']): void {
  const parent = parents.get(node)
  if (parent === undefined) return
  parent.children = (parent.children as ElementContent[]).filter((child) => child !== node) // a doctype stays where it is
  if (parent.type === 'element' && inkOf(parent).length === 0) take(parent, parents)
}
