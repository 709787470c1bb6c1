/** Attributes in curly brackets, as kramdown, Pandoc and VitePress have them: `## عنوان {#id}`, `{: .class}`; and a comment of MDX that names a heading. */
import type { Heading, Nodes, Parents, Root } from 'mdast'

/** The list that follows a heading: an id, classes, pairs. */
const HEADING_LIST = /\{:?[ \t]*(?:[#.][^\s{}]+|[\w-]+=[^\s{}]+)(?:[ \t][^{}\n]*)?\}/
const ID = /#([^\s{}.]+)/
/** A comment of MDX, which Docusaurus and its like take for a heading's id. */
const MDX_COMMENT = /\{\/\*[ \t]*([^*{}\n]*?)[ \t]*\*\/\}[ \t]*$/
const NAME = /^[\p{L}\p{N}_-]+$/u
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
  const id = takeList(heading) ?? takeComment(heading)
  if (id !== undefined) heading.data = { ...heading.data, hProperties: { ...heading.data?.hProperties, id } }
}

function takeList(heading: Heading): string | undefined {
  let id: string | undefined
  for (const child of heading.children) {
    if (child.type !== 'text') continue
    const list = HEADING_LIST.exec(child.value)
    if (!list) continue
    child.value = child.value.replace(HEADING_LIST, '') // white space beside it is collapsed later
    id = ID.exec(list[0])?.[1] ?? id
  }
  return id
}

/** Without spaces in it, its stars are those of emphasis to a parser of Markdown. */
function takeComment({ children }: Heading): string | undefined {
  const [before, inside, after] = children.slice(-3)
  const words = inside?.type === 'emphasis' && inside.children.length === 1 ? inside.children[0] : undefined
  if (before?.type === 'text' && words?.type === 'text' && after?.type === 'text') {
    const comment = MDX_COMMENT.exec(`${before.value}*${words.value}*${after.value}`)
    if (comment && before.value.endsWith('{/')) {
      before.value = before.value.slice(0, -2)
      children.splice(-2)
      return named(comment[1])
    }
  }
  const last = children.at(-1)
  const comment = last?.type === 'text' ? MDX_COMMENT.exec(last.value) : null
  if (last?.type !== 'text' || comment === null) return undefined
  last.value = last.value.slice(0, comment.index)
  return named(comment[1])
}

function named(words: string | undefined): string | undefined {
  return words !== undefined && NAME.test(words) ? words : undefined
}
