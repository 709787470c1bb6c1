/** One side of a row as elements. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Row, Sentence } from '../edition.ts'
import { anchorName } from '../present.ts'
import { safeInline } from '../safe-element.ts'
import { wordsIn } from '../words.ts'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import { keepArticles } from './keep-articles.ts'

export interface Side {
  readonly name: 'source' | 'target'
  readonly language: string
}

/** The block that a unit is, with the lists and quotations round it. */
export function cellBlock(row: Row, side: Side): Element {
  const pairs = row.source.length > 1
  const inline = row[side.name].flatMap((sentence, index): ElementContent[] => [
    ...(index > 0 ? [{ type: 'text' as const, value: ' ' }] : []),
    ...sentenceNodes(sentence, pairs, side),
  ])
  let block: Element
  if (row.unit === 'heading') block = h(`h${Math.min(6, row.depth ?? 2)}`, inline)
  else if (row.note !== undefined) block = noteBlock(row, row.note, side, inline)
  else if (row.list) {
    const { ordered, index, depth, continued } = row.list
    const classes = depth > 1 ? { className: [`d${Math.min(4, depth)}`] } : {}
    const item = h(
      'li',
      continued ? { className: ['continued'] } : hasCheckbox(inline) ? { className: ['task'] } : {},
      inline,
    )
    block = ordered ? h('ol', { ...classes, start: index }, [item]) : h('ul', classes, [item])
  } else block = h('p', inline)
  for (let depth = 0; depth < row.quoted; depth++) block = h('blockquote', [block])
  return block
}

function noteBlock(
  { anchor, noteContinued }: Row,
  number: number,
  side: Side,
  inline: readonly ElementContent[],
): Element {
  const id = anchor === undefined ? {} : { id: anchorName(anchor, side.name) }
  const shown = directionOf(side.language) === 'rtl' ? toArabicIndic(number) : String(number)
  const mark = noteContinued ? [] : [h('span', { className: ['note-number'] }, `${shown}. `)]
  return h('p', { className: ['note'], ...id }, [...mark, ...inline])
}

function hasCheckbox(nodes: readonly ElementContent[]): boolean {
  return nodes.some((node) => node.type === 'element' && (node.tagName === 'input' || hasCheckbox(node.children)))
}

function sentenceNodes(
  { children, missing, pseudo, number }: Sentence,
  pairs: boolean,
  { language }: Side,
): readonly ElementContent[] {
  const pair = { dataS: String(number), tabIndex: -1 }
  if (missing)
    return [
      h('span', { className: pairs ? ['s', 'missing-box'] : ['missing-box'], ...(pairs ? pair : {}) }, missingWords()),
    ]
  const shown = labelled(keepArticles(safeInline(children, language)), language)
  const text = pseudo ? [h('span', { className: ['pseudo-text'] }, shown)] : shown
  return pairs ? [h('span', { className: ['s'], ...pair }, text)] : text
}

/** Marks of notes, the ways back and the boxes of tasks get their names, which the page says in the language of the side. */
function labelled(nodes: readonly ElementContent[], language: string): ElementContent[] {
  const words = wordsIn(language)
  return nodes.map((node) => {
    if (node.type !== 'element') return node
    const { dataFootnoteRef: mark, dataFootnoteBackref: back } = node.properties
    const box = node.tagName === 'input' ? (node.properties.checked === true ? words.done : words.toDo) : undefined
    const label = mark !== undefined ? `${words.note} ${textOf(node)}` : back !== undefined ? words.backToText : box
    return {
      ...node,
      properties: { ...node.properties, ...(label === undefined ? {} : { ariaLabel: label }) },
      children: labelled(node.children, language),
    }
  })
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}

/** The box in the place of a translation that is not there: in both languages, never the source's text. */
export function missingBox(): Element {
  return h('p', { className: ['missing-box'] }, missingWords())
}

function missingWords(): ElementContent[] {
  return [
    h('span', { lang: 'en', dir: 'ltr', className: ['ltr'] }, wordsIn('en').notTranslated),
    { type: 'text', value: ' ' },
    h('span', { lang: 'ar', dir: 'rtl', className: ['rtl'] }, wordsIn('ar').notTranslated),
  ]
}
