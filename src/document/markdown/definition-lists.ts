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
    const lines = node.type === 'paragraph' && mayDefine(node) ? linesOf(node.children) : undefined
    const first = lines?.findIndex(isDefinition) ?? -1
    const last = done.at(-1)
    if (node.type !== 'paragraph' || lines === undefined || first === -1) done.push(node)
    else if (first > 0 && first <= MOST_TERMS) done.push(listOf(lines.slice(0, first), lines.slice(first), node))
    else if (first === 0 && isList(last)) last.children.push(...definitions(lines, node))
    else if (first === 0 && last?.type === 'paragraph' && linesOf(last.children).length === 1)
      done[done.length - 1] = listOf([last.children], lines, last)
    else done.push(node)
  }
  return done
}

/** A text of several lines in its lines; markup stays whole. */
function linesOf(nodes: readonly PhrasingContent[]): readonly (readonly PhrasingContent[])[] {
  const lines: PhrasingContent[][] = [[]]
  for (const node of nodes) {
    if (node.type !== 'text') lines.at(-1)?.push(node)
    else
      for (const [index, value] of node.value.split('\n').entries()) {
        if (index > 0) lines.push([])
        if (value !== '') lines.at(-1)?.push({ type: 'text', value })
      }
  }
  return lines
}

function isDefinition([first]: readonly PhrasingContent[]): boolean {
  return first?.type === 'text' && MARK.test(first.value)
}

function listOf(
  terms: readonly (readonly PhrasingContent[])[],
  lines: readonly (readonly PhrasingContent[])[],
  { position }: Paragraph,
): Blockquote {
  const place = position ? { position } : {}
  return {
    type: 'blockquote',
    data: { hName: 'dl' },
    children: [...terms.map((term) => part('dt', term, place)), ...definitions(lines, { position })],
    ...place,
  }
}

/** Each begins with the mark; lines without it go on with the one before. */
function definitions(
  lines: readonly (readonly PhrasingContent[])[],
  { position }: Pick<Paragraph, 'position'>,
): readonly BlockContent[] {
  const found: PhrasingContent[][] = []
  for (const line of lines) {
    const [first, ...rest] = line
    if (first?.type === 'text' && isDefinition(line))
      found.push([{ ...first, value: first.value.replace(MARK, '') }, ...rest])
    else found.at(-1)?.push({ type: 'text', value: '\n' }, ...line)
  }
  return found.map((nodes) => part('dd', nodes, position ? { position } : {}))
}

function part(hName: 'dt' | 'dd', children: readonly PhrasingContent[], place: Pick<Paragraph, 'position'>): Paragraph {
  return { type: 'paragraph', data: { hName }, children: [...children], ...place }
}

function isList(node: RootContent | undefined): node is Blockquote {
  return node?.type === 'blockquote' && node.data?.hName === 'dl'
}
