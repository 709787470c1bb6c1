/** An edition as one HTML file: no script, no request. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Element, ElementContent, Root } from 'hast'
import { h } from 'hastscript'
import { rehype } from 'rehype'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import { ROW_STATES, rowsOf, type Carried, type Counts, type Edition, type Row, type RowState } from '../edition.ts'
import type { FontFile } from '../fonts.ts'
import { faceRules } from '../fonts.ts'
import { ownName, wordsIn } from '../words.ts'
import { wordDiff } from '../word-diff.ts'
import { safeElement } from '../safe-element.ts'
import { cellBlock, missingBox, type Side } from './cells.ts'
import { pageStyle, type StyleOptions } from './style.ts'

export interface HtmlOptions {
  readonly arabic: 'right' | 'left' | 'top'
  readonly paper: 'a4' | 'letter'
  /** Embedded faces; none: the reader's own. */
  readonly fonts: readonly FontFile[]
  /** Who answers for the translation, shown once every row is approved. */
  readonly responsible?: string
}

/** The whole file, deterministic to the byte. */
export function toHtml(edition: Edition, options: HtmlOptions): string {
  const { sourceLanguage, targetLanguage, title } = edition
  const pairs = rowsOf(edition).reduce((most, row) => Math.max(most, row.source.length), 0)
  const style = pageStyle({
    arabic: options.arabic, paper: options.paper, pairs, faces: faceRules(options.fonts), title,
    sourceIsRtl: directionOf(sourceLanguage) === 'rtl',
  } satisfies StyleOptions)
  const body = [
    h('a', { className: ['skip'], href: '#text' }, wordsIn(targetLanguage).skip),
    h('div', { className: ['sheet'] }, [
      topBar(sourceLanguage, targetLanguage),
      h('main', { id: 'text' }, [h('article', { className: ['text'] }, articleOf(edition))]),
      colophon(edition, options),
    ]),
  ]
  return document(`${title.target} · ${title.source}`, targetLanguage, style, body)
}

/** A complete HTML file round a body; its policy allows this style and embedded data, nothing else. */
export function document(title: string, language: string, style: string, body: readonly ElementContent[]): string {
  const hash = base64(sha256(utf8ToBytes(style)))
  const tree: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: language, dir: directionOf(language) }, [
        h('head', [
          h('meta', { charSet: 'utf-8' }),
          h('title', title),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('meta', { name: 'color-scheme', content: 'light dark' }),
          h('meta', { name: 'generator', content: 'muqabil' }),
          h('meta', { httpEquiv: 'Content-Security-Policy', content: `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'` }),
          h('link', { rel: ['icon'], href: 'data:,' }),
          { type: 'element', tagName: 'style', properties: {}, children: [{ type: 'text', value: style }] },
        ]),
        h('body', [...body]),
      ]),
    ],
  }
  return `${rehype().stringify(withLineEnds(tree))}\n`
}

const OWN_LINE = new Set(['head', 'body', 'meta', 'title', 'link', 'style', 'header', 'main', 'article', 'footer', 'div'])

/** One block a line, for `git diff`. */
function withLineEnds(tree: Root): Root {
  const visit = (node: Root | Element): void => {
    const children: Root['children'] = []
    for (const child of node.children) {
      if (child.type === 'element') {
        if (OWN_LINE.has(child.tagName)) children.push({ type: 'text', value: '\n' })
        visit(child)
      }
      children.push(child)
    }
    node.children = children as Element['children'] // a doctype stays at the root
  }
  visit(tree)
  return tree
}

