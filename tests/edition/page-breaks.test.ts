/** Printed pages of a source: kept out of its text, and shown in every edition that can show them. */
import { EpubCheck } from '@likecoin/epubcheck-ts'
import { strFromU8, unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { plainText } from '../../src/bitext/content.ts'
import { editionSchema } from '../../src/edition/data/json-schema.ts'
import { toJson } from '../../src/edition/data/json.ts'
import { draftEpub } from '../../src/edition/epub/epub.ts'
import { toMarkdown } from '../../src/edition/markdown/markdown.ts'
import { toTei } from '../../src/edition/tei/tei.ts'
import { makeEdition, makeInput, PLAIN, toHtml } from './make-edition.ts'

const MARKED = readFileSync('tests/fixtures/formats/text-openiti/input.txt', 'utf8')
const edition = makeEdition('input/a.txt', MARKED, () => ({ target: 'Words.' }))

describe('pages of OpenITI', () => {
  test('are no part of the text: the same rows as without them', () => {
    const textsOf = (text: string): readonly unknown[] =>
      makeInput('input/a.txt', text, () => undefined).record.units.map(({ id, segments }) => [
        id,
        segments.map(({ source }) => plainText(source)),
      ])
    const bare = MARKED.replace(/ ?(?:PageV\d+P\d+|ms\d+)(?= ?)/g, '')
    expect(bare).not.toBe(MARKED)
    expect(textsOf(MARKED)).toEqual(textsOf(bare))
    expect(JSON.stringify(textsOf(MARKED))).not.toMatch(/Page|ms0|META|~|#/)
  })

  test('begin where the page before has its mark', () => {
    const tei = toTei(edition)
    expect([...tei.matchAll(/<pb n="([^"]*)"\/>/g)].map(([, name]) => name)).toEqual(['1/1', '1/2', '2/3', '2/4'])
    expect(tei).toContain('وله الأسماء الحسنى والنعوت <pb n="1/2"/>العالم')
    expect(tei).toContain('<pb n="2/3"/>فصل')
  })

  test('stand in the margin of the source’s side, each with its anchor', () => {
    const html = toHtml(edition, PLAIN)
    expect(html).toContain(
      '<span id="s-page-1-2" class="page" role="doc-pagebreak" aria-label="صفحة ١/٢" data-page="١/٢"></span>',
    )
    expect(html.match(/role="doc-pagebreak"/g)).toHaveLength(4)
    expect(html.split('class="target')[0]).toContain('s-page-1-1')
  })

  test('are data', () => {
    const data = editionSchema.parse(JSON.parse(toJson(edition)))
    const pages = data.blocks.flatMap((block) => (block.kind === 'row' ? (block.pages ?? []) : []))
    expect(pages).toEqual([
      { name: '1/1', segment: 's1' },
      { name: '1/2', segment: 's2' },
      { name: '2/3', segment: 's1' },
      { name: '2/4', segment: 's1' },
    ])
    expect(toMarkdown(edition)).toContain('<a id="s-page-1-2"></a>')
  })

  test('are listed in a book, which is valid', async () => {
    const book = draftEpub(edition, { ...PLAIN, binding: 'right' }).finish([])
    const files = unzipSync(book)
    const nav = strFromU8(files['EPUB/nav.xhtml'] ?? new Uint8Array())
    expect(nav).toMatch(
      /<nav epub:type="page-list" role="doc-pagelist" hidden[^>]*><h2>Pages<\/h2><ol><li><a href="text-/,
    )
    const targets = [...nav.slice(nav.indexOf('page-list')).matchAll(/href="([^"#]+)#([^"]+)"/g)]
    expect(targets).toHaveLength(4)
    for (const [, file, id] of targets)
      expect(strFromU8(files[`EPUB/${file}`] ?? new Uint8Array())).toMatch(
        new RegExp(`<span[^>]*(?:id="${id}"[^>]*epub:type="pagebreak"|epub:type="pagebreak"[^>]*id="${id}")`),
      )
    const { messages, valid } = await EpubCheck.validate(book)
    expect(messages.map(({ message }) => message)).toEqual([])
    expect(valid).toBe(true)
  })
})

test('pages of HTML: between paragraphs, inside one, at its end', () => {
  const html = readFileSync('tests/fixtures/document/html-page-breaks/input.html', 'utf8')
  const { source } = makeInput('input/a.html', html, () => undefined)
  expect(source.units.map(({ content, pages }) => [plainText(content), pages])).toEqual([
    ['كتاب', undefined],
    [
      'أوّل النصّ وآخره. وانظر الصفحة.',
      [
        { name: '5', at: 0 },
        { name: '6', at: 11 },
      ],
    ],
    ['ثانٍ.', [{ name: '7', at: 5 }]],
  ])
})
