/** An edition as one HTML file: no script, no request. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Element, ElementContent, Root } from 'hast'
import { h } from 'hastscript'
import { rehype } from 'rehype'
import { directionOf } from '../../text/letters.ts'
import { rowsOf, type Carried, type Edition, type Row } from '../edition.ts'
import { faceRules } from '../fonts.ts'
import { safeBlock } from '../safe-element.ts'
import { ownName, wordsIn } from '../words.ts'
import { account, colophon } from './account.ts'
import type { HtmlOptions } from './options.ts'
import { rowElement } from './row.ts'
import { pageStyle } from './style.ts'
import { tableShape, type TableShape } from './table-shape.ts'
import { looseTable, tableAt, tableElement } from './table.ts'

export type { HtmlOptions } from './options.ts'

/** The whole file, deterministic to the byte. */
export function toHtml(edition: Edition, options: HtmlOptions): string {
  const { sourceLanguage, targetLanguage, title } = edition
  const pairs = rowsOf(edition).reduce((most, row) => Math.max(most, row.source.length), 0)
  const drawn = drawnOf(edition.blocks)
  const style = pageStyle({
    arabic: options.arabic,
    paper: options.paper,
    pairs,
    tables: drawn.flatMap((each) => (each.kind === 'table' && each.shape ? [each.shape] : [])),
    faces: faceRules(options.fonts),
    title,
    sourceIsRtl: directionOf(sourceLanguage) === 'rtl',
  })
  const body = [
    skipLink(sourceLanguage, targetLanguage),
    h('div', { className: ['sheet'] }, [
      topBar(sourceLanguage, targetLanguage),
      h('main', { id: 'text' }, [h('article', { className: ['text'] }, articleOf(drawn, edition))]),
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
          h('meta', {
            httpEquiv: 'Content-Security-Policy',
            content: `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`,
          }),
          h('link', { rel: ['icon'], href: 'data:,' }),
          { type: 'element', tagName: 'style', properties: {}, children: [{ type: 'text', value: style }] },
        ]),
        h('body', [...body]),
      ]),
    ],
  }
  return `${rehype().stringify(withLineEnds(tree))}\n`
}

const OWN_LINE = new Set([
  'head',
  'body',
  'meta',
  'title',
  'link',
  'style',
  'header',
  'main',
  'article',
  'footer',
  'div',
])

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

function skipLink(sourceLanguage: string, targetLanguage: string): Element {
  const words = (language: string): Element =>
    h(
      'span',
      { lang: language, dir: directionOf(language), className: [directionOf(language)] },
      wordsIn(language).skip,
    )
  return h('a', { className: ['skip'], href: '#text' }, [words(targetLanguage), ' · ', words(sourceLanguage)])
}

function topBar(sourceLanguage: string, targetLanguage: string): Element {
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

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
