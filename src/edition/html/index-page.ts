/** The list of all editions: title facing title, with their counts. */
import type { Element } from 'hast'
import { h } from 'hastscript'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import { ROW_STATES, type Counts } from '../edition.ts'
import { faceRules } from '../fonts.ts'
import { wordsIn } from '../words.ts'
import { document, type HtmlOptions } from './page.ts'
import { pageStyle } from './style.ts'

export interface IndexEntry {
  /** Relative address of the edition's page. */
  readonly href: string
  readonly title: { readonly source: string; readonly target: string }
  readonly counts: Counts
}

export interface IndexOptions extends HtmlOptions {
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/** `output/index.html`: the entries in the order given. */
export function toIndex(entries: readonly IndexEntry[], options: IndexOptions): string {
  const { sourceLanguage, targetLanguage } = options
  const [own, other] = [wordsIn(targetLanguage), wordsIn(sourceLanguage)]
  const style = pageStyle({
    arabic: options.arabic, paper: options.paper, pairs: 0, faces: faceRules(options.fonts), title: { source: other.index, target: own.index },
    sourceIsRtl: directionOf(sourceLanguage) === 'rtl',
  })
  const cell = (name: 'source' | 'target', language: string, children: (Element | string)[]): Element =>
    h('div', { className: [name, directionOf(language)], lang: language, dir: directionOf(language) }, children)
  const head = h('div', { className: ['row', 'head'] }, [
    cell('source', sourceLanguage, [h('p', { className: ['title'] }, other.index), h('p', { className: ['small'] }, `${other.documents}: ${toArabicIndic(entries.length)}`)]),
    cell('target', targetLanguage, [h('h1', own.index), h('p', { className: ['small'] }, `${entries.length} ${own.documents}`)]),
  ])
  const rows = entries.map(({ href, title, counts }, index) => h('div', { className: ['row'] }, [
    h('div', { className: ['spine'] }, [h('span', { className: ['no'] }, [
      h('span', { className: ['n-ltr'] }, String(index + 1)),
      h('span', { className: ['bead', ROW_STATES.find((state) => counts.states[state] > 0) ?? 'draft'], ariaHidden: 'true' }),
      h('span', { className: ['n-rtl'], ariaHidden: 'true' }, toArabicIndic(index + 1)),
    ])]),
    cell('source', sourceLanguage, [h('p', [h('a', { href }, title.source)]), h('p', { className: ['small'] }, accountOf(counts, sourceLanguage))]),
    cell('target', targetLanguage, [h('p', [h('a', { href }, title.target)]), h('p', { className: ['small'] }, accountOf(counts, targetLanguage))]),
  ]))
  return document(`${own.index} · ${other.index}`, targetLanguage, style, [
    h('div', { className: ['sheet'] }, [h('main', { className: ['text'] }, [head, ...rows])]),
  ])
}

function accountOf(counts: Counts, language: string): string {
  const words = wordsIn(language)
  const isArabic = directionOf(language) === 'rtl'
  const entry = (label: string, count: number): string => (isArabic ? `${label}: ${toArabicIndic(count)}` : `${count} ${label}`)
  const states = ROW_STATES.toReversed().filter((state) => counts.states[state] > 0).map((state) => entry(words.states[state], counts.states[state]))
  return [entry(words.paragraphs, counts.rows), ...states].join(isArabic ? '، ' : ', ')
}

