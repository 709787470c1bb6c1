/** Where the text of a unit, and each piece of markup in it, stands in its source. */
import type { Element, ElementContent } from 'hast'
import { toString } from 'hast-util-to-string'
import type { CodePlace, Range, SourceForm, UnitPlace } from '../bitext/source.ts'
import { matchText } from './match-text.ts'

/** Asked for one unit after the other, since one text of the source may have become several. */
export type FindPlace = (
  nodes: readonly ElementContent[],
  /** By the id of the code that it became. */
  elements: ReadonlyMap<string, Element>,
  /** The innermost block with a place, in which the text stands. */
  block: Element['position'],
) => UnitPlace | undefined

/** A text that cannot be found where the reader says it stands leaves its unit without a place. */
export function placeFinder({ text, html }: SourceForm): FindPlace {
  /** Behind what was found last, by the start of the text that it was found in. */
  const found = new Map<number, number>()
  /** The end of the last unit that was found. */
  let behind = 0
  return (nodes, elements, block) => {
    const ranges = new Map<ElementContent, Range>()
    let [isLost, firstText, last] = [false, -1, -1]
    const visit = (node: ElementContent): Range | undefined => {
      const range = node.type === 'text' ? textRange(node) : node.type === 'element' ? elementRange(node) : undefined
      if (range) {
        ranges.set(node, range)
        last = range.end
      }
      return range
    }
    const textRange = (node: ElementContent & { readonly type: 'text' }): Range | undefined => {
      if (node.value.trim() === '') return undefined
      const place = rangeOf(node)
      // The parser of HTML joins texts, which then have no place of their own: behind a line break, a task's box.
      const start = place ? (found.get(place.start) ?? place.start) : last === -1 ? startIn(block, behind) : last
      if (start === undefined) return lost()
      // Where tags are not closed, the parser of HTML knows the start alone.
      const reach = Math.min(text.length, start + 2 * node.value.length + LONGEST_TAG)
      const range =
        (place && matchText(text, { start, end: place.end }, node.value)) ??
        matchText(text, { start, end: reach }, node.value)
      if (range === undefined) return lost()
      if (place) found.set(place.start, range.end)
      if (firstText === -1) firstText = range.start
      return range
    }
    const lost = (): undefined => {
      isLost = true
    }
    const elementRange = (node: Element): Range | undefined => {
      const own = rangeOf(node)
      // What was made of code, a note's mark and the like says nothing that stands in the source so.
      if (own && isWhole(node)) return own
      if (own === undefined && node.properties.dataFootnoteBackref !== undefined) return undefined
      const inner = unionOf(node.children.map(visit))
      return own ?? inner
    }
    /** Of text that became an element of its own since the source says that it is not translated. */
    const keptRange = (element: Element): Range | undefined => {
      const place = element.properties.translate === 'no' ? rangeOf(element) : undefined
      return place && matchText(text, place, toString(element))
    }
    const whole = unionOf(nodes.map(visit))
    if (isLost || whole === undefined) return undefined
    const codes: Record<string, CodePlace> = {}
    for (const [id, element] of elements) {
      const range = ranges.get(element) ?? keptRange(element)
      const inner = isWhole(element) ? undefined : unionOf(element.children.map((child) => ranges.get(child)))
      if (range) codes[id] = { ...range, ...(inner ? { inner } : {}) }
    }
    const isHtml = isInside(html, firstText === -1 ? whole.start + 1 : firstText)
    if (hasCrossing(Object.values(codes))) return undefined
    behind = whole.end
    return { ...whole, syntax: isHtml ? 'html' : 'markdown', codes }
  }
}

/** Tags that are closed in the wrong order: what the parser made of them does not stand in the source. */
function hasCrossing(ranges: readonly Range[]): boolean {
  const open: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    while ((open.at(-1)?.end ?? Infinity) <= range.start) open.pop()
    if (range.end > (open.at(-1)?.end ?? Infinity)) return true
    open.push(range)
  }
  return false
}

/** Where the first text of a block can be: not before what was found in it. */
function startIn(block: Element['position'], behind: number): number | undefined {
  const [start, end] = [block?.start.offset, block?.end.offset]
  return start !== undefined && end !== undefined && start < behind && behind < end ? behind : start
}

const ATOMS = new Set(['br', 'wbr', 'img', 'input', 'code', 'kbd', 'samp', 'ruby'])

/** In UTF-16 units, of what may stand between a parser's place of a text and the text. */
const LONGEST_TAG = 200

function isWhole({ tagName, children }: Element): boolean {
  const isNote = children.some((child) => child.type === 'element' && child.properties.dataFootnoteRef !== undefined)
  return ATOMS.has(tagName) || (tagName === 'sup' && isNote)
}

function rangeOf({ position }: ElementContent): Range | undefined {
  const [start, end] = [position?.start.offset, position?.end.offset]
  return start === undefined || end === undefined || end < start ? undefined : { start, end }
}

function unionOf(ranges: readonly (Range | undefined)[]): Range | undefined {
  let whole: Range | undefined
  for (const range of ranges) {
    if (range === undefined) continue
    whole = whole
      ? { start: Math.min(whole.start, range.start), end: Math.max(whole.end, range.end) }
      : { start: range.start, end: range.end }
  }
  return whole
}

/** @param ranges In order; none begins before another ends. */
function isInside(ranges: readonly Range[], at: number): boolean {
  let [low, high] = [0, ranges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.end ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return (ranges[low]?.start ?? Infinity) <= at
}
