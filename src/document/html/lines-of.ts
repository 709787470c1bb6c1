/** What of a page is left out, a line a block, as it is listed. */
import type { ElementContent } from 'hast'
import { toString } from 'hast-util-to-string'
import type { LeftOut } from '../../bitext/source.ts'
import { isField } from '../unread-words.ts'
import { SILENT } from './measure.ts'
import { pagePart, type PagePart } from './page-part.ts'

const INLINE = new Set(
  'a abbr b bdi bdo cite code em font i img label mark s small span strong sub sup time u'.split(' '),
)

/** The lines of a part of a page that have anything to read in them. A part within what is merely beside the text says more of itself. */
export function linesOf(node: ElementContent, part: PagePart): readonly LeftOut[] {
  const lines: LeftOut[] = []
  let [words, at] = ['', node.position?.start.line]
  let isBehindLink = false
  const settle = (reason: PagePart): void => {
    const text = words.replace(/\s+/g, ' ').trim()
    if (text !== '') lines.push({ text, reason, ...(at === undefined ? {} : { line: at }) })
    words = ''
  }
  const visit = (each: ElementContent, outer: PagePart): void => {
    if (each.type === 'text') {
      if (words.trim() === '') at = each.position?.start.line ?? at
      words += each.value
      isBehindLink = false
    }
    if (each.type !== 'element') return
    if (isField(each)) {
      settle(outer)
      words = toString(each)
      return settle('form')
    }
    if (SILENT.has(each.tagName) && each.tagName !== 'select') return
    const own = outer === 'page' ? (pagePart(each) ?? outer) : outer
    const isBlock = !INLINE.has(each.tagName) || own !== outer
    if (isBlock) settle(outer)
    // Links of a menu stand apart by its style alone.
    if (each.tagName === 'a' && isBehindLink) words += ' '
    for (const child of each.children) visit(child, own)
    isBehindLink = each.tagName === 'a'
    if (isBlock) settle(own)
  }
  visit(node, part)
  settle(part)
  return lines
}
