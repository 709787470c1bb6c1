/** A side of a row as it is set in a book: words that may be parted, verse in halves, remarks beneath. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { HALF } from '../../text/verse-line.ts'
import type { Edition, Row } from '../edition.ts'
import { cellBlock, missingBox } from '../html/cells.ts'
import { withoutWaysBack } from '../own-marks.ts'
import { wordsIn } from '../words.ts'
import { hyphenate } from './hyphenate.ts'
import type { SideName } from './item.ts'

export function rowBlocks(row: Row, name: SideName, edition: Edition): readonly Element[] {
  const { sourceLanguage, targetLanguage, words } = edition
  const language = name === 'source' ? sourceLanguage : targetLanguage
  const isMissing = name === 'target' && row.target.every(({ missing }) => missing)
  const block = isMissing ? missingBox(row, edition) : cellBlock(onPaper(row, name), { name, edition })
  set(block, row, language)
  const outer = h('div', { id: name === 'source' ? row.id : `e-${row.id}` }, [block])
  const alert = row.frame?.alert
  const label = alert === undefined ? [] : [remarkOf(wordsIn(language, words).alerts[alert])]
  if (name === 'source') return [...label, outer]
  const remarks = [
    ...(row.state === 'stale' ? [wordsIn(language, words).changed] : []),
    ...(row.needsWork ? [wordsIn(language, words).needsWork] : []),
  ]
  return [...label, outer, ...remarks.map(remarkOf)]
}

function remarkOf(text: string): Element {
  return h('p', { className: ['remark'], dataLock: true }, text)
}

/** The language of a side of a row; a machine's words say so. */
export function rowTag(row: Row, name: SideName, { sourceLanguage, targetLanguage }: Edition): string {
  if (name === 'source') return sourceLanguage
  return row.machine ? `${targetLanguage}-x-mtfrom-${sourceLanguage.split('-')[0]}` : targetLanguage
}

/** The ways back from a note are for a screen. */
function onPaper(row: Row, name: SideName): Row {
  const bare = row[name].map((sentence) => ({ ...sentence, children: withoutWaysBack(sentence.children) }))
  return { ...row, [name]: bare }
}

/** Says of the innermost block how its lines are made. */
function set(block: Element, { unit, cell }: Row, language: string): void {
  const inner = innermost(block)
  inner.properties.dataLock = true
  if (hasHalves(inner)) {
    inner.properties.dataLock = undefined
    inner.children = inner.children.map(verse)
    return
  }
  if (unit === 'heading' || !['p', 'li'].includes(inner.tagName)) return
  inner.children = hyphenate(inner.children, language)
  if (cell !== undefined) return
  const classes = Array.isArray(inner.properties.className) ? inner.properties.className : []
  if (!classes.includes('missing-box')) inner.properties.className = [...classes, 'just']
}

function innermost(block: Element): Element {
  const [first] = block.children
  const isHolder = ['blockquote', 'ul', 'ol'].includes(block.tagName)
  return isHolder && first?.type === 'element' ? innermost(first) : block
}

function isHalfBreak(node: ElementContent): boolean {
  const classes = node.type === 'element' && node.tagName === 'br' ? node.properties.className : undefined
  return Array.isArray(classes) && classes.includes(HALF)
}

function hasHalves(node: ElementContent): boolean {
  return isHalfBreak(node) || (node.type === 'element' && node.children.some(hasHalves))
}

/** The two halves of each line, beside each other or one below the other, as the style of the side has it. */
function verse(node: ElementContent): ElementContent {
  if (node.type !== 'element' || !hasHalves(node)) return node
  if (!node.children.some(isHalfBreak)) return { ...node, children: node.children.map(verse) }
  const at = node.children.findIndex(isHalfBreak)
  const half = (children: readonly ElementContent[]): Element =>
    h('span', { className: ['half'], dataLock: true }, [...children])
  const halves = [half(node.children.slice(0, at)), half(node.children.slice(at + 1))]
  return { ...node, children: [h('span', { className: ['verse'] }, halves)] }
}
