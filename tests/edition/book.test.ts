/** Chapters as one text: anchors that are one of a kind and stay, ways that lead somewhere, notes numbered through. */
import fc from 'fast-check'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chapterPrefixes } from '../../src/edition/book.ts'
import { draftBook, draftWithContents } from '../../src/edition/html/book-page.ts'
import { compareNatural } from '../../src/text/compare-natural.ts'
import { launchChromium } from '../browser.ts'
import { axe, violations } from '../axe.ts'
import { geometryFaults } from './geometry.ts'
import { makeEdition, PLAIN } from './make-edition.ts'
import { pageFolder, withPage } from './pages.ts'

const CHAPTER = `# فصل

قال نعم[^1]. ثم عاد[^b] إلى [الأول](#أول).

## أول

قال نعم.

| اسم | عدد |
| --- | --- |
| تمر | ٣ |

[^1]: حاشية.
[^b]: حاشية أخرى.
`
const say = (sentence: string) => ({ target: sentence === 'قال نعم.' ? 'He said yes.' : 'Words.' })

function bookOf(files: Readonly<Record<string, string>>): string {
  const paths = Object.keys(files).toSorted(compareNatural)
  const prefixes = chapterPrefixes(paths)
  const chapters = paths.map((path) => ({
    edition: makeEdition(path, files[path] ?? '', (sentence) =>
      sentence.includes('\uFFFC') ? undefined : say(sentence),
    ),
    prefix: prefixes.get(path) ?? '',
  }))
  return draftBook(chapters, 'input/كتاب', PLAIN).finish([])
}

const THREE = { 'input/k/1.md': CHAPTER, 'input/k/2.md': CHAPTER, 'input/k/10 خاتمة.txt': 'قال نعم.\n\nثم رجع.' }
const idsOf = (html: string): readonly string[] => Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id]) => id ?? '')

describe('a book of chapters that say the same', () => {
  const html = bookOf(THREE)

  test('has no anchor twice, and no way that leads nowhere', () => {
    const ids = idsOf(html)
    expect(ids.length).toBe(new Set(ids).size)
    const ways = Array.from(html.matchAll(/href="#([^"]*)"/g), ([, href]) => decodeURIComponent(href ?? ''))
    expect(ways.filter((way) => !ids.includes(way))).toEqual([])
    expect(ids.filter((id) => id.startsWith('p-')).length).toBe((html.match(/data-state=/g) ?? []).length)
  })

  test('numbers its notes through, at marks and notes, in the digits of each side', () => {
    const marks = Array.from(html.matchAll(/data-footnote-ref[^>]*>([^<]*)</g), ([, mark]) => mark)
    expect(marks).toEqual(['١', '٢', '٣', '٤'])
    const notes = Array.from(html.matchAll(/class="note-number">([^<]*)</g), ([, number]) => number?.trim())
    expect(notes).toEqual(['١.', '1.', '٢.', '2.', '٣.', '3.', '٤.', '4.'])
    expect(html.match(/note-row note-start/g)).toHaveLength(2)
  })

  test('keeps its anchors when a chapter comes before, between or after', () => {
    const more = bookOf({ ...THREE, 'input/k/0.md': CHAPTER, 'input/k/1b.md': CHAPTER, 'input/k/11.md': CHAPTER })
    expect(idsOf(more)).toEqual(expect.arrayContaining([...idsOf(html)]))
  })

  test('has its contents in both languages: chapters in natural order, and what is one level below', () => {
    const contents = /<nav class="contents"[^]*?<\/nav>/.exec(html)?.[0] ?? ''
    const entries = Array.from(
      contents.matchAll(/<a href="#([^"]*)">(.*?)<\/a>/g),
      ([, href, words]) => `${href?.replace(/-[0-9a-f]{8}$/, '')} ${words?.replace(/<[^>]*>/g, '')}`,
    )
    expect(entries.filter((_, at) => at % 2 === 0)).toEqual([
      'p-1 فصل',
      'p-1 أول',
      'p-2 فصل',
      'p-2 أول',
      'p-10-خاتمة 10 خاتمة',
    ])
    expect(entries.filter((_, at) => at % 2 === 1)).toEqual([
      'p-1 Words.',
      'p-1 Words.',
      'p-2 Words.',
      'p-2 Words.',
      'p-10-خاتمة 10 خاتمة',
    ])
    expect(html.match(/<h1/g)).toHaveLength(1)
  })
})

test('prefixes are one of a kind, whatever the files are called, and depend on no other file that is not alike', () => {
  const name = fc.string({
    unit: fc.constantFrom('a', 'A', 'ب', '1', '-', '_', ' ', '.', 'é'),
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), (names) => {
      const paths = names.map((each) => `input/k/${each}.md`)
      const prefixes = [...chapterPrefixes(paths).values()]
      expect(new Set(prefixes).size).toBe(paths.length)
      for (const prefix of prefixes) expect(prefix).toMatch(/^[\p{L}\p{N}-]+$/u)
    }),
  )
})

describe('natural order', () => {
  test.each([
    [['10', '9', '1']],
    [['c10', 'c2', 'c1']],
    [['فصل ١٠', 'فصل ٢']],
    [['b', 'a2', 'a']],
    [['2', '02']],
    [['12345678901234567891', '12345678901234567890']],
  ])('%j is turned round', (names) => expect([...names].toSorted(compareNatural)).toEqual([...names].toReversed()))

  test('is an order', () => {
    const name = fc.string({ unit: fc.constantFrom('0', '1', '2', '١', 'a', 'ب', '-'), maxLength: 5 })
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(compareNatural(a, b))).toBe(-Math.sign(compareNatural(b, a)) + 0)
        if (compareNatural(a, b) <= 0 && compareNatural(b, c) <= 0) expect(compareNatural(a, c)).toBeLessThanOrEqual(0)
        expect(compareNatural(a, b) === 0).toBe(a === b)
      }),
    )
  })
})

test('a document has contents from its headings of the first two levels on; one of one heading has none', () => {
  const html = (text: string): string => draftWithContents(makeEdition('a.md', text, say), PLAIN).finish([])
  const contents = html('# عنوان\n\n## أول\n\nك.\n\n### عمق\n\nك.\n\n## ثان\n\nك.\n')
  expect(/<nav class="contents"[^]*?<\/nav>/.exec(contents)?.[0].match(/<a /g)).toHaveLength(4)
  expect(html('# عنوان\n\n## أول\n\nك.\n')).not.toContain('contents')
})

describe('in a browser', () => {
  const folder = pageFolder()
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    folder.remove()
  })

  test.each([320, 1280])(
    'at %i px a book stands as a page does, axe finds nothing, and its contents lead to chapters',
    async (width) => {
      await withPage(browser, folder.save('book', bookOf(THREE)), { width, script: true }, async (page) => {
        expect(await geometryFaults(page, { wide: width >= 896 })).toEqual([])
        await page.locator('.contents .source a').nth(4).click()
        expect(await page.evaluate(() => document.querySelector(':target .source')?.textContent)).toBe('قال نعم.')
        await page.addScriptTag({ content: axe })
        expect(await violations(page)).toEqual([])
      })
    },
  )
})
