/** Pictures that a source brings along are shown, and nothing else of them: real pictures, drawn by a real browser. */
import { strFromU8, unzipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serializeRecord } from '../../src/bitext/write-record.ts'
import { draftEpub } from '../../src/edition/epub/epub.ts'
import type { Edition } from '../../src/edition/edition.ts'
import { toMarkdown } from '../../src/edition/markdown/markdown.ts'
import { draftMonoHtml } from '../../src/edition/mono/mono-html.ts'
import { readRaster } from '../../src/text/raster.ts'
import { launchChromium } from '../browser.ts'
import { book, editionOf, wordWithPicture } from './book-with-pictures.ts'
import { PLAIN, toHtml } from './make-edition.ts'
import { pageFolder, withPage } from './pages.ts'

const folder = pageFolder()
const GIF = Buffer.from('R0lGODlhAgADAIAAAP8AAP///ywAAAAAAgADAAACAoRdADs=', 'base64')
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title=1</script></svg>'
let browser: Browser
const pictures: Record<string, Uint8Array> = {}

beforeAll(async () => {
  browser = await launchChromium()
  const page = await browser.newPage()
  for (const kind of ['png', 'jpeg', 'webp']) {
    const url = await page.evaluate((type) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 30, height: 20 })
      canvas.getContext('2d')?.fillRect(3, 3, 9, 9)
      return canvas.toDataURL(`image/${type}`)
    }, kind)
    pictures[kind] = Buffer.from(url.replace(/^.*,/, ''), 'base64')
  }
  await page.close()
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

const picture = (kind: string): Uint8Array => pictures[kind] ?? new Uint8Array()

/** What is drawn, as 'width × height alt', and what the page did unasked. */
async function shownBy(
  html: string,
): Promise<{ readonly shown: readonly string[]; readonly events: readonly string[] }> {
  return withPage(browser, folder.save('pictures', html), { script: true }, async (page, events) => {
    await page.waitForLoadState('networkidle')
    const shown = await page.evaluate(() =>
      [...document.images].map((image) => `${image.naturalWidth}×${image.naturalHeight} ${image.alt}`.trim()),
    )
    return { shown, events: [...events] }
  })
}

function filesOf(edition: Edition): Readonly<Record<string, Uint8Array>> {
  return unzipSync(draftEpub(edition, { binding: 'right', embeds: false }).finish([]))
}

