/** Attributes in curly brackets, as kramdown, Pandoc and VitePress have them: `## عنوان {#id}`, `{: .class}`. */
import type { Heading, Nodes, Parents, Root } from 'mdast'

/** The list that follows a heading: an id, classes, pairs. */
const HEADING_LIST = /\{:?[ \t]*(?:[#.][^\s{}]+|[\w-]+=[^\s{}]+)(?:[ \t][^{}\n]*)?\}/
const ID = /#([^\s{}.]+)/
/** Anywhere else only what cannot be words. */
const ANY_LIST = /\{:[^{}\n]*\}/g

/** Takes them out of the text; a heading's id becomes its own, the rest says how a page of another sort should look. */
export function takeAttributes(tree: Root): void {
  const parents: Parents[] = [tree]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    if (parent.type === 'heading') takeId(parent)
    const children: readonly Nodes[] = parent.children
    for (const child of children) {
      if (child.type === 'text' && child.value.includes('{:')) child.value = child.value.replace(ANY_LIST, '')
      if ('children' in child) parents.push(child)
    }
  }
}

function takeId(heading: Heading): void {
  for (const child of heading.children) {
    if (child.type !== 'text') continue
    const list = HEADING_LIST.exec(child.value)
    if (!list) continue
    child.value = child.value.replace(HEADING_LIST, '') // white space beside it is collapsed later
    const id = ID.exec(list[0])?.[1]
    if (id !== undefined) heading.data = { ...heading.data, hProperties: { ...heading.data?.hProperties, id } }
  }
}
