/** One side of a row as elements. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Row, Sentence } from '../edition.ts'
import { anchorName } from '../present.ts'
import { withoutPictures } from '../safe-element.ts'
import { wordsIn } from '../words.ts'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'

export interface Side {
  readonly name: 'source' | 'target'
  readonly language: string
}

/** The block that a unit is, with the lists and quotations round it. */
export function cellBlock(row: Row, side: Side): Element {
  const sentences = row[side.name]
  const pairs = row.source.length > 1
  const inline = sentences.flatMap((sentence, index): ElementContent[] => [
    ...(index > 0 ? [{ type: 'text' as const, value: ' ' }] : []),
    ...sentenceNodes(sentence, pairs, row, side),
  ])
  const anchor = row.anchor === undefined ? {} : { id: anchorName(row.anchor, side.name) }
  let block: Element
  if (row.unit === 'heading') block = h(`h${Math.min(6, row.depth ?? 2)}`, inline)
  else if (row.note !== undefined) block = h('p', { className: ['note'], ...anchor }, [noteNumber(row.note, side), ...inline])
  else if (row.list) {
    const { ordered, index, depth, continued } = row.list
    const classes = depth > 1 ? { className: [`d${Math.min(4, depth)}`] } : {}
    const task = inline.some((node) => node.type === 'element' && node.tagName === 'input')
    const item = h('li', continued ? { className: ['continued'] } : task ? { className: ['task'] } : {}, inline)
    block = ordered ? h('ol', { ...classes, start: index }, [item]) : h('ul', classes, [item])
  } else block = h('p', inline)
  for (let depth = 0; depth < row.quoted; depth++) block = h('blockquote', [block])
  return block
}

function sentenceNodes({ children, missing, number }: Sentence, pairs: boolean, row: Row, side: Side): readonly ElementContent[] {
  if (missing) return pairs && row.target.some((sentence) => !sentence.missing) ? [h('span', { className: ['missing-box'] }, missingWords())] : []
  const shown = children.map(withoutPictures)
  const text = row.state === 'pseudo' && side.name === 'target' ? [h('span', { className: ['pseudo-text'] }, shown)] : shown
  return pairs ? [h('span', { className: ['s'], dataS: String(number), tabIndex: -1 }, text)] : text
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

function noteNumber(number: number, { language }: Side): Element {
  return h('span', { className: ['note-number'] }, `${directionOf(language) === 'rtl' ? toArabicIndic(number) : number}. `)
}