describe('a book', () => {
  const body = `<p><img src="../images/a.png" alt="أولى"/></p><p>نصّ فيه <img src="../images/b.jpg" alt="ثانية"/> صورة.</p><figure><img src="../images/c.gif"/><figcaption>ثالثة</figcaption></figure><p><img src="../images/d.webp" alt="رابعة"/></p><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>غلاف</title><image xlink:href="../images/a.png"/></svg>`
  const images = (): Record<string, Uint8Array> => ({
    'a.png': picture('png'),
    'b.jpg': picture('jpeg'),
    'c.gif': GIF,
    'd.webp': picture('webp'),
  })

  test('shows each with its words, those in a line on both sides; the page asks for nothing', async () => {
    const { edition, decisions } = await editionOf('a.epub', book(body, images()))
    expect(decisions).toEqual(['1 text in reading order'])
    expect(await shownBy(toHtml(edition, PLAIN))).toEqual({
      shown: ['30×20 أولى', '30×20 ثانية', '30×20 ثانية', '2×3', '30×20 رابعة', '30×20 غلاف'],
      events: [],
    })
    const mono = await shownBy(draftMonoHtml(edition, 'target', PLAIN).finish([]))
    expect(mono.shown).toHaveLength(5)
    expect(mono.events).toEqual([])
  })

  test('gives a book its pictures as files, once each; the record and Markdown have their words alone', async () => {
    const { edition } = await editionOf('a.epub', book(body, images()))
    const files = filesOf(edition)
    const names = Object.keys(files).filter((name) => name.startsWith('EPUB/pictures/'))
    expect(names.map((name) => name.replace(/^.*\./, '')).toSorted()).toEqual(['gif', 'jpg', 'png', 'webp'])
    for (const name of names) {
      const href = name.replace('EPUB/', '')
      expect(strFromU8(files['EPUB/package.opf'] ?? new Uint8Array())).toContain(`href="${href}" media-type="image/`)
      expect(
        Object.entries(files).some(
          ([file, text]) => /\.xhtml$/.test(file) && strFromU8(text).includes(`src="${href}"`),
        ),
      ).toBe(true)
    }
    const [record, markdown] = [serializeRecord(edition.record), toMarkdown(edition)]
    for (const text of [record, markdown]) {
      expect(text).toContain('ثانية')
      expect(text).not.toContain('base64')
    }
    expect(filesOf((await editionOf('a.epub', book(body, images()))).edition)).toEqual(files)
  })

  test.each([
    ['a drawing', () => DRAWING, 'that no page can hold'],
    ['a page under the name of a picture', () => '<script>document.title=1</script>', 'that no page can hold'],
    ['nothing but a signature', () => picture('png').subarray(0, 12), 'that no page can hold'],
    ['more than the limit', () => Buffer.concat([picture('png'), Buffer.alloc(2_000)]), 'over the limit of 0.002 MB'],
    ['a wider picture than a browser can keep', () => widened(picture('png')), 'too wide or high'],
  ])('%s is left out, its words are kept, and it is said', async (_, content, said) => {
    const { edition, decisions } = await editionOf(
      'a.epub',
      book('<p>نصّ أول.</p><p><img src="../images/a.png" alt="كلمات الصورة"/></p>', { 'a.png': content() }),
      { pictures: 0.002 },
    )
    expect(decisions.join('\n')).toContain(said)
    const html = toHtml(edition, PLAIN)
    expect(await shownBy(html)).toEqual({ shown: [], events: [] })
    expect(html).toContain('كلمات الصورة')
  })

  test('a picture that is not there, or leads out of the book, refuses nothing', async () => {
    const { edition, decisions } = await editionOf(
      'a.epub',
      book('<p>نصّ.</p><p><img src="../../../etc/passwd"/><img src="data:image/png;base64,AAAA"/></p>', {}),
    )
    expect(decisions.join('\n')).toContain('left out 2 pictures')
    expect(await shownBy(toHtml(edition, PLAIN))).toEqual({ shown: [], events: [] })
  })
})

test('a Word document shows its pictures in the line and alone', async () => {
  const { edition } = await editionOf('a.docx', wordWithPicture(picture('png'), 'قبة'))
  expect(await shownBy(toHtml(edition, PLAIN))).toEqual({
    shown: ['30×20 قبة', '30×20 قبة', '30×20 قبة'],
    events: [],
  })
})

test('a page that names a picture of its own brings none', async () => {
  const html = `<main><p>نصّ <img data-picture="constructor" alt="x"> هنا.</p><p>نصّ <img src="data:image/png;base64,AAAA" alt="y"> هنا.</p></main>`
  const { edition } = await editionOf('a.html', Buffer.from(html))
  expect(await shownBy(toHtml(edition, PLAIN))).toEqual({ shown: [], events: [] })
})

test('the measures of a picture are read from its first bytes, and no other file is one', () => {
  for (const kind of ['png', 'jpeg', 'webp'])
    expect(readRaster(picture(kind))).toEqual({ mediaType: `image/${kind}`, width: 30, height: 20 })
  expect(readRaster(GIF)).toEqual({ mediaType: 'image/gif', width: 2, height: 3 })
  for (const kind of ['png', 'jpeg', 'webp'])
    for (let end = 0; end < 40; end++) expect(() => readRaster(picture(kind).slice(0, end))).not.toThrow()
  expect(readRaster(Buffer.from(DRAWING))).toBeUndefined()
})

/** A header that asks for 100,000 × 100,000 points. */
function widened(png: Uint8Array): Uint8Array {
  const wide = Buffer.from(png)
  wide.writeUInt32BE(100_000, 16)
  wide.writeUInt32BE(100_000, 20)
  return wide
}
