/**
 * Tashkeel that a reader's choice hides: a text is left whole, and how it is without marks stands in an attribute, which
 * the style draws in its place. Marks in elements of their own are drawn twice by Chromium where a line is broken.
 */
import type { Element, ElementContent } from 'hast'
import { hasTashkeel, TASHKEEL_RUN } from '../../text/marks.ts'
import type { Row } from '../edition.ts'

/** Of a text that has marks; the text itself is what is found, copied and read aloud, shown or hidden. */
export const VOWELLED = 'voc'

/** Code is shown as it is written. */
const CODE: ReadonlySet<string> = new Set(['code', 'kbd', 'samp', 'pre'])

/** In the cells of the rows. */
export function markCells(element: Element): Element {
  if (hasClass(element, 'cell')) return markTashkeel(element)
  return {
    ...element,
    children: element.children.map((child) => (child.type === 'element' ? markCells(child) : child)),
  }
}

function hasClass({ properties: { className } }: Element, name: string): boolean {
  return Array.isArray(className) && className.includes(name)
}

/** What the page says itself in the place of a translation stays as it is. */
export function markTashkeel(element: Element): Element {
  if (CODE.has(element.tagName) || hasClass(element, 'missing-box')) return element
  const children = element.children.flatMap((child): ElementContent[] => {
    if (child.type === 'element') return [markTashkeel(child)]
    return child.type === 'text' && hasTashkeel(child.value) ? [vowelled(child.value)] : [child]
  })
  return { ...element, children }
}

function vowelled(text: string): Element {
  const bare = text.replace(ALL_TASHKEEL, '')
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: [VOWELLED], dataBare: bare },
    children: [{ type: 'element', tagName: 'span', properties: {}, children: [{ type: 'text', value: text }] }],
  }
}

/** Of a text with all its vowels every second letter has a mark or more, of a newspaper's one in fifty. */
const LEAST_SHARE = 0.1

/** Whether the text is vowelled: only then a page has the choice, and words in pieces. */
export function isVowelled(rows: readonly Row[]): boolean {
  // Most texts have no marks at all: their letters are not counted.
  const marks = countIn(rows, ALL_TASHKEEL)
  return marks > 0 && marks >= countIn(rows, LETTERS) * LEAST_SHARE
}

function countIn(rows: readonly Row[], pattern: RegExp): number {
  let found = 0
  const count = (node: ElementContent): void => {
    if (node.type === 'text') found += node.value.match(pattern)?.length ?? 0
    else if (node.type === 'element' && !CODE.has(node.tagName)) node.children.forEach(count)
  }
  for (const { source, target } of rows)
    for (const side of [source, target]) for (const { children } of side) children.forEach(count)
  return found
}

const ALL_TASHKEEL = new RegExp(TASHKEEL_RUN, 'g')
/** Of the scripts that have tashkeel. */
const LETTERS = /\p{Script=Arabic}/gu
