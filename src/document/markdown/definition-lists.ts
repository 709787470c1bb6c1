/** `مصطلح` and under it `: تعريفه`, as PHP Markdown Extra, Pandoc and kramdown have it. */
import type { BlockContent, Blockquote, Paragraph, Parents, PhrasingContent, Root, RootContent } from 'mdast'

const MARK = /^:[ \t]+/
/** More lines above a definition are a paragraph, not terms. */
const MOST_TERMS = 4

/** A paragraph whose lines are terms and, after them, definitions, or a paragraph of one line and those that begin with the mark after it. */
export function makeDefinitionLists(tree: Root): void {
  const parents: Parents[] = [tree]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const children = parent.children as RootContent[] // of every kind of parent; a list may stand where its paragraph stood
    if (children.some(mayDefine)) parent.children = joined(children) as typeof parent.children & never[]
    for (const child of parent.children) if ('children' in child && child.type !== 'paragraph') parents.push(child)
  }
}

function mayDefine(node: RootContent): boolean {
  return (
    node.type === 'paragraph' &&
    node.children.some(
      (child, index) => child.type === 'text' && (index === 0 ? /(?:^|\n):[ \t]/ : /\n:[ \t]/).test(child.value),
    )
  )
}

function joined(nodes: readonly RootContent[]): RootContent[] {
  const done: RootContent[] = []
  for (const node of nodes) {
    const lines = node.type === 'paragraph' && mayDefine(node) ? linesOf(node) : undefined
    const first = lines?.findIndex(isDefinition) ?? -1
    const last = done.at(-1)
    if (lines === undefined || first === -1) done.push(node)
    else if (first > 0 && first <= MOST_TERMS) done.push(listOf(lines.slice(0, first), lines.slice(first)))
    else if (first === 0 && isList(last)) last.children.push(...definitions(lines))
    else if (first === 0 && last?.type === 'paragraph' && linesOf(last).length === 1)
      done[done.length - 1] = listOf(linesOf(last), lines)
    else done.push(node)
  }
  return done
}

/** A line of a paragraph, and where it begins. */
interface Line extends Pick<Paragraph, 'position'> {
  readonly nodes: readonly PhrasingContent[]
}

/** A text of several lines in its lines; markup stays whole. */
function linesOf({ children, position }: Paragraph): readonly Line[] {
  const lines: { readonly nodes: PhrasingContent[]; readonly at: number }[] = [{ nodes: [], at: 0 }]
  let at = 0
  for (const node of children) {
    if (node.type !== 'text') {
      lines.at(-1)?.nodes.push(node)
      at += lineEndsIn(node)
    } else
      for (const [index, value] of node.value.split('\n').entries()) {
        if (index > 0) lines.push({ nodes: [], at: ++at })
        if (value !== '') lines.at(-1)?.nodes.push({ ...node, value })
      }
  }
  return lines.map((line) => ({ nodes: line.nodes, ...(position ? { position: placeAfter(position, line.at) } : {}) }))
}

function placeAfter({ start }: NonNullable<Paragraph['position']>, lines: number): NonNullable<Paragraph['position']> {
  const place = lines === 0 ? start : { ...start, line: start.line + lines, column: 1 } // the parser of HTML wants an offset; no one reads it
  return { start: place, end: place }
}

function lineEndsIn(node: PhrasingContent): number {
  if (node.type === 'break') return 1
  if ('children' in node) return node.children.reduce((sum, child) => sum + lineEndsIn(child), 0)
  return 'value' in node ? node.value.split('\n').length - 1 : 0
}

function isDefinition({ nodes: [first] }: Line): boolean {
  return first?.type === 'text' && MARK.test(first.value)
}

function listOf(terms: readonly Line[], lines: readonly Line[]): Blockquote {
  const position = terms[0]?.position
  return {
    type: 'blockquote',
    data: { hName: 'dl' },
    children: [...terms.map((term) => part('dt', term)), ...definitions(lines)],
    ...(position ? { position } : {}),
  }
}

/** Each begins with the mark; lines without it go on with the one before. */
function definitions(lines: readonly Line[]): readonly BlockContent[] {
  const found: (Pick<Paragraph, 'position'> & { readonly nodes: PhrasingContent[] })[] = []
  for (const line of lines) {
    const [first, ...rest] = line.nodes
    if (first?.type === 'text' && isDefinition(line))
      found.push({ ...line, nodes: [{ ...first, value: first.value.replace(MARK, '') }, ...rest] })
    else found.at(-1)?.nodes.push({ type: 'text', value: '\n' }, ...line.nodes)
  }
  return found.map((definition) => part('dd', definition))
}

function part(hName: 'dt' | 'dd', { nodes, position }: Line): Paragraph {
  return { type: 'paragraph', data: { hName }, children: [...nodes], ...(position ? { position } : {}) }
}

function isList(node: RootContent | undefined): node is Blockquote {
  return node?.type === 'blockquote' && node.data?.hName === 'dl'
}
