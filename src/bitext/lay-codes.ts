/** Inline content back into elements: codes become the markup they stand for. */
import type { Element, ElementContent, Properties } from 'hast'
import type { CodeFacts, Content } from './content.ts'

/**
 * The hast children of a cell. Whatever a translation did to its codes, the tree is sound: an
 * unknown code is dropped, an open pair is closed at the end, a stray close is ignored, and pairs
 * that cross are closed and opened again.
 */
export function layCodes(content: Content, codes: Readonly<Record<string, CodeFacts>>): ElementContent[] {
  const root: ElementContent[] = []
  let open: { readonly id: string; readonly element: Element }[] = []
  const place = (): ElementContent[] => open.at(-1)?.element.children ?? root
  const begin = (id: string, facts: CodeFacts): void => {
    const element = elementOf(facts, [])
    place().push(element)
    open.push({ id, element })
  }
  for (const part of content) {
    if (typeof part === 'string') {
      place().push({ type: 'text', value: part })
      continue
    }
    const facts = Object.hasOwn(codes, part.id) ? codes[part.id] : undefined
    if (facts === undefined) continue
    if (part.kind === 'standalone') place().push(elementOf(facts, facts.children ?? []))
    else if (part.kind === 'open') begin(part.id, facts)
    else {
      const depth = open.findLastIndex(({ id }) => id === part.id)
      if (depth === -1) continue
      const crossed = open.slice(depth + 1)
      open = open.slice(0, depth)
      for (const { id } of crossed) {
        const again = codes[id]
        if (again) begin(id, again)
      }
    }
  }
  return root
}

/**
 * The sentences of a unit, each by itself: a pair that is open at the end of one is open in the next ones up to its end,
 * without the name that it has where it begins. Undefined is a sentence that is not there.
 *
 * @param ofSource The same sentences in the source: they say which pairs begin and end in one that is not there, and
 * what has ended there has ended, although a translation does not say so.
 */
export function laySentences(
  contents: readonly (Content | undefined)[],
  codes: Readonly<Record<string, CodeFacts>>,
  ofSource: readonly Content[],
): readonly ElementContent[][] {
  if ([...contents, ...ofSource].every(isText)) return contents.map(textNodes)
  let open: readonly string[] = []
  let openInSource: readonly string[] = []
  return contents.map((content, index) => {
    const before = open
    const source = ofSource[index] ?? []
    const inSource = openAfter(openInSource, source)
    open = inSource.length === 0 ? [] : openAfter(before, content ?? source).filter((id) => inSource.includes(id))
    openInSource = inSource
    if (content === undefined) return []
    if (before.length === 0) return layCodes(content, codes)
    const known = before.filter((id) => Object.hasOwn(codes, id))
    const laid = layCodes([...known.map((id) => ({ kind: 'open' as const, id })), ...content], codes)
    return continued(laid, known.length)
  })
}

function isText(content: Content | undefined): boolean {
  return content === undefined || content.every((part) => typeof part === 'string')
}

/** Of content without codes. */
function textNodes(content: Content = []): ElementContent[] {
  return content.map((part) => ({ type: 'text', value: String(part) }))
}

function openAfter(open: readonly string[], content: Content): string[] {
  const now = [...open]
  for (const part of content) {
    if (typeof part === 'string' || part.kind === 'standalone') continue
    const at = now.lastIndexOf(part.id)
    if (part.kind === 'open') now.push(part.id)
    else if (at !== -1) now.splice(at, 1)
  }
  return now
}

/** @param depth So many elements, each the first in the one before, began in an earlier sentence. */
function continued(nodes: ElementContent[], depth: number): ElementContent[] {
  const [first, ...rest] = nodes
  if (depth === 0 || first?.type !== 'element') return nodes
  const { id: _id, ...properties } = first.properties
  const children = continued(first.children, depth - 1)
  // It ends where the sentence begins.
  return children.length === 0 ? rest : [{ ...first, properties, children }, ...rest]
}

function elementOf({ tagName, properties }: CodeFacts, children: readonly ElementContent[]): Element {
  return {
    type: 'element',
    tagName,
    properties: copied(properties),
    children: children.length > 0 ? (structuredClone(children) as ElementContent[]) : [],
  }
}

/** Values are lists at most. */
function copied(properties: CodeFacts['properties']): Properties {
  const copy: Properties = {}
  for (const [name, value] of Object.entries(properties)) copy[name] = typeof value === 'object' ? [...value] : value
  return copy
}
