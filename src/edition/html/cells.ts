/** One side of a row as elements. */
import type { Element, ElementContent } from 'hast'
import { h } from '../h.ts'
import type { UnitKind } from '../../bitext/source.ts'
import type { ListPlace, Row, Sentence, Voices } from '../edition.ts'
import { anchorName } from '../own-marks.ts'
import { safeInline } from '../safe-element.ts'
import { wordsIn, type Words } from '../words.ts'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import { keepTogether } from './keep-together.ts'
import { halvesOf } from './verse.ts'

export interface Side {
  readonly name: 'source' | 'target'
  readonly edition: Voices
  /** The page has a style for halves of a verse and frames; books and other trees do without. */
  readonly on?: 'page'
}

/** The block that a unit is, with the lists and quotations round it. */
export function cellBlock(row: Row, side: Side): Element {
  const pairs = row.source.length > 1
  const [name, ...others] = anchorsOf(row, side.name)
  const inline = row[side.name].flatMap((sentence, index): ElementContent[] => [
    ...(index > 0 ? [] : others.map((id) => h('span', { id }))),
    ...(index > 0 ? [{ type: 'text' as const, value: ' ' }] : []),
    ...sentenceNodes(sentence, pairs, side),
  ])
  let block = h('p', inline)
  if (row.unit === 'heading') block = h(`h${Math.min(6, row.depth ?? 2)}`, inline)
  else if (row.list) block = listOf(row.list, [...noteMark(row, side), ...inline])
  else if (row.note !== undefined) block = h('p', { className: ['note'] }, [...noteMark(row, side), ...inline])
  else if (NAMED.has(row.unit)) block = h('p', { className: [row.unit] }, inline)
  if (name !== undefined) block.properties.id = name
  for (let depth = 0; depth < row.quoted; depth++) block = h('blockquote', [block])
  return row.frame && side.on === 'page' ? h('div', { className: ['frame'] }, [block]) : block
}

function anchorsOf({ anchors }: Row, side: Side['name']): readonly string[] {
  return anchors.map((anchor) => anchorName(anchor, side))
}

/** Kinds that are no more than paragraphs of another look. */
const NAMED: ReadonlySet<UnitKind> = new Set(['caption', 'term', 'definition'])
const DEEPEST = 4

/** A list of one item: each item is a row of its own. */
function listOf({ ordered, index, depth, continued }: ListPlace, inline: readonly ElementContent[]): Element {
  const classes = depth > 1 ? { className: [`d${Math.min(DEEPEST, depth)}`] } : {}
  const kind = continued ? ['continued'] : hasCheckbox(inline) ? ['task'] : []
  const room = ordered ? roomOfNumber(index) : []
  const item = h('li', kind.length + room.length > 0 ? { className: [...kind, ...room] } : {}, [...inline])
  return ordered ? h('ol', { ...classes, start: index }, [item]) : h('ul', classes, [item])
}

/** More of it than two digits need, which would stand on the row's own number, or outside of the page. */
function roomOfNumber(index: number): readonly string[] {
  const size = Math.abs(index)
  return size >= 1000 ? ['thousands'] : size >= 100 ? ['hundreds'] : []
}

/** The number of a note, where the note begins. */
function noteMark({ note, noteContinued }: Row, { name, edition }: Side): ElementContent[] {
  if (note === undefined || noteContinued) return []
  const shown = directionOf(languageOf(name, edition)) === 'rtl' ? toArabicIndic(note) : String(note)
  return [h('span', { className: ['note-number'] }, `${shown}. `)]
}

function hasCheckbox(nodes: readonly ElementContent[]): boolean {
  return nodes.some((node) => node.type === 'element' && (node.tagName === 'input' || hasCheckbox(node.children)))
}

function sentenceNodes(
  { children, missing, pseudo, number }: Sentence,
  pairs: boolean,
  { name, edition, on }: Side,
): readonly ElementContent[] {
  const language = languageOf(name, edition)
  const pair = { dataS: String(number), tabIndex: -1 }
  if (missing)
    return [
      h('span', { className: pairs ? ['s', 'missing-box'] : ['missing-box'], ...(pairs ? pair : {}) }, [
        ...safeInline(children, language),
        ...missingWords(edition),
      ]),
    ]
  const shown = labelled(keepTogether(safeInline(children, language)), wordsIn(language, edition.words))
  const halves = on === 'page' ? halvesOf(shown) : undefined
  const classes = [...(pairs ? ['s'] : []), ...(halves ? ['bayt'] : [])]
  const text = pseudo ? [h('span', { className: ['pseudo-text'] }, shown)] : (halves ?? shown)
  return classes.length > 0 ? [h('span', { className: classes, ...(pairs ? pair : {}) }, text)] : text
}

/** Marks of notes, the ways back and the boxes of tasks get their names, which the page says in the language of the side. */
function labelled(nodes: readonly ElementContent[], words: Words): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return node
    if (!hasName(node)) return { ...node, children: labelled(node.children, words) }
    const { dataFootnoteRef: mark, dataFootnoteBackref: back } = node.properties
    const box = node.tagName === 'input' ? (node.properties.checked === true ? words.done : words.toDo) : undefined
    const label = mark !== undefined ? `${words.note} ${textOf(node)}` : back !== undefined ? words.backToText : box
    return {
      ...node,
      properties: { ...node.properties, ...(label === undefined ? {} : { ariaLabel: label }) },
      children: labelled(node.children, words),
    }
  })
}

/** Whether it is of those that may get one. */
function hasName({ tagName, properties }: Element): boolean {
  return tagName === 'input' || properties.dataFootnoteRef !== undefined || properties.dataFootnoteBackref !== undefined
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}

/** The box in the place of a translation that is not there: in both languages, never the source's text. */
export function missingBox(row: Row, edition: Voices): Element {
  const [name, ...others] = anchorsOf(row, 'target')
  const id = name === undefined ? {} : { id: name }
  const anchors = others.map((each) => h('span', { id: each }))
  const names = row.target.flatMap(({ children }) => safeInline(children, edition.targetLanguage))
  return h('p', { className: ['missing-box'], ...id }, [...anchors, ...names, ...missingWords(edition)])
}

export function missingWords({ sourceLanguage, targetLanguage, words }: Voices): ElementContent[] {
  const said = (language: string): Element =>
    h(
      'span',
      { lang: language, dir: directionOf(language), className: [directionOf(language)] },
      wordsIn(language, words).notTranslated,
    )
  return [said(targetLanguage), { type: 'text', value: ' ' }, said(sourceLanguage)]
}

function languageOf(name: Side['name'], { sourceLanguage, targetLanguage }: Voices): string {
  return name === 'source' ? sourceLanguage : targetLanguage
}
