/** An edition as one HTML file: no script, no request. */
import type { Element, ElementContent, Properties } from 'hast'
import { h } from '../h.ts'
import { directionOf } from '../../text/letters.ts'
import { rowsOf, type Carried, type EditionText, type Row, type Voices } from '../edition.ts'
import { carriedSides } from '../carried-sides.ts'
import { ownName, wordsIn } from '../words.ts'
import { aboutEdition } from './about.ts'
import { account, colophon } from './account.ts'
import { draftDocument, writtenBlock, type DocumentParts, type HtmlDraft } from './document.ts'
import type { HtmlOptions } from './options.ts'
import { rowElement } from './row.ts'
import { longestHalf } from './verse.ts'
import { tableShape, type TableShape } from './table-shape.ts'
import type { StyleOptions } from './style.ts'
import { isVowelled, markCells, markTashkeel } from './tashkeel.ts'
import { titleRow } from './title-row.ts'
import { looseTable, tableAt, tableElement } from './table.ts'

/** The page before its faces, which are made from what it shows; deterministic to the byte. */
export function draftHtml(edition: EditionText, options: HtmlOptions): HtmlDraft {
  return draftDocument(partsOfPage(edition, options))
}

/** What stands round the text, on a page of a site and in a book. */
export interface Surroundings {
  /** Relative address of the list of all documents. */
  readonly home?: string
  /** The way to the documents before and after. */
  readonly neighbours?: readonly Element[]
  /** Title of a book: what its first heading is the title of is a chapter. */
  readonly title?: Element
  readonly contents?: readonly Element[]
  /** By the id of the row that a chapter begins with, its title, where that is no row itself. */
  readonly chapters?: ReadonlyMap<string, Element | undefined>
}

export type PageStyle = Omit<StyleOptions, 'faces'>

export function partsOfPage(
  edition: EditionText,
  options: HtmlOptions,
  surroundings: Surroundings = {},
): DocumentParts & { readonly style: PageStyle } {
  const { sourceLanguage, targetLanguage, title } = edition
  const drawn = drawnOf(edition.blocks)
  const rows = rowsOf(edition)
  const isMarked = options.onPaper !== true && isVowelled(rows)
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
    hasContents: (surroundings.contents ?? []).length > 0,
    hasPictures: edition.hasPictures,
  }
  return {
    title: `${title.target} · ${title.source}`,
    language: targetLanguage,
    style,
    about: aboutEdition(edition, options.responsible),
    body: [
      skipLink(edition),
      h('div', { className: ['sheet'] }, [
        topBar(edition, { isMarked, home: surroundings.home }),
        h('main', { id: 'text' }, [
          h('article', { className: ['text'] }, articleOf(drawn, edition, { ...surroundings, isMarked })),
        ]),
        ...(surroundings.neighbours ?? []),
        colophon(edition, options),
      ]),
    ],
  }
}

function skipLink({ sourceLanguage, targetLanguage, words: own }: Voices): Element {
  const words = (language: string): Element =>
    h(
      'span',
      { lang: language, dir: directionOf(language), className: [directionOf(language)] },
      wordsIn(language, own).skip,
    )
  return h('a', { className: ['skip'], href: '#text' }, [words(targetLanguage), ' · ', words(sourceLanguage)])
}