function topBar(sourceLanguage: string, targetLanguage: string): Element {
  const [own, other] = [wordsIn(targetLanguage), wordsIn(sourceLanguage)]
  const radio = (view: string, language: string, words: string, checked: boolean): Element =>
    h('label', { lang: language, className: [directionOf(language)] }, [h('input', { type: 'radio', name: 'view', id: `view-${view}`, checked }), h('span', words)])
  return h('header', { className: ['top'] }, [
    h('span', { lang: targetLanguage, dir: directionOf(targetLanguage), className: [directionOf(targetLanguage)] }, own.edition),
    h('fieldset', { className: ['views'] }, [
      h('legend', { className: ['hide'] }, own.view),
      radio('both', targetLanguage, own.both, true),
      radio('source', sourceLanguage, ownName(sourceLanguage), false),
      radio('target', targetLanguage, ownName(targetLanguage), false),
    ]),
    h('span', { lang: sourceLanguage, dir: directionOf(sourceLanguage), className: ['edition-source', directionOf(sourceLanguage)] }, other.edition),
  ])
}

function articleOf(edition: Edition): ElementContent[] {
  const blocks = edition.blocks.map((block, index): Element => block.kind === 'carried' ? carriedOf(block) : rowElement(block, edition, edition.blocks[index - 1]))
  const account = h('div', { className: ['row', 'head', 'small', 'account'] }, accountCells(edition))
  const first = edition.blocks[0]
  const afterTitle = first?.kind === 'row' && first.unit === 'heading' ? 1 : 0
  return [...blocks.slice(0, afterTitle), account, ...blocks.slice(afterTitle)]
}

function carriedOf({ element }: Carried): Element {
  return h('div', { className: ['carried'] }, [safeElement(element)])
}

function rowElement(row: Row, edition: Edition, before: Row | Carried | undefined): Element {
  const startsLine = row.cell !== undefined && (before?.kind !== 'row' || before.cell?.row !== row.cell.row || before.cell.table !== row.cell.table)
  const classes = ['row', row.state, ...(row.unit === 'header-cell' ? ['header-cell'] : []), ...(startsLine ? ['table-row-start'] : [])]
  const { sourceLanguage, targetLanguage } = edition
  const lang = row.machine ? `${targetLanguage}-x-mtfrom-${sourceLanguage.split('-')[0]}` : targetLanguage
  return h('div', { id: row.id, className: classes, dataState: row.state }, [
    spine(row, edition),
    h('div', { className: ['source', 'cell', directionOf(sourceLanguage)], lang: sourceLanguage, dir: directionOf(sourceLanguage) }, sourceCell(row, edition)),
    h('div', { className: ['target', 'cell', directionOf(targetLanguage)], lang, dir: directionOf(targetLanguage) }, targetCell(row, edition)),
  ])
}

function sourceCell(row: Row, { sourceLanguage }: Edition): ElementContent[] {
  const block = cellBlock(row, { name: 'source', language: sourceLanguage })
  return row.changes.length === 0 ? [block] : [block, changesOf(row, sourceLanguage)]
}

function changesOf({ changes }: Row, language: string): Element {
  const words = wordsIn(language)
  return h('details', [
    h('summary', words.changed),
    ...changes.map(({ before, now }) => h('p', wordDiff(before, now).map(({ kind, text }): ElementContent => {
      if (kind === 'same') return { type: 'text', value: text }
      return h(kind === 'added' ? 'ins' : 'del', [h('span', { className: ['hide'] }, `${kind === 'added' ? words.added : words.removed}: `), text])
    }))),
  ])
}

function targetCell(row: Row, { targetLanguage }: Edition): ElementContent[] {
  const words = wordsIn(targetLanguage)
  const side: Side = { name: 'target', language: targetLanguage }
  const block = row.target.every(({ missing }) => missing) ? missingBox() : cellBlock(row, side)
  const line = row.state === 'stale' ? words.changed : undefined
  return line === undefined ? [block] : [block, h('p', { className: ['line'] }, [h('span', { className: [directionOf(targetLanguage)] }, line)])]
}

