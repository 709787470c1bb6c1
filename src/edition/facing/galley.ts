/** All that a facing-page book holds, in one column: what a browser measures before it is made into pages. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../../text/letters.ts'
import type { Edition, Row } from '../edition.ts'
import { colophonOf } from '../epub/front-matter.ts'
import { items, warnings } from '../html/account.ts'
import { draftFile, type HtmlDraft } from '../html/document.ts'
import { shorten } from '../html/style-print.ts'
import { headingsOf, headingWords } from '../headings.ts'
import { wordsIn } from '../words.ts'
import { facingStyle } from './facing-style.ts'
import { itemsOf } from './items.ts'
import { cell, item, type SideName } from './item.ts'
import { roomOf, type BookPaper } from './paper.ts'
import { tableRules } from './table-lines.ts'

export interface GalleyOptions {
  readonly paper: BookPaper
  /** Millimetres between the text and the fold. */
  readonly gutter: number
  readonly binding: 'right' | 'left'
  readonly embeds: boolean
  readonly responsible?: string
}

/** Grows with every change of how pages are made from a galley: what was printed by an older way is printed anew. */
const MAKING = '1'

/** The galley before its faces; the same edition gives the same bytes. */
export function draftGalley(edition: Edition, options: GalleyOptions): HtmlDraft {
  const { targetLanguage, title } = edition
  const style = (faces: string): string =>
    facingStyle({
      paper: options.paper,
      gutter: options.gutter,
      binding: options.binding,
      faces,
      tables: tableRules(edition, roomOf(options)),
    })
  const colophon = colophonOf(edition, options.embeds, options.responsible)
  const body = [
    h('main', { className: ['galley'], dataMaking: MAKING }, [
      ...whole('half-title', edition, (name) => [titleLine(edition, name)]),
      ...whole('title', edition, (name, language) => [
        titleLine(edition, name),
        h('p', { className: ['small', directionOf(language)] }, wordsIn(language, edition.words).edition),
        h(
          'ul',
          { className: ['small', 'account', directionOf(language)] },
          items(edition.counts, language, edition.words),
        ),
        ...warnings(edition.counts, language, edition.words).map((words) =>
          h('p', { className: ['small', directionOf(language)] }, words),
        ),
      ]),
      h('div', { dataFlow: 'contents' }, [...contentsOf(edition)]),
      h('div', { dataFlow: 'text' }, [...itemsOf(edition, roomOf(options))]),
      ...whole('colophon', edition, (name) => childrenOf(colophon[name === 'source' ? 0 : 1])),
      ...(['source', 'target'] as const).map((name) => {
        const language = languageOf(edition, name)
        return h(
          'p',
          { dataHead: name, className: ['head', directionOf(language)], lang: language, dir: directionOf(language) },
          [shorten(title[name])],
        )
      }),
      // The hyphen of a parted word must be in the face.
      h('p', { hidden: true }, '-'),
    ]),
  ]
  return draftFile(
    { title: `${title.target} \u00B7 ${title.source}`, language: targetLanguage, about: [], body },
    style,
  )
}

function childrenOf(node: ElementContent | undefined): readonly ElementContent[] {
  return node?.type === 'element' ? node.children : []
}

function languageOf({ sourceLanguage, targetLanguage }: Edition, name: SideName): string {
  return name === 'source' ? sourceLanguage : targetLanguage
}

/** What has a page for itself, in each language. */
function whole(
  kind: string,
  edition: Edition,
  say: (name: SideName, language: string) => readonly ElementContent[],
): readonly Element[] {
  return (['source', 'target'] as const).map((name) => {
    const language = languageOf(edition, name)
    const classes = [
      'cell',
      directionOf(language),
      ...(kind === 'colophon' ? ['colophon-page', 'small'] : ['title-page', kind]),
    ]
    return h('div', { dataWhole: `${kind}-${name}`, className: classes, lang: language, dir: directionOf(language) }, [
      ...say(name, language),
    ])
  })
}

function titleLine(edition: Edition, name: SideName): Element {
  return h('p', { className: ['title', directionOf(languageOf(edition, name))] }, edition.title[name])
}

/** A text of one heading needs no table of contents. */
const FEWEST_ENTRIES = 2

function contentsOf(edition: Edition): readonly Element[] {
  const headings = headingsOf(edition)
  if (headings.length < FEWEST_ENTRIES) return []
  const sides = (say: (name: SideName, language: string) => Element): readonly Element[] =>
    (['source', 'target'] as const).map((name) =>
      cell(name, languageOf(edition, name), [say(name, languageOf(edition, name))]),
    )
  const title = sides((_, language) => h('h2', { dataLock: true }, wordsIn(language, edition.words).contents))
  const top = Math.min(...headings.map(({ depth }) => depth ?? 2))
  return [
    item({ classes: ['contents'], keep: true, gap: 0 }, title),
    ...headings.map((row) => {
      const deep = (row.depth ?? 2) > top ? ['deep'] : []
      return item(
        { classes: ['entry', ...deep], keep: false, gap: 2 },
        sides((name) => entry(row, name, edition)),
      )
    }),
  ]
}

function entry(row: Row, name: SideName, edition: Edition): Element {
  const language = languageOf(edition, name)
  const words = headingWords(row, name, language) ?? wordsIn(language, edition.words).notTranslated
  const target = name === 'source' ? row.id : `e-${row.id}`
  return h('p', [
    h('span', { dataLock: true }, [h('a', { href: `#${target}` }, words)]),
    h('span', { className: ['at'], dataEntry: row.id }, '0'),
  ])
}