/** `isMarked`: there is tashkeel, which can be hidden. */
function topBar(
  { sourceLanguage, targetLanguage, words: own }: Voices,
  { isMarked, home }: { readonly isMarked: boolean; readonly home: string | undefined },
): Element {
  const words = wordsIn(targetLanguage, own)
  const radio = (view: string, language: string, name: string, checked: boolean): Element =>
    h('label', { lang: language, className: [directionOf(language)] }, [
      h('input', { type: 'radio', name: 'view', id: `view-${view}`, checked }),
      h('span', name),
    ])
  const at = (language: string, classes: readonly string[]): Element => {
    const place = { lang: language, dir: directionOf(language), className: [...classes, directionOf(language)] }
    if (home === undefined) return h('span', place, wordsIn(language, own).edition)
    return h('span', { ...place, className: ['home', ...place.className] }, [
      h('a', { href: home, hrefLang: language }, wordsIn(language, own).index),
    ])
  }
  return h('header', { className: ['top'] }, [
    at(targetLanguage, []),
    h('fieldset', { className: ['views'] }, [
      h('legend', { className: ['hide'] }, words.view),
      radio('both', targetLanguage, words.both, true),
      radio('source', sourceLanguage, ownName(sourceLanguage), false),
      radio('target', targetLanguage, ownName(targetLanguage), false),
      h('label', { lang: targetLanguage, className: [directionOf(targetLanguage)] }, [
        h('input', { type: 'radio', name: 'view', id: 'view-learn' }),
        h('span', [words.learn, h('span', { className: ['hide'] }, `: ${words.learnHow}`)]),
      ]),
      ...(isMarked ? [choice('tashkeel', targetLanguage, words.tashkeel, true)] : []),
      choice('origins', targetLanguage, words.origins, false),
    ]),
    at(sourceLanguage, ['edition-source']),
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

function drawnOf(blocks: EditionText['blocks']): readonly Drawn[] {
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

function firstId(drawn: Drawn): string | undefined {
  if (drawn.kind === 'table') return drawn.rows[0]?.id
  return drawn.block.kind === 'row' ? drawn.block.id : undefined
}

function articleOf(
  drawn: readonly Drawn[],
  edition: EditionText,
  {
    title = edition.heading && titleRow(edition.heading, edition),
    contents = [],
    chapters,
    isMarked,
  }: Surroundings & { readonly isMarked: boolean },
): ElementContent[] {
  const first = edition.blocks[0]
  const afterTitle = title === undefined && first?.kind === 'row' && first.unit === 'heading' ? 1 : 0
  const write = (element: Element): ElementContent => writtenBlock(isMarked ? markCells(element) : element)
  const writeTitle = (element: Element): ElementContent => writtenBlock(isMarked ? markTashkeel(element) : element)
  let inNotes = false
  const drawnBlock = (each: Drawn, index: number): ElementContent => {
    if (each.kind === 'table') {
      inNotes = each.rows[0]?.note !== undefined
      return write(each.shape ? tableElement(each.shape, edition) : looseTable(each.rows, edition))
    }
    // In a note it is the note's: what follows is not the first.
    if (each.block.kind === 'carried') return write(carriedOf(each.block, edition))
    const { note, id } = each.block
    const isFirstNote = note !== undefined && !inNotes
    inNotes = note !== undefined
    const classes = [
      ...(index < afterTitle ? ['title'] : []),
      ...(isFirstNote ? ['note-start'] : []),
      ...(chapters?.has(id) && !chapters.get(id) ? ['chapter'] : []),
    ]
    return write(rowElement(each.block, edition, classes))
  }
  const blocks = drawn.flatMap((each, index) => {
    const name = chapters?.get(firstId(each) ?? '')
    return [...(name ? [writeTitle(name)] : []), drawnBlock(each, index)]
  })
  const head = title === undefined ? blocks.slice(0, afterTitle) : [writeTitle(title)]
  return [...head, account(edition), ...contents, ...blocks.slice(afterTitle)]
}

/** Across both columns; its words, if it has any, are the source's. */
function carriedOf(carried: Carried, edition: EditionText): Element {
  const { element } = carried
  const { sourceLanguage, targetLanguage } = edition
  const { source: children, target } = carriedSides(carried, edition, { showsPictures: edition.hasPictures })
  if (element.tagName === 'pre')
    return h('div', { className: ['across'] }, [
      h(
        'pre',
        { dir: 'ltr', translate: 'no' },
        children.flatMap((child) => (child.type === 'element' ? child.children : [child])),
      ),
    ])
  if (element.tagName === 'hr') return h('div', { className: ['across'] }, children)
  const tag = (language: string): Properties => ({ lang: language, dir: directionOf(language) })
  const source = directionOf(sourceLanguage)
  if (target === undefined) return h('div', { className: ['across', source], ...tag(sourceLanguage) }, children)
  return h('div', { className: ['row', 'across', 'words'] }, [
    h('div', { className: ['source', source], ...tag(sourceLanguage) }, children),
    h('div', { className: ['target', directionOf(targetLanguage)], ...tag(targetLanguage) }, target),
  ])
}
