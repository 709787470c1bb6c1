/** Blocks of one language as Markdown. */
import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { directionOf } from '../../text/letters.ts'
import { integerOf, numberingOf } from '../list-numbers.ts'
import { blockMarkdown, inlineMarkdown } from '../markdown/inline.ts'
import { isBlock } from './mono-tree.ts'

/** With the title as front matter where no heading of the first order says it. */
export function treeMarkdown(title: string, blocks: readonly ElementContent[], language: string): string {
  const rtl = directionOf(language) === 'rtl'
  const own = blocks.some((block) => block.type === 'element' && block.tagName === 'h1')
  const head = own ? [] : ['---', `title: ${JSON.stringify(title)}`, '---', '']
  return [...head, ...joined(blocks, rtl), ''].join('\n')
}

/** Lines, a blank one between blocks. */
function joined(blocks: readonly ElementContent[], rtl: boolean): readonly string[] {
  return blocks.flatMap((block, index) => [...(index === 0 ? [] : ['']), ...linesOf(block, rtl)])
}

function linesOf(node: ElementContent, rtl: boolean): readonly string[] {
  if (node.type !== 'element') return [inlineMarkdown([node], { atStart: true, rtl })]
  const { tagName, children } = node
  if (/^h[1-6]$/.test(tagName))
    return [`${'#'.repeat(Number(tagName.charAt(1)))} ${inlineMarkdown(children, { atStart: false, rtl })}`]
  switch (tagName) {
    case 'ul':
    case 'ol':
      return listLines(node, rtl)
    case 'blockquote':
      return within(node, rtl).map((line) => `> ${line}`.trimEnd())
    case 'table':
      return tableLines(node, rtl)
    case 'pre':
    case 'hr':
      return blockMarkdown(node).split('\n')
    case 'dt':
      return [`**${inlineMarkdown(children, { atStart: false, rtl })}**`]
    default:
      return within(node, rtl)
  }
}

/** Of a block with blocks in it, or with text alone. */
function within({ children }: Element, rtl: boolean): readonly string[] {
  const hasBlocks = children.some((child) => child.type === 'element' && isBlock(child.tagName))
  if (hasBlocks) return joined(children, rtl)
  return inlineMarkdown(children, { atStart: true, rtl }).split('\n')
}

/** Markdown counts by one: where a list does not, another mark begins a list of its own. */
function listLines(list: Element, rtl: boolean): readonly string[] {
  const { first: start, step } = numberingOf(list)
  let [number, mark] = [start - step, '.']
  return list.children.flatMap((item, index): readonly string[] => {
    if (item.type !== 'element') return []
    const own = integerOf(item.properties.value) ?? number + step
    if (index > 0 && own !== number + 1) mark = mark === '.' ? ')' : '.'
    number = own
    const marker = list.tagName === 'ol' ? `${number}${mark} ` : '- '
    const [first = '', ...others] = within(item, rtl)
    const indent = ' '.repeat(marker.length)
    return [marker + first, ...others.map((line) => (line === '' ? '' : indent + line))]
  })
}

/** A table of plain cells; one whose cells span or hold blocks is HTML, which Markdown takes too. */
function tableLines(table: Element, rtl: boolean): readonly string[] {
  const rows = elementsIn(table, 'tr').map(({ children }) => children.filter((child) => child.type === 'element'))
  const isPlain = rows
    .flat()
    .every(
      ({ properties, children }) =>
        properties.colSpan === undefined &&
        properties.rowSpan === undefined &&
        !children.some((child) => child.type === 'element' && isBlock(child.tagName)),
    )
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (!isPlain || width === 0)
    return toHtml(table)
      .replace(/\n\s*\n/g, '\n')
      .split('\n')
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, column) => cells[column] ?? '').join(' | ')} |`
  const lines = rows.map((row) => line(row.map(({ children }) => inlineMarkdown(children, { atStart: false, rtl }))))
  const caption = elementsIn(table, 'caption').flatMap((each) => [...within(each, rtl), ''])
  return [...caption, lines[0] ?? '', line(Array.from({ length: width }, () => '---')), ...lines.slice(1)]
}

function elementsIn(parent: Element, tagName: string): readonly Element[] {
  return parent.children.flatMap((child): readonly Element[] =>
    child.type !== 'element' ? [] : child.tagName === tagName ? [child] : elementsIn(child, tagName),
  )
}
