/** Marks in the source's text where its printed pages begin. */
import type { Element, ElementContent } from 'hast'
import type { RecordSegment } from '../bitext/record.ts'
import type { PageBreak } from '../bitext/source.ts'
import { plainText } from '../bitext/content.ts'
import { safeLine } from './safe-text.ts'

/** A page that begins in a row. */
export interface PageMark {
  readonly name: string
  /** Its anchor on the side of the source. */
  readonly anchor: string
  /** Index of the sentence in which it begins, and the offset in that sentence's plain text, in UTF-16 units. */
  readonly sentence: number
  readonly at: number
}

/** @param segments Of the unit, as its source stands now. */
export function pageMarks(pages: readonly PageBreak[], segments: readonly RecordSegment[]): readonly PageMark[] {
  return pages.map(({ name, at }) => {
    let [sentence, before] = [0, 0]
    for (const [index, { source, after = '' }] of segments.entries()) {
      const length = plainText(source).length + after.length
      sentence = index
      if (at < before + length || index === segments.length - 1) break
      before += length
    }
    const own = safeLine(name)
    return { name: own, anchor: `s-page-${own.replace(/[^\p{L}\p{N}]+/gu, '-')}`, sentence, at: at - before }
  })
}

/** A sentence's nodes with these marks in them, each before the character at its offset. */
export function withPageMarks(
  nodes: readonly ElementContent[],
  marks: readonly PageMark[],
  word: string,
): ElementContent[] {
  const rest = [...marks]
  let seen = 0
  const visit = (children: readonly ElementContent[]): ElementContent[] =>
    children.flatMap((node): ElementContent[] => {
      if (node.type === 'element')
        return [{ ...node, children: isCounted(node) ? visit(node.children) : node.children }]
      if (node.type !== 'text') return [node]
      const parts: ElementContent[] = []
      let from = 0
      while (rest[0] && rest[0].at <= seen + node.value.length) {
        const [mark] = rest.splice(0, 1)
        const to = Math.max(from, (mark?.at ?? 0) - seen)
        if (to > from) parts.push({ type: 'text', value: node.value.slice(from, to) })
        if (mark) parts.push(markOf(mark, word))
        from = to
      }
      seen += node.value.length
      return from < node.value.length ? [...parts, { type: 'text', value: node.value.slice(from) }] : parts
    })
  return marks.length === 0 ? [...nodes] : [...visit(nodes), ...rest.map((mark) => markOf(mark, word))]
}

/** What stands in a standalone code is no text of the sentence. */
function isCounted({ tagName, properties }: Element): boolean {
  return !/^(?:code|kbd|samp|ruby|sup|input|img)$/.test(tagName) && properties.translate !== 'no'
}

/** Where a row begins, its number stands in the margin, too. `word`: what a page is called. */
function markOf({ name, anchor, sentence, at }: PageMark, word: string): Element {
  const first = sentence === 0 && at === 0 ? { className: ['first'] } : {}
  return {
    type: 'element',
    tagName: 'span',
    properties: { id: anchor, dataPage: name, title: word, ...first },
    children: [],
  }
}