/** Number, bead, number: the permanent link. What is out of the ordinary stands under it in words. */
function spine(row: Row, { sourceLanguage, targetLanguage }: Edition): Element {
  const words = wordsIn(targetLanguage)
  const ltr = h('span', { className: ['n-ltr'], ariaHidden: 'true' }, String(row.number))
  const rtl = h('span', { className: ['n-rtl'], ariaHidden: 'true' }, toArabicIndic(row.number))
  const shown = [row.state === 'reviewed' ? 'reviewed' as const : undefined]
  const states = shown.filter((state) => state !== undefined)
  const beside = (language: string): string[] => [...states.map((state) => wordsIn(language).states[state]), ...(row.needsWork ? [wordsIn(language).needsWork] : [])]
  const line = (language: string): Element => h('span', { lang: language, dir: directionOf(language), className: [directionOf(language)] }, beside(language).join(', '))
  return h('div', { className: ['spine'] }, [
    h('a', { className: ['no'], href: `#${row.id}` }, [
      ltr, h('span', { className: ['bead', row.state], ariaHidden: 'true' }), rtl,
      h('span', { className: ['hide'] }, `${words.paragraph} ${row.number} ${words.states[row.state]}`),
    ]),
    ...row.aliases.map((alias) => h('span', { id: alias })),
    ...(beside(targetLanguage).length === 0 ? [] : [h('div', { className: ['word'] }, [line(targetLanguage), line(sourceLanguage)])]),
  ])
}

function accountCells(edition: Edition): ElementContent[] {
  const { sourceLanguage, targetLanguage, counts } = edition
  const cell = (name: 'source' | 'target', language: string): Element =>
    h('div', { className: [name, directionOf(language)], lang: language, dir: directionOf(language) }, [
      h('ul', accountItems(counts, language)),
      ...headLines(counts, language).map((words) => h('p', words)),
    ])
  return [cell('source', sourceLanguage), cell('target', targetLanguage)]
}

/** "29 paragraphs ○ 26 machine draft"; in Arabic label and number, which spares the six plural forms. */
function accountItems(counts: Counts, language: string): Element[] {
  const words = wordsIn(language)
  const isArabic = directionOf(language) === 'rtl'
  const entry = (label: string, count: number): string => (isArabic ? `${label}: ${toArabicIndic(count)}` : `${count} ${label}`)
  return [
    h('li', entry(words.paragraphs, counts.rows)),
    ...ROW_STATES.toReversed().filter((state) => counts.states[state] > 0).map((state: RowState) =>
      h('li', [h('span', { className: ['bead', state], ariaHidden: 'true' }), ` ${entry(words.states[state], counts.states[state])}`])),
  ]
}

function headLines({ states }: Counts, language: string): readonly string[] {
  const words = wordsIn(language)
  return [...(states.draft > 0 ? [words.machine] : []), ...(states.pseudo > 0 ? [words.pseudo] : [])]
}

function colophon(edition: Edition, { fonts, responsible }: HtmlOptions): Element {
  const { counts, machines } = edition
  const approved = counts.rows > 0 && counts.states.reviewed === counts.rows
  const cell = (name: 'source' | 'target', language: string): Element => {
    const words = wordsIn(language)
    const isArabic = directionOf(language) === 'rtl'
    const lines = [
      [`${words.source}: `, h('bdi', { dir: 'ltr' }, edition.path)],
      ...(counts.leftOut > 0 ? [isArabic ? `${words.leftOut}: ${toArabicIndic(counts.leftOut)}` : `${counts.leftOut} ${words.leftOut}`] : []),
      ...(machines.length > 0 ? [[`${words.translation}: `, h('bdi', { dir: 'ltr' }, machines.join(', '))]] : []),
      ...(approved && responsible ? [[`${words.responsible}: `, h('bdi', responsible)]] : []),
      ...(fonts.length > 0 ? [words.fonts] : []),
    ]
    return h('div', { className: [name, directionOf(language)], lang: language, dir: directionOf(language) }, lines.map((line) => h('p', line)))
  }
  return h('footer', { className: ['row', 'colophon', 'small'] }, [cell('source', edition.sourceLanguage), cell('target', edition.targetLanguage)])
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
