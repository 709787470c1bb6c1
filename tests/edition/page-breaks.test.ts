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
import { launchChromium } from '../browser.ts'
import { makeEdition, makeInput, PLAIN, toHtml } from './make-edition.ts'
import { pageFolder, withPage } from './pages.ts'

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

test('a page that begins in the first line of a row stands clear of the row’s number', async () => {
  const text = `######OpenITI#\n\n#META#Header#End#\n\n${Array.from({ length: 12 }, (_, at) => `# كلام PageV01P${100 + at}\n~~آخر.`).join('\n')}\n`
  const folder = pageFolder()
  const browser = await launchChromium()
  try {
    const file = await folder.draw(
      'pages',
      makeEdition('input/a.txt', text, () => ({ target: 'Words.' })),
    )
    await withPage(browser, file, {}, async (page) => {
      const places = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.row:has(.page) .source')].map((cell) => {
          const mark = cell.querySelector<HTMLElement>('.page')
          const number = cell.parentElement?.querySelector('.n-rtl')
          if (!mark || !number) throw new Error('a row without its mark')
          // What the style draws has no box: its words are put there to be measured.
          const { fontSize, translate, insetInlineEnd } = getComputedStyle(mark, '::before')
          const drawn = document.createElement('span')
          drawn.textContent = mark.dataset.page ?? ''
          drawn.style.cssText = `position:absolute;font-size:${fontSize};translate:${translate};inset-inline-end:${insetInlineEnd}`
          mark.append(drawn)
          const words = document.createRange()
          words.selectNodeContents(number)
          const [page, digits] = [drawn.getBoundingClientRect(), words.getBoundingClientRect()]
          const size = Number.parseFloat(getComputedStyle(number).fontSize)
          // Amiri's digits stand from .25 em under the middle of their line to .4 em above it.
          const bottom = page.top + page.height / 2 + 0.25 * Number.parseFloat(fontSize)
          const top = digits.top + digits.height / 2 - 0.4 * size
          return { isBeside: page.left > digits.right, isAbove: bottom <= top }
        }),
      )
      expect(places.filter(({ isBeside, isAbove }) => !isBeside && !isAbove)).toEqual([])
      expect(places).toHaveLength(11)
    })
  } finally {
    await browser.close()
    folder.remove()
  }
})
