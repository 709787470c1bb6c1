/** Boxes round text, which every dialect writes in its own way, as one kind of node. */
import type {
  BlockContent,
  Blockquote,
  FootnoteDefinition,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
} from 'mdast'
import type { Admonition } from './admonitions.ts'
import { alertKind, type AlertKind } from './alert-kinds.ts'
import type { ContainerLine } from './container-lines.ts'

type Parent = Root | Admonition | Blockquote | FootnoteDefinition | List | ListItem

/**
 * `> [!NOTE]`, `!!! note` and `:::tip` with all up to its `:::` become `div`s with `data-alert`: the
 * kind whose word the edition sets above, or nothing where the author has set a title.
 */
export function makeBoxes(parent: Parent): void {
  const blocks = parent.children as readonly RootContent[]
  for (const block of blocks) if (isBlockParent(block)) makeBoxes(block)
  // Every parent of blocks takes what it had, or a block in its place.
  parent.children = closeContainers(blocks.map((block) => boxOf(block))) as typeof parent.children & never[]
}

function isBlockParent(block: RootContent): block is Exclude<Parent, Root> {
  return 'children' in block && BLOCK_PARENTS.has(block.type)
}

const BLOCK_PARENTS = new Set<string>(['admonition', 'blockquote', 'footnoteDefinition', 'list', 'listItem'])

function boxOf(block: RootContent): RootContent {
  if (block.type === 'blockquote') return alertOf(block) ?? block
  return block.type === 'admonition' ? admonitionOf(block) : block
}

/** A `div` with its place in the file; a title of the author's own is its first paragraph. What has neither kind nor title is no box. */
function box(
  kind: AlertKind | undefined,
  title: readonly PhrasingContent[],
  children: readonly RootContent[],
  { position }: Pick<RootContent, 'position'>,
): Blockquote {
  const place = position ? { position } : {}
  const heading: readonly Paragraph[] = title.length > 0 ? [{ type: 'paragraph', children: [...title], ...place }] : []
  const isBox = kind !== undefined || title.length > 0
  return {
    type: 'blockquote',
    data: { hName: 'div', hProperties: isBox ? { dataAlert: title.length > 0 ? '' : (kind ?? '') } : {} },
    children: [...heading, ...(children as BlockContent[])],
    ...place,
  }
}

/** `[!NOTE]`, `[!warning]- عنوان`. */
const MARK = /^\[!([\p{L}\p{N}_-]+)\][+-]?[ \t]*/u

/** A quotation whose first line is the mark, and perhaps a title. */
function alertOf(quotation: Blockquote): Blockquote | undefined {
  const [first, ...rest] = quotation.children
  const [text] = first?.type === 'paragraph' ? first.children : []
  const mark = text?.type === 'text' ? MARK.exec(text.value) : null
  const kind = mark ? alertKind(mark[1] ?? '') : undefined
  if (first?.type !== 'paragraph' || text?.type !== 'text' || !mark || kind === undefined) return undefined
  const { title, after } = splitFirstLine([
    { ...text, value: text.value.slice(mark[0].length) },
    ...first.children.slice(1),
  ])
  const body: readonly RootContent[] = after.length > 0 ? [{ ...first, children: [...after] }] : []
  return box(kind, title, [...body, ...rest], quotation)
}

function splitFirstLine(nodes: readonly PhrasingContent[]): {
  readonly title: readonly PhrasingContent[]
  readonly after: readonly PhrasingContent[]
} {
  const title: PhrasingContent[] = []
  for (const [index, node] of nodes.entries()) {
    const end = node.type === 'text' ? node.value.indexOf('\n') : -1
    if (node.type === 'break') return { title, after: nodes.slice(index + 1) }
    if (node.type !== 'text' || end === -1) {
      if (node.type !== 'text' || node.value !== '') title.push(node)
      continue
    }
    if (end > 0) title.push({ ...node, value: node.value.slice(0, end) })
    return { title, after: [{ ...node, value: node.value.slice(end + 1) }, ...nodes.slice(index + 1)] }
  }
  return { title, after: [] }
}

/** The kind is the first word; words that are none belong to the title. */
function admonitionOf({ head, children, position }: Admonition): Blockquote {
  const [, words = '', title = ''] = /^[!?=+]+ *([^"]*)(?:"([^"]*)")?/.exec(head) ?? []
  const kind = alertKind(words.trim().split(' ')[0] ?? '')
  const shown = title === '' && kind === undefined ? words.trim() : title
  return box(kind, textOf(shown, { position }), children, { position })
}

/** `:::tip عنوان`, `:::tip[عنوان]`, `:::{.note}`, `:::image source="a.png" alt-text="صورة":::`. */
const LINE = /^(:+)[ \t]*(?:\{\.?([\w-]+)[^}]*\}|([\p{L}\p{N}_-]*))[ \t]*(.*)$/u
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g

interface Open {
  readonly line: ContainerLine
  readonly colons: number
  readonly name: string
  readonly title: string
  readonly blocks: RootContent[]
}

/** Pairs the lines that stand beside each other; what has no partner is carried as it stands. */
function closeContainers(blocks: readonly RootContent[]): RootContent[] {
  const done: RootContent[] = []
  const open: Open[] = []
  const place = (): RootContent[] => open.at(-1)?.blocks ?? done
  for (const block of blocks) {
    if (block.type !== 'containerLine') {
      place().push(block)
      continue
    }
    const [, marks = '', braced = '', bare = '', rest = ''] = LINE.exec(block.value.trimEnd()) ?? []
    const name = braced + bare
    if (rest.endsWith(':::')) place().push(wholeLine(block, name, rest))
    else if (name !== '') open.push({ line: block, colons: marks.length, name, title: rest, blocks: [] })
    else {
      const last = open.findLastIndex(({ colons }) => colons === marks.length)
      const [closed, ...inner] = open.splice(last === -1 ? open.length - 1 : last)
      if (closed) place().push(containerOf(closed, [...closed.blocks, ...inner.flatMap(unclosed)]))
    }
  }
  return [...done, ...open.flatMap(unclosed)]
}

function containerOf({ line, name, title }: Open, blocks: readonly RootContent[]): RootContent {
  const attributes = new Map([...title.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, value]))
  const words =
    attributes.get('title') ??
    title
      .replace(/^\[([^\]]*)\]/, '$1')
      .replace(/\{[^{}]*\}$/, '')
      .trim()
  return box(alertKind(name), textOf(words, line), blocks, line)
}

function unclosed({ line, blocks }: Open): readonly RootContent[] {
  return [carried(line), ...blocks]
}

/** A picture in the way of Microsoft's documentation; anything else is carried. */
function wholeLine(line: ContainerLine, name: string, rest: string): RootContent {
  const attributes = new Map([...rest.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, value]))
  const url = attributes.get('source')
  if (name !== 'image' || url === undefined) return carried(line)
  const place = line.position ? { position: line.position } : {}
  return { type: 'paragraph', children: [{ type: 'image', url, alt: attributes.get('alt-text') ?? '' }], ...place }
}

function carried({ value, position }: ContainerLine): RootContent {
  return { type: 'code', value, ...(position ? { position } : {}) }
}

/** The words stand somewhere in the block. */
function textOf(value: string, { position }: Pick<RootContent, 'position'>): readonly PhrasingContent[] {
  return value === '' ? [] : [{ type: 'text', value, ...(position ? { position } : {}) }]
}
