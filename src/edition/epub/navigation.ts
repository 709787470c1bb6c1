/** The table of contents: every heading in both languages, in the levels that they have. */
import type { Element } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../../text/letters.ts'
import { rowsOf, type Edition, type Row } from '../edition.ts'
import { headingsOf, headingWords } from '../headings.ts'
import { plainSentence } from '../data/side-text.ts'
import { wordsIn } from '../words.ts'
import type { Anchors } from './sound-xhtml.ts'

interface Entry {
  readonly depth: number
  readonly link: Element
}

export function navigationOf(edition: Edition, anchors: Anchors, firstFile: string): Element {
  const words = wordsIn(edition.targetLanguage, edition.words)
  const entries = headingsOf(edition).flatMap((row): readonly Entry[] => {
    const href = anchors.hrefTo(row.id)
    return href === undefined ? [] : [{ depth: row.depth ?? 2, link: linkOf(row, href, edition) }]
  })
  const first = { depth: 1, link: h('a', { href: firstFile }, edition.title.target) }
  return h('nav', { 'epub:type': 'toc', role: 'doc-toc' }, [
    h('h1', words.contents),
    h('ol', listOf(entries.length === 0 ? [first] : entries)),
  ])
}

/** Where the pages of the printed source begin; undefined for one without. */
export function pageListOf(edition: Edition, anchors: Anchors): Element | undefined {
  const items = rowsOf(edition).flatMap(({ pages }) =>
    pages.flatMap(({ name, anchor }): readonly Element[] => {
      const href = anchors.hrefTo(anchor)
      return href === undefined ? [] : [h('li', [h('a', { href }, name)])]
    }),
  )
  if (items.length === 0) return undefined
  const { pages } = wordsIn(edition.targetLanguage, edition.words)
  return h('nav', { 'epub:type': 'page-list', role: 'doc-pagelist', hidden: true }, [h('h2', pages), h('ol', items)])
}

function linkOf(row: Row, href: string, { sourceLanguage, targetLanguage, title }: Edition): Element {
  const side = (name: 'source' | 'target', language: string): Element =>
    h(
      'span',
      { lang: language, xmlLang: language, dir: directionOf(language) },
      headingWords(row, name, language) ?? '',
    )
  const isTranslated = row.target.every(({ missing }) => !missing)
  const sides = [side('source', sourceLanguage), ...(isTranslated ? [' \u00B7 ', side('target', targetLanguage)] : [])]
  const isEmpty = row.source.every((sentence) => plainSentence(sentence, sourceLanguage).trim() === '')
  return h('a', { href }, isEmpty ? [title.target] : sides)
}

/** An entry holds those that are deeper and follow it. */
function listOf(entries: readonly Entry[]): Element[] {
  const items: Element[] = []
  for (let index = 0; index < entries.length;) {
    const entry = entries[index]
    if (entry === undefined) break
    const next = entries.findIndex(({ depth }, at) => at > index && depth <= entry.depth)
    const inner = entries.slice(index + 1, next === -1 ? entries.length : next)
    items.push(h('li', inner.length === 0 ? [entry.link] : [entry.link, h('ol', [...listOf(inner)])]))
    index += 1 + inner.length
  }
  return items
}
