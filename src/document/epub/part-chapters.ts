/** A book as a document for each of its texts, each with its own notes. */
import type { Element, ElementContent, Root } from 'hast'
import type { Part } from '../read-result.ts'

const FEWEST_DIGITS = 2

/**
 * @param book As `joinChapters` and `layNotes` leave it: a section for each text, then one of notes.
 * @returns One for each text, named by its place in the reading order.
 */
export function partChapters(book: Root): readonly Part[] {
  const sections = book.children.filter((child): child is Element => child.type === 'element')
  const notes = new Map(sections.filter(isNotes).flatMap(itemsOf))
  const texts = sections.filter((section) => !isNotes(section))
  // A text that was nothing but notes is gone, and its place stays empty.
  const places = texts.map(
    ({ properties }, index) => /^chapter-(\d+)$/.exec(String(properties.id))?.[1] ?? String(index + 1),
  )
  const digits = Math.max(FEWEST_DIGITS, ...places.map(({ length }) => length))
  return texts.map((section, index) => ({
    name: (places[index] ?? '').padStart(digits, '0'),
    tree: { type: 'root', children: [section, ...notesOf(section, notes)] },
  }))
}

function isNotes({ properties }: Element): boolean {
  return properties.dataFootnotes !== undefined
}

/** The notes of the book by their names. */
function itemsOf(section: Element): readonly (readonly [string, Element])[] {
  return elementsIn([section])
    .filter(({ tagName, properties }) => tagName === 'li' && typeof properties.id === 'string')
    .map((item) => [String(item.properties.id), item] as const)
}

/** Numbers the marks of a text from 1 on. */
function notesOf(text: Element, notes: ReadonlyMap<string, Element>): readonly Element[] {
  const numbers = new Map<string, number>()
  for (const mark of elementsIn([text])) {
    if (mark.properties.dataFootnoteRef === undefined) continue
    const name = nameIn(mark)
    if (!notes.has(name)) continue
    const number = numbers.get(name) ?? numbers.size + 1
    numbers.set(name, number)
    mark.children = [{ type: 'text', value: String(number) }]
  }
  if (numbers.size === 0) return []
  const items = [...numbers.keys()].flatMap((name) => notes.get(name) ?? [])
  // A note that two texts point to stands in both.
  const list: Element = { type: 'element', tagName: 'ol', properties: {}, children: structuredClone(items) }
  return [{ type: 'element', tagName: 'section', properties: { dataFootnotes: '' }, children: [list] }]
}

function nameIn({ properties }: Element): string {
  const name = String(properties.href ?? '').slice(1)
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function elementsIn(nodes: readonly ElementContent[]): readonly Element[] {
  const elements: Element[] = []
  const rest = nodes.toReversed()
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.type !== 'element') continue
    elements.push(node)
    for (const child of node.children.toReversed()) rest.push(child)
  }
  return elements
}
