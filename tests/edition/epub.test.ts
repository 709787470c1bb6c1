/** Books: valid, whole, the same bytes everywhere, and no more than text in them. */
import { EpubCheck } from '@likecoin/epubcheck-ts'
import { strFromU8, unzipSync } from 'fflate'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import process from 'node:process'
import { afterEach, describe, expect, test } from 'vitest'
import { rowsOf, type Edition } from '../../src/edition/edition.ts'
import { draftEpub } from '../../src/edition/epub/epub.ts'
import { draftGalley } from '../../src/edition/facing/galley.ts'
import { subsetFonts } from '../../src/project/fonts.ts'
import { launchChromium } from '../browser.ts'
import { hostileEdition } from './hostile-edition.ts'
import { makeEdition } from './make-edition.ts'
import { fixture, TEST_FONTS } from './pages.ts'
import { elementsOf } from './xml-elements.ts'

const EDITIONS: readonly (readonly [string, Edition])[] = [
  ...['article', 'everything', 'tables'].map((name) => [name, fixture(name)] as const),
  ['hostile', hostileEdition()],
]

async function book(edition: Edition, binding: 'right' | 'left' = 'right'): Promise<Uint8Array> {
  const draft = draftEpub(edition, { binding, embeds: true })
  return draft.finish(await subsetFonts(draft.shown, TEST_FONTS))
}

function filesOf(bytes: Uint8Array): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]))
}

/** All text files in the order they are read, without the table of contents. */
function textOf(bytes: Uint8Array): string {
  const files = filesOf(bytes)
  return Object.keys(files)
    .filter((name) => /(?:text-\d+|notes)\.xhtml$/.test(name))
    .map((name) => files[name] ?? '')
    .join('\n')
}

