/** Tags that would swallow the text after them, or vanish although they are meant to be read, as text. */
import type { Html, Nodes, Parents, Root, RootContent } from 'mdast'
import { HTML_NAMES } from '../data/html-names.ts'
import { safeMarkup } from '../safe-markup.ts'

const known = new Set(HTML_NAMES)
/** Gone with all that is in them; without an end, that is all that follows. */
const swallowing = new Set(safeMarkup.strip?.filter((name) => name !== 'embed')) // which has no end
/** Never markup inside a line: what follows is text of theirs, and code hosts show the tag itself (GFM 6.11). */
const RAW_TEXT = new Set(['title', 'textarea', 'iframe', 'xmp', 'noembed', 'noframes', 'plaintext'])
/** `<name`, `</name`: the start of a tag. */
const TAG = /<(\/?)([A-Za-z][\w:.-]*)/g
/** A whole tag, and nothing else. */
const WHOLE_TAG = /^\s*<\/?[A-Za-z][^<>]*>\s*$/

/**
 * A forgotten `<title>` or `<svg>` in the middle of a text would take the rest of the document with
 * it, and `<name>` in the place of a name would be dropped as a tag that no one knows.
 */
export function defuseHtml(tree: Root): void {
  const parents: Parents[] = [tree]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    if (parent.children.some(({ type }) => type === 'html')) defuse(parent)
    for (const child of parent.children) if ('children' in child) parents.push(child)
  }
}

function defuse(parent: Parents): void {
  const inLine = parent.type !== 'root' && !BLOCK_PARENTS.has(parent.type)
  const children = parent.children as Nodes[] // of every kind of parent; what is put in the place of a node may stand there
  const ends = endsAfter(children)
  for (const [index, child] of children.entries()) {
    if (child.type !== 'html') continue
    const closed = (name: string): boolean => (ends.get(name) ?? -1) > index
    children[index] = inLine ? inlineOf(child, closed) : blockOf(child, closed)
  }
}

const BLOCK_PARENTS = new Set<Nodes['type']>(['admonition', 'blockquote', 'footnoteDefinition', 'listItem'])

/** For each element's name the last of the nodes in which it ends. */
function endsAfter(nodes: readonly Nodes[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number>()
  for (const [index, node] of nodes.entries()) {
    if (node.type !== 'html') continue
    for (const [, slash, name = ''] of node.value.matchAll(TAG)) if (slash === '/') ends.set(name.toLowerCase(), index)
  }
  return ends
}

/** In a line a node is one tag. */
function inlineOf(node: Html, closed: (name: string) => boolean): Nodes {
  const [, slash = '', name = ''] = node.value.matchAll(TAG).next().value ?? []
  const own = name.toLowerCase()
  if (own === '' || !node.value.startsWith(`<${slash}${name}`)) return node
  const isText = RAW_TEXT.has(own) || (slash === '' && !closed(own) && (swallowing.has(own) || !known.has(own)))
  return isText ? { ...node, type: 'text' } : node
}

/** A block may be many tags: those that swallow and have no end become text in it; a tag alone that no one knows is carried. */
function blockOf(node: Html, closed: (name: string) => boolean): RootContent {
  const tags = [...node.value.matchAll(TAG)]
  const own = tags[0]?.[2]?.toLowerCase() ?? ''
  if (tags.length === 1 && WHOLE_TAG.test(node.value) && !known.has(own) && tags[0]?.[1] === '' && !closed(own))
    return { type: 'code', value: node.value.trim(), ...(node.position ? { position: node.position } : {}) }
  const open = new Map<string, number>()
  for (const [, slash, name = ''] of tags) {
    const key = name.toLowerCase()
    if (swallowing.has(key)) open.set(key, Math.max(0, (open.get(key) ?? 0) + (slash === '/' ? -1 : 1)))
  }
  const lost = new Set([...open].flatMap(([name, count]) => (count > 0 && !closed(name) ? [name] : [])))
  if (lost.size === 0 || /^\s*<(?:script|style)\b/i.test(node.value)) return node
  const value = node.value.replace(TAG, (tag, slash: string, name: string) =>
    lost.has(name.toLowerCase()) ? `&lt;${slash}${name}` : tag,
  )
  return { ...node, value }
}
