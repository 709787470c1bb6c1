/** Words with tashkeel stand on the page twice, of which the style shows one: as they are, or without it. */
import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import { hasTashkeel, withoutTashkeel } from '../../text/marks.ts'
import type { Row } from '../edition.ts'

/** Code is shown as it is written. */
const CODE: ReadonlySet<string> = new Set(['code', 'kbd', 'samp'])

/**
 * Whole words, so that letters join as they should; neighbours together, so that a page grows by
 * little more than its words. What is not shown is neither found, copied nor read aloud.
 */
export function bothWays(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return hasTashkeel(node.value) ? partsOf(node.value) : [node]
    if (node.type !== 'element' || CODE.has(node.tagName)) return [node]
    return [{ ...node, children: bothWays(node.children) }]
  })
}

function partsOf(text: string): ElementContent[] {
  const nodes: ElementContent[] = []
  let [plain, marked, space] = ['', '', '']
  const close = (): void => {
    if (plain !== '') nodes.push({ type: 'text', value: plain })
    if (marked !== '')
      nodes.push(h('span', { className: ['voc'] }, marked), h('span', { className: ['bare'] }, withoutTashkeel(marked)))
    ;[plain, marked] = ['', '']
  }
  for (const part of text.split(/(\s+)/)) {
    if (part.trim() === '') space += part
    else if (hasTashkeel(part)) {
      if (marked === '') {
        plain += space
        close()
      } else marked += space
      marked += part
      space = ''
    } else {
      if (marked !== '') close()
      plain += space + part
      space = ''
    }
  }
  if (marked !== '') close()
  plain += space
  close()
  return nodes
}

/** Whether there is anything to hide: only then a page has the choice. */
export function hasMarkedWords(rows: readonly Row[]): boolean {
  const isMarked = (node: ElementContent): boolean => {
    if (node.type === 'text') return hasTashkeel(node.value)
    return node.type === 'element' && !CODE.has(node.tagName) && node.children.some(isMarked)
  }
  return rows.some((row) => [...row.source, ...row.target].some(({ children }) => children.some(isMarked)))
}