describe.each(EDITIONS)('%s', (_, edition) => {
  test('is valid, without an error or a warning', async () => {
    for (const bytes of [
      await book(edition),
      await book(edition, 'left'),
      draftEpub(edition, { binding: 'right', embeds: false }).finish([]),
    ]) {
      const { valid, messages } = await EpubCheck.validate(bytes)
      expect(
        messages.map(({ id, message, location }) => `${id} ${message} ${location?.path}:${location?.line}`),
      ).toEqual([])
      expect(valid).toBe(true)
    }
  })

  test('holds every row under its permanent name, once', async () => {
    const text = textOf(await book(edition))
    const ids = [...text.matchAll(/ id="(p-[\w-]+)"/g)].map(([, id]) => id)
    const wanted = rowsOf(edition).flatMap(({ id, aliases }) => [id, ...aliases])
    expect(ids.toSorted()).toEqual(wanted.toSorted())
  })

  test('asks for nothing, runs nothing, leads nowhere but to whole addresses', async () => {
    const files = filesOf(await book(edition))
    for (const [name, content] of Object.entries(files)) {
      if (!name.endsWith('.xhtml')) continue
      for (const { name: tag, attributes } of elementsOf(content)) {
        expect(tag).not.toMatch(
          /^(?:script|iframe|object|embed|svg|math|form|base|video|audio|img|source|picture|input|button|style)$/i,
        )
        for (const [attribute, value] of Object.entries(attributes)) {
          expect(attribute).not.toMatch(/^(?:on|style$|src$|srcset$|action$|xlink)/)
          if (attribute === 'href')
            expect(value).toMatch(
              /^(?:https?:|mailto:|(?:(?:text-\d+|notes|nav|colophon)\.xhtml)#|style\.css$|text-1\.xhtml$)/,
            )
        }
      }
    }
  })
})

describe('bytes', () => {
  const zone = process.env.TZ
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  test('are the same twice and in every time zone; the format is known by the first of them', async () => {
    const first = await book(fixture('everything'))
    for (const name of ['Pacific/Honolulu', 'Pacific/Kiritimati', 'Asia/Riyadh']) {
      process.env.TZ = name
      expect(Buffer.from(await book(fixture('everything'))).equals(Buffer.from(first))).toBe(true)
    }
    expect(strFromU8(first.subarray(0, 4), true)).toBe('PK\u0003\u0004')
    expect(strFromU8(first.subarray(30, 58), true)).toBe('mimetypeapplication/epub+zip')
  })
})

test('a long text is parted at its headings, its notes are reached from every part, and lead to both sides', async () => {
  const chapter = (index: number): string =>
    `## فصل ${index}\n\n${Array.from({ length: 70 }, (_, at) => `فقرة ${index}-${at} فيها كلام[^${index}].`).join('\n\n')}\n\n[^${index}]: حاشية الفصل ${index}.\n\n    وتتمتها.`
  const text = `# كتاب القهوة\n\n${[1, 2, 3].map(chapter).join('\n\n')}`
  const bytes = await book(makeEdition('a.md', text, () => ({ target: 'Words of it.<1/>' })))
  const { messages } = await EpubCheck.validate(bytes)
  expect(messages).toEqual([])
  const files = filesOf(bytes)
  expect(Object.keys(files).filter((name) => name.includes('text-'))).toEqual([
    'EPUB/text-1.xhtml',
    'EPUB/text-2.xhtml',
    'EPUB/text-3.xhtml',
  ])
  const notes = files['EPUB/notes.xhtml'] ?? ''
  expect(notes.match(/<aside [^>]*epub:type="footnote"[^>]* id="/g)).toHaveLength(6)
  expect(notes.match(/<aside.*?<\/aside>/gs)?.[0]).toMatch(/حاشية الفصل.*وتتمتها/s)
  expect(files['EPUB/text-2.xhtml']).toMatch(/href="notes\.xhtml#[\w-]+" epub:type="noteref" role="doc-noteref"/)
  expect(files['EPUB/nav.xhtml']).toMatch(/<ol><li><a href="text-1\.xhtml#p-[^"]+">.*<ol><li>.*فصل 3/s)
  expect(files['EPUB/package.opf']).toContain('page-progression-direction="rtl"')
})

test('a text without any heading, one that is not translated, and one of nothing but code are books too', async () => {
  for (const [text, target] of [
    ['فقرة وحيدة.', undefined],
    ['```\nx\n```', undefined],
    ['# \u202Eعنوان\n\n## فصل بلا كلام', 'A title'],
  ] as const) {
    const { messages } = await EpubCheck.validate(
      await book(makeEdition('a.md', text, () => (target === undefined ? undefined : { target }))),
    )
    expect(messages, text).toEqual([])
  }
})

test('links of the source to its own headings lead there on both sides', async () => {
  const text = '# عنوان\n\n[أوّل](#الأوّل)\n\n## الأوّل\n\nنصّ.'
  const said = (sentence: string): { readonly target: string } => ({
    target: sentence === 'أوّل' ? '<1>First</1>' : 'Words',
  })
  const files = filesOf(await book(makeEdition('a.md', text, said)))
  const part = files['EPUB/text-1.xhtml'] ?? ''
  for (const words of ['أوّل', 'First']) {
    const [, name] = new RegExp(`<a href="text-1\\.xhtml#([\\w-]+)">${words}</a>`).exec(part) ?? []
    expect(part).toMatch(new RegExp(`<h2 id="${name}">(?:الأوّل|Words)</h2>`))
  }
})

test('code in a note stands with it among the notes, in a book of facing pages too', async () => {
  const text = 'نصّ[^1] وآخر[^2].\n\n---\n\n[^1]: أولى.\n\n    ```\n    code of the first\n    ```\n\n[^2]: ثانية.'
  const edition = makeEdition('a.md', text, () => ({ target: 'Words' }))
  const bytes = await book(edition)
  expect((await EpubCheck.validate(bytes)).messages).toEqual([])
  const files = filesOf(bytes)
  expect(files['EPUB/text-1.xhtml']).not.toContain('code of the first')
  const { shown } = draftGalley(edition, { paper: 'a5', gutter: 23, binding: 'right', embeds: false })
  for (const notes of [files['EPUB/notes.xhtml'], shown]) expect(notes).toMatch(/أولى.*code of the first.*ثانية/s)
})

test('cells without words keep the others in their columns', async () => {
  const text =
    '<table><tr><td></td><td>ب</td></tr><tr><td></td><td></td></tr><tr><td rowspan="3">ج</td><td>د</td></tr><tr><td></td></tr><tr><td>ه</td></tr></table>'
  const files = filesOf(await book(makeEdition('a.md', text, () => ({ target: 'Words' }))))
  const tables = [...(files['EPUB/text-1.xhtml'] ?? '').matchAll(/<table.*?<\/table>/gs)].map(([table]) =>
    table.replaceAll(/<(?!\/?t[rd]\b)[^>]*>|[^<>]+(?=<)/g, '').replaceAll(/<td ?(?:><\/td|\/)>/g, '<td/>'),
  )
  const cells = '<tr><td/><td/></tr><tr><td rowspan="2"></td><td/></tr><tr><td/></tr>'
  expect(tables).toEqual([cells, cells])
})

test('an address longer than a line is parted, and pushes nothing off the page', async () => {
  const address = `https://example.com/${'a/very/long/path/that/goes/on/'.repeat(6)}?query=${'x'.repeat(90)}`
  const edition = makeEdition('a.md', `# عنوان\n\nانظر ${address} ثم عد.`, () => ({ target: `See ${address} here.` }))
  const folder = mkdtempSync(join(tmpdir(), 'muqabil-epub-'))
  const browser = await launchChromium()
  try {
    for (const [name, content] of Object.entries(filesOf(await book(edition))))
      if (/\.(?:xhtml|css)$/.test(name)) writeFileSync(join(folder, basename(name)), content)
    const page = await browser.newPage()
    await page.goto(`file://${join(folder, 'text-1.xhtml')}`)
    for (const width of [320, 600, 1000]) {
      await page.setViewportSize({ width, height: 900 })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect([width, over]).toEqual([width, 0])
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
