/** The chapters of a book as one document: names that are each chapter's own, links between them inside it. */
import type { Element, ElementContent, Root, RootContent } from 'hast'
import { resolvePath } from './read-package.ts'

export interface Chapter {
  /** The entry it stands in. */
  readonly name: string
  readonly children: readonly RootContent[]
}

/** Changes the chapters' elements in place. */
export function joinChapters(chapters: readonly Chapter[]): Root {
  const numbers = new Map(chapters.map(({ name }, index) => [name, index + 1]))
  const children = chapters.flatMap(({ name, children: own }, index): RootContent[] => {
    for (const element of elementsOf(own)) {
      const { id, name: anchor, href } = element.properties
      for (const [key, value] of [
        ['id', id],
        ['name', anchor],
      ] as const)
        if (typeof value === 'string') element.properties[key] = nameIn(index + 1, value)
      if (typeof href === 'string') element.properties.href = addressOf(href, name, numbers)
    }
    const section: Element = {
      type: 'element',
      tagName: 'section',
      properties: { id: nameIn(index + 1, '') },
      children: own.filter((child): child is ElementContent => child.type !== 'doctype'),
    }
    return [section]
  })
  return { type: 'root', children }
}

function nameIn(chapter: number, name: string): string {
  return name === '' ? `chapter-${chapter}` : `c${chapter}-${name}`
}

/** Links to other entries of the archive lead nowhere outside it. */
function addressOf(href: string, from: string, numbers: ReadonlyMap<string, number>): string | undefined {
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(href)) return href
  const [, path = '', fragment = ''] = /^([^#]*)#?(.*)$/s.exec(href) ?? []
  const chapter = numbers.get(path === '' ? from : resolvePath(from, path))
  return chapter === undefined ? undefined : `#${nameIn(chapter, fragment)}`
}

function elementsOf(nodes: readonly RootContent[]): readonly Element[] {
  const elements: Element[] = []
  const rest = nodes.toReversed()
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.type !== 'element') continue
    elements.push(node)
    for (const child of node.children.toReversed()) rest.push(child)
  }
  return elements
}
