/** A picture with its caption: named once, across both columns, its captions facing each other. */
import { unzipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formats, type FormatName } from '../../src/edition/formats.ts'
import { launchChromium } from '../browser.ts'
import { makeEdition, PLAIN } from './make-edition.ts'
import { pageFolder, withPage } from './pages.ts'

const folder = pageFolder()
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

const edition = makeEdition(
  'a.md',
  `# عنوان

فقرة أولى.

<figure>
<img src="images/cat.png" alt="قطة تنام على كرسي">
<figcaption>قطة نائمة. تصوير ليلى.</figcaption>
</figure>

<figure>
<figcaption>بحر هادئ.</figcaption>
<p><img src="sea.png" alt="موج وزبد"></p>
</figure>

فقرة ثانية.`,
  (sentence) => ({
    target: sentence.startsWith('قطة') ? 'A sleeping cat.' : sentence.startsWith('بحر') ? 'A quiet sea.' : 'Words.',
  }),
)

const EXTENSIONS: readonly FormatName[] = ['html', 'markdown', 'interleaved', 'epub', 'pdf-facing', 'json', 'tei']

test.each(EXTENSIONS)('%s: its words once, its captions on both sides, in the order of the source', (name) => {
  const content = formats[name].draft(edition, PLAIN).finish([])
  const text =
    typeof content === 'string'
      ? content
      : Object.entries(unzipSync(content))
          .filter(([path]) => /text-\d+\.xhtml$/.test(path))
          .map(([, bytes]) => new TextDecoder().decode(bytes))
          .join('')
  const shown = text
    .slice(Math.max(0, text.indexOf('</head><body'), text.indexOf('</head>\n<body')))
    .replaceAll('\u00AD', '')
  const places = (words: string): readonly number[] =>
    Array.from(shown.matchAll(new RegExp(words, 'g')), ({ index }) => index)
  for (const alternative of ['قطة تنام على كرسي', 'موج وزبد']) expect(places(alternative)).toHaveLength(1)
  const [cat = 0] = places('قطة تنام على كرسي')
  const [sea = 0] = places('موج وزبد')
  for (const caption of ['قطة نائمة', 'A sleeping cat'])
    expect(places(caption).some((place) => (cat < place && place < sea) || name === 'tei')).toBe(true)
  expect(places('بحر هادئ').some((place) => place < sea)).toBe(true)
})

test.each([1280, 390, 'print'] as const)(
  'at %s: its words face each other, the captions in step beneath',
  async (medium) => {
    const width = medium === 'print' ? 794 : medium
    await withPage(browser, await folder.draw('figures', edition), { width }, async (page) => {
      if (medium === 'print') await page.emulateMedia({ media: 'print' })
      const boxes = await page.evaluate(() => {
        const of = (element: Element | null | undefined): DOMRect => element?.getBoundingClientRect() ?? new DOMRect()
        const picture = document.querySelector('.across .picture')
        const row = picture?.closest('.across')?.nextElementSibling
        const range = document.createRange()
        const first = (cell: Element | null | undefined): DOMRect => {
          range.selectNodeContents(cell?.querySelector('p') ?? document.body)
          return range.getBoundingClientRect()
        }
        return {
          picture: of(picture).toJSON() as DOMRect,
          other: of(picture?.closest('.row')?.querySelector('.target .picture')).toJSON() as DOMRect,
          source: first(row?.querySelector('.source')).toJSON() as DOMRect,
          target: first(row?.querySelector('.target')).toJSON() as DOMRect,
        }
      })
      const { picture, other, source, target } = boxes
      expect([picture.width, other.width].every((width) => width > 0)).toBe(true)
      if (medium === 390) expect(picture.bottom).toBeLessThanOrEqual(other.top + 1)
      else expect(other.right).toBeLessThan(picture.left)
      expect(picture.bottom).toBeLessThanOrEqual(source.top + 1)
      if (medium === 390) expect(source.bottom).toBeLessThanOrEqual(target.top)
      else expect(target.right).toBeLessThan(source.left)
    })
  },
)
