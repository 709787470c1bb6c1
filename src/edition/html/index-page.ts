/** The list of all editions: title facing title, with their counts. */
import type { Element } from 'hast'
import { h } from '../h.ts'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import type { Counts } from '../edition.ts'
import { ROW_STATES } from '../kinds.ts'
import { isolateForeign } from '../isolate-foreign.ts'
import { counted, NO_OWN_WORDS, wordsIn, type OwnWords } from '../words.ts'
import { items, side } from './account.ts'
import {
  draftDocument,
  draftLinked,
  writtenBlock,
  type DocumentParts,
  type HtmlDraft,
  type LinkedDraft,
} from './document.ts'
import type { HtmlOptions } from './options.ts'
import { ownStyle, type StyleOptions } from './style.ts'

export interface IndexEntry {
  /** Relative address of the edition's page. */
  readonly href: string
  readonly title: { readonly source: string; readonly target: string }
  readonly counts: Counts
}

export interface IndexOptions extends HtmlOptions {
  readonly sourceLanguage: string
  readonly targetLanguage: string
  /** The project's own of the page's words. */
  readonly words?: OwnWords
}

/** `output/index.html` before its faces: the entries in the order given. */
export function draftIndex(entries: readonly IndexEntry[], options: IndexOptions): HtmlDraft {
  return draftDocument(partsOfIndex(entries, options))
}

/** The same for a site, whose files it shares. `search` stands between the head and the entries. */
export function draftSiteIndex(
  entries: readonly IndexEntry[],
  options: IndexOptions,
  search: readonly Element[],
): LinkedDraft {
  const { style, ...parts } = partsOfIndex(entries, options, search)
  return draftLinked({ ...parts, style: ownStyle(style, options) })
}

function partsOfIndex(
  entries: readonly IndexEntry[],
  options: IndexOptions,
  search: readonly Element[] = [],
): DocumentParts & { readonly style: Omit<StyleOptions, 'faces'> } {
  const { sourceLanguage, targetLanguage, words = NO_OWN_WORDS } = options
  const [own, other] = [wordsIn(targetLanguage, words), wordsIn(sourceLanguage, words)]
  const style = {
    arabic: options.arabic,
    stylesheet: options.stylesheet,
    paper: options.paper,
    pairs: 0,
    hasContents: false,
    half: 0,
    tables: [],
    title: { source: other.index, target: own.index },
    sourceIsRtl: directionOf(sourceLanguage) === 'rtl',
  }
  const titles = h('div', { className: ['row', 'head', 'title'] }, [
    side('source', sourceLanguage, [
      h('p', { className: ['title'] }, other.index),
      h(
        'p',
        { className: ['small', directionOf(sourceLanguage)] },
        counted(other.documents, entries.length, sourceLanguage),
      ),
    ]),
    side('target', targetLanguage, [
      h('h1', own.index),
      h(
        'p',
        { className: ['small', directionOf(targetLanguage)] },
        counted(own.documents, entries.length, targetLanguage),
      ),
    ]),
  ])
  const rows = entries.map(({ href, title, counts }, index) => {
    const cell = (name: 'source' | 'target', language: string): Element =>
      side(name, language, [
        h('p', [
          h('a', { href, hrefLang: language }, isolateForeign([{ type: 'text', value: title[name] }], language)),
        ]),
        h('div', { className: ['small', 'counts'] }, [
          h('ul', { className: [directionOf(language)] }, items(counts, language, words)),
        ]),
      ])
    const row = h('div', { className: ['row'] }, [
      h('div', { className: ['spine'] }, [
        h('span', { className: ['no'] }, [
          h('span', { className: ['n-ltr'] }, String(index + 1)),
          h('span', {
            className: ['bead', ROW_STATES.find((state) => counts.states[state] > 0) ?? 'draft'],
            ariaHidden: 'true',
          }),
          h('span', { className: ['n-rtl'], ariaHidden: 'true' }, toArabicIndic(index + 1)),
        ]),
      ]),
      cell('source', sourceLanguage),
      cell('target', targetLanguage),
    ])
    return writtenBlock(row)
  })
  return {
    title: `${own.index} · ${other.index}`,
    language: targetLanguage,
    style,
    about: [
      h('meta', {
        name: 'description',
        content: `${own.index}. ${counted(own.documents, entries.length, targetLanguage)}.`,
      }),
    ],
    body: [h('div', { className: ['sheet'] }, [h('main', { className: ['text'] }, [titles, ...search, ...rows])])],
  }
}
