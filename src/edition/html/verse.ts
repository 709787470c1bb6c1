/** Verse: a line is two halves of one width on the Arabic side, two lines in English. */
import type { ElementContent } from 'hast'
import { h } from '../h.ts'
import { toString } from 'hast-util-to-string'
import { withoutInvisible } from '../../text/marks.ts'
import { HALF } from '../../text/verse-line.ts'
import type { Row, Sentence } from '../edition.ts'

/** The halves of a line as elements; undefined for a sentence that is no line of verse. */
export function halvesOf(nodes: readonly ElementContent[]): ElementContent[] | undefined {
  const at = nodes.findIndex(isHalfBreak)
  if (at === -1) return undefined
  const half = (children: readonly ElementContent[]): ElementContent =>
    h(
      'span',
      { className: ['half'] },
      children.filter((node) => !isBreak(node)),
    )
  // The space is for who copies the line: between the boxes it is not seen.
  return [half(nodes.slice(0, at)), { type: 'text', value: ' ' }, half(nodes.slice(at + 1))]
}

/** How long the longest half of a page's verse is, in letters without tashkeel, which gives all of them their width; 0 without verse. */
export function longestHalf(rows: readonly Row[]): number {
  const lengths = rows.flatMap(({ source, target }) => [...source, ...target].flatMap(lengthsOf))
  return lengths.reduce((most, each) => Math.max(most, each), 0)
}

function lengthsOf({ children }: Sentence): readonly number[] {
  const at = children.findIndex(isHalfBreak)
  if (at === -1) return []
  return [children.slice(0, at), children.slice(at + 1)]
    .map((half) => toString({ type: 'root', children: half }))
    .filter((text) => /\p{Script=Arabic}/u.test(text))
    .map((half) => Array.from(withoutInvisible(half).trim()).length)
}

function isBreak(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName === 'br'
}

function isHalfBreak(node: ElementContent): boolean {
  if (node.type !== 'element' || node.tagName !== 'br') return false
  const { className } = node.properties
  return Array.isArray(className) && className.includes(HALF)
}
