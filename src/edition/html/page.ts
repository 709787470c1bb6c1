/** An edition as one HTML file: no script, no request. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../../text/letters.ts'
import { rowsOf, type Carried, type Edition, type Row } from '../edition.ts'
import { safeBlock } from '../safe-element.ts'
import { ownName, wordsIn } from '../words.ts'
import { aboutEdition } from './about.ts'
import { account, colophon } from './account.ts'
import { draftDocument, type HtmlDraft } from './document.ts'
import type { HtmlOptions } from './options.ts'
import { rowElement } from './row.ts'
import { longestHalf } from './verse.ts'
import { tableShape, type TableShape } from './table-shape.ts'
import { hasMarkedWords, markCells } from './tashkeel.ts'
import { looseTable, tableAt, tableElement } from './table.ts'

/** The page before its faces, which are made from what it shows; deterministic to the byte. */
export function draftHtml(edition: Edition, options: HtmlOptions): HtmlDraft {
  const { sourceLanguage, targetLanguage, title } = edition
  const drawn = drawnOf(edition.blocks)
  const rows = rowsOf(edition)
  const isMarked = options.onPaper !== true && hasMarkedWords(rows)
  const style = {
    arabic: options.arabic,
    stylesheet: options.stylesheet,
    paper: options.paper,
    pairs: rows.reduce((most, row) => Math.max(most, row.source.length), 0),
    tables: drawn.flatMap((each) => (each.kind === 'table' && each.shape ? [each.shape] : [])),
    title,
    half: longestHalf(rows),
    isMarked,
    sourceIsRtl: directionOf(sourceLanguage) === 'rtl',
  }
  return draftDocument({
    title: `${title.target} · ${title.source}`,
    language: targetLanguage,
    style,
    about: aboutEdition(edition, options.responsible),
    body: [
      skipLink(sourceLanguage, targetLanguage),
      h('div', { className: ['sheet'] }, [
        topBar(sourceLanguage, targetLanguage, isMarked),
        h('main', { id: 'text' }, [article(articleOf(drawn, edition), isMarked)]),
        colophon(edition, options),
      ]),
    ],
  })
}

function article(children: ElementContent[], isMarked: boolean): Element {
  const element = h('article', { className: ['text'] }, children)
  return isMarked ? markCells(element) : element
}

function skipLink(sourceLanguage: string, targetLanguage: string): Element {
  const words = (language: string): Element =>
    h(
      'span',
      { lang: language, dir: directionOf(language), className: [directionOf(language)] },
      wordsIn(language).skip,
    )
  return h('a', { className: ['skip'], href: '#text' }, [words(targetLanguage), ' · ', words(sourceLanguage)])
}

/** `isMarked`: there is tashkeel, which can be hidden. */
function topBar(sourceLanguage: string, targetLanguage: string, isMarked: boolean): Element {
  const [own, other] = [wordsIn(targetLanguage), wordsIn(sourceLanguage)]
  const radio = (view: string, language: string, words: string, checked: boolean): Element =>
    h('label', { lang: language, className: [directionOf(language)] }, [
      h('input', { type: 'radio', name: 'view', id: `view-${view}`, checked }),
      h('span', words),
    ])
  return h('header', { className: ['top'] }, [
    h(
      'span',
      { lang: targetLanguage, dir: directionOf(targetLanguage), className: [directionOf(targetLanguage)] },
      own.edition,
    ),
    h('fieldset', { className: ['views'] }, [
      h('legend', { className: ['hide'] }, own.view),
      radio('both', targetLanguage, own.both, true),
      radio('source', sourceLanguage, ownName(sourceLanguage), false),
      radio('target', targetLanguage, ownName(targetLanguage), false),
      h('label', { lang: targetLanguage, className: [directionOf(targetLanguage)] }, [
        h('input', { type: 'radio', name: 'view', id: 'view-learn' }),
        h('span', [own.learn, h('span', { className: ['hide'] }, `: ${own.learnHow}`)]),
      ]),
      ...(isMarked ? [choice('tashkeel', targetLanguage, own.tashkeel, true)] : []),
      choice('origins', targetLanguage, own.origins, false),
    ]),
    h(
      'span',
      {
        lang: sourceLanguage,
        dir: directionOf(sourceLanguage),
        className: ['edition-source', directionOf(sourceLanguage)],
      },
      other.edition,
    ),
  ])
}

function choice(id: string, language: string, words: string, checked: boolean): Element {
  return h('label', { className: ['choice', directionOf(language)], lang: language }, [
    h('input', { type: 'checkbox', id, checked }),
    h('span', words),
  ])
}

/** A table's rows are drawn together, everything else alone. */
type Drawn =
  | { readonly kind: 'block'; readonly block: Row | Carried }
  | { readonly kind: 'table'; readonly rows: readonly Row[]; readonly shape: TableShape | undefined }

function drawnOf(blocks: Edition['blocks']): readonly Drawn[] {
  const drawn: Drawn[] = []
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]
    const rows = tableAt(blocks, index)
    if (rows.length > 0) {
      drawn.push({ kind: 'table', rows, shape: tableShape(rows) })
      index += rows.length - 1
    } else if (block) drawn.push({ kind: 'block', block })
  }
  return drawn
}

function articleOf(drawn: readonly Drawn[], edition: Edition): ElementContent[] {
  const first = edition.blocks[0]
  const afterTitle = first?.kind === 'row' && first.unit === 'heading' ? 1 : 0
  const elements = drawn.map((each, index) => {
    if (each.kind === 'table') return each.shape ? tableElement(each.shape, edition) : looseTable(each.rows, edition)
    if (each.block.kind === 'carried') return carriedOf(each.block, edition)
    return rowElement(each.block, edition, index < afterTitle ? ['title'] : [])
  })
  return [...elements.slice(0, afterTitle), account(edition), ...elements.slice(afterTitle)]
}

/** Across both columns; its words, if it has any, are the source's. */
function carriedOf({ element }: Carried, { sourceLanguage }: Edition): Element {
  const children = safeBlock(element, sourceLanguage)
  if (element.tagName === 'pre')
    return h('div', { className: ['across'] }, [
      h(
        'pre',
        { dir: 'ltr', translate: 'no' },
        children.flatMap((child) => (child.type === 'element' ? child.children : [child])),
      ),
    ])
  if (element.tagName === 'hr') return h('div', { className: ['across'] }, children)
  return h(
    'div',
    { className: ['across', directionOf(sourceLanguage)], lang: sourceLanguage, dir: directionOf(sourceLanguage) },
    children,
  )
}
