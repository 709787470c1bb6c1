/** The page on paper: what Chromium prints, read back from the PDF. */
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HtmlOptions } from '../../src/edition/html/options.ts'
import type { Edition } from '../../src/edition/edition.ts'
import { draftMonoHtml } from '../../src/edition/mono/mono-html.ts'
import { launchChromium } from '../browser.ts'
import { makeEdition, PLAIN } from './make-edition.ts'
import { fixture, pageFolder, withPage } from './pages.ts'
import { inOrder, letters, linesOf, textOf } from './pdf-letters.ts'
import { readPdf, type Sheet } from './read-pdf.ts'

const SAMPLE = resolve('output/moscow-washington-syria.html')
const folder = pageFolder()
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

async function printed(file: string, prepare?: (page: Page) => Promise<void>): Promise<readonly Sheet[]> {
  return withPage(browser, file, {}, async (page) => {
    await prepare?.(page)
    return readPdf(new Uint8Array(await page.pdf({ preferCSSPageSize: true })))
  })
}

/** The letters of one side in reading order: Arabic stands right of the middle of a page and runs from the right. */
function lettersOf(sheets: readonly Sheet[], side: 'source' | 'target'): string {
  return sheets
    .flatMap(({ glyphs, width, height }) => {
      const own = glyphs.filter(({ x, y }) => x > width / 2 === (side === 'source') && y > FOOT && y < height - HEAD)
      return inOrder(own, side)
    })
    .join('')
}

/** The letters of `part` that are not on the sheets as often as they must be. */
function lacks(sheets: readonly Sheet[], part: string): string {
  const bare = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')
  const there = new Map<string, number>()
  for (const letter of bare(sheets.map(({ glyphs }) => textOf(glyphs)).join('')))
    there.set(letter, (there.get(letter) ?? 0) + 1)
  return Array.from(bare(part))
    .filter((letter) => {
      const left = there.get(letter) ?? 0
      there.set(letter, left - 1)
      return left <= 0
    })
    .join('')
}

const MILLIMETRE = 72 / 25.4
/** Where folios and running heads stand. */
const FOOT = 18 * MILLIMETRE
const HEAD = 20 * MILLIMETRE

function draw(name: string, edition: Edition, options?: Partial<HtmlOptions>): Promise<string> {
  return folder.draw(name, edition, options)
}

describe('the sample on A4', () => {
  let sheets: readonly Sheet[]
  beforeAll(async () => {
    sheets = await printed(SAMPLE)
  })

  test('its pages are as large as they should be, and as many', () => {
    expect(sheets).toHaveLength(5)
    for (const { width, height } of sheets) {
      expect(Math.abs(width - 210 * MILLIMETRE)).toBeLessThan(1)
      expect(Math.abs(height - 297 * MILLIMETRE)).toBeLessThan(1)
    }
  })

  test('it is set in the faces of the edition alone', () => {
    expect(new Set(sheets.flatMap(({ glyphs }) => glyphs.map(({ font }) => font)))).toEqual(
      new Set(['Amiri-Regular', 'Literata-Regular']),
    )
  })

  test('running heads stand from the second page on, cut at a word, on one baseline', () => {
    for (const [index, { glyphs, height }] of sheets.entries()) {
      const heads = glyphs.filter(({ y }) => y > height - HEAD)
      if (index === 0) {
        expect(heads).toEqual([])
        continue
      }
      const [left, right] = [
        heads.filter(({ font }) => font.startsWith('Literata')),
        heads.filter(({ font, text }) => font.startsWith('Amiri') && text.trim() !== ''),
      ]
      expect(textOf(left)).toBe('Moscow Calls on Washington to Withdraw Its Illegally…')
      expect(letters(textOf(right.toSorted((a, b) => b.x - a.x)), 'source')).toBe(
        letters('موسكو تدعو واشنطن لسحب قواتها المتمركزة بشكل غير شرعي', 'source'),
      )
      expect(Math.abs((left[0]?.y ?? 0) - (right[0]?.y ?? 0))).toBeLessThan(0.75)
    }
  })

  test('folios stand on every page in both kinds of digits, on one baseline', () => {
    for (const [index, { glyphs, width }] of sheets.entries()) {
      const folios = glyphs.filter(({ y }) => y < FOOT)
      const number = index + 1
      expect(folios.map(({ text }) => text).toSorted()).toEqual([String(number), String.fromCodePoint(0x660 + number)])
      const [left, right] = folios.toSorted((a, b) => a.x - b.x)
      expect(left?.x).toBeLessThan(20 * MILLIMETRE)
      expect(right?.x).toBeGreaterThan(width - 25 * MILLIMETRE)
      expect(Math.abs((left?.y ?? 0) - (right?.y ?? 0))).toBeLessThan(0.75)
    }
  })

  test('every paragraph is there, whole and in order, in both languages', async () => {
    const rows = await withPage(browser, SAMPLE, {}, (page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('.row[id]')].map((row) => ({
          source: row.querySelector('.source')?.textContent ?? '',
          target: row.querySelector('.target')?.textContent ?? '',
        })),
      ),
    )
    expect(rows).toHaveLength(29)
    for (const side of ['source', 'target'] as const) {
      const all = lettersOf(sheets, side)
      for (const row of rows) expect(all).toContain(letters(row[side], side))
      expect(all).not.toContain(letters(`${rows[0]?.[side]}${rows[2]?.[side]}`, side))
    }
  })

  test('no row is cut that fits on a page, and the first lines of both sides are in step', () => {
    const seen = new Map<string, number>()
    for (const [index, { glyphs, width, height }] of sheets.entries()) {
      const body = glyphs.filter(({ y, text }) => y > FOOT && y < height - HEAD && text.trim() !== '')
      const spine = linesOf(body.filter(({ x, font }) => Math.abs(x - width / 2) < 25 && font.startsWith('Literata')))
      for (const line of spine) {
        const number = textOf(line.toSorted((a, b) => a.x - b.x))
        if (!/^\d+$/.test(number)) continue
        seen.set(number, (seen.get(number) ?? 0) + 1)
        const y = line[0]?.y ?? 0
        for (const isArabic of [true, false])
          expect([
            number,
            body.some(
              (glyph) =>
                glyph.x > width / 2 + 25 === isArabic &&
                Math.abs(glyph.x - width / 2) > 25 &&
                Math.abs(glyph.y - y) < 1,
            ),
          ]).toEqual([number, true])
      }
      // What follows the head of a page begins with a number: no row goes on from the page before.
      const highest = Math.max(...body.map(({ y }) => y))
      const isColophon = index === sheets.length - 1 && spine.length === 0
      expect(index === 0 || isColophon || spine[0]?.some(({ y }) => highest - y < 8)).toBe(true)
    }
    expect([...seen]).toEqual(Array.from({ length: 29 }, (_, index) => [String(index + 1), 1]))
  })
})

describe('other papers and views', () => {
  test('Letter', async () => {
    const [first] = await printed(await draw('letter', fixture('article'), { paper: 'letter' }))
    expect([first?.width, first?.height].map((points) => Math.round(points ?? 0))).toEqual([612, 792])
  })

  test('everything and tables: every word of both sides, notes, boxes, colophon', async () => {
    for (const name of ['everything', 'tables']) {
      const file = await draw(name, fixture(name))
      const words = await withPage(browser, file, {}, (page) =>
        page.evaluate(() =>
          [
            ...document.querySelectorAll<HTMLElement>(
              '.row[id] .cell > :not(details, .origin), .colophon p, .account li',
            ),
          ].map((block) => block.innerText),
        ),
      )
      expect(lacks(await printed(file), words.join(''))).toBe('')
    }
  })

  test('one language alone is printed alone', async () => {
    const file = await draw('everything', fixture('everything'))
    const sheets = await printed(file, (page) => page.check('#view-target', { force: true }))
    const body = sheets.map((sheet) => ({
      ...sheet,
      glyphs: sheet.glyphs.filter(({ y }) => y > FOOT && y < sheet.height - HEAD),
    }))
    expect(lacks(body, 'A person wrote this.')).toBe('')
    expect(lacks(body, 'كتبها إنسان')).not.toBe('')
  })

  test('what a reader has opened is printed open, what is closed only named', async () => {
    const file = await draw('everything', fixture('everything'))
    const letters = async (prepare?: (page: Page) => Promise<void>): Promise<number> =>
      textOf((await printed(file, prepare)).flatMap(({ glyphs }) => glyphs)).replace(/[^\u0621-\u064A]/g, '').length
    const closed = await letters()
    const opened = await letters((page) => page.evaluate(() => document.querySelector('summary')?.click()))
    expect(opened - closed).toBe('اقتباس فيه كلام قديم كلام'.replaceAll(' ', '').length)
  })

  test('a row longer than a page is cut by lines, and nothing of it is lost; no heading stands alone at a foot', async () => {
    const sentence = 'هذه جملة طويلة من كلام كثير تملأ السطر وتزيد عليه'
    const long = Array.from({ length: 90 }, (_, index) => `${sentence} ${index}.`).join(' ')
    const text = Array.from({ length: 24 }, (_, index) => `## عنوان ${index}\n\n${sentence}.\n\n${sentence}.`).join(
      '\n\n',
    )
    const edition = makeEdition('a.md', `${text}\n\n${long}`, (said) => ({
      target: said.startsWith('عنوان')
        ? `Heading ${/\d+/.exec(said)?.[0]}`
        : `Many words that fill a line and more ${/\d+/.exec(said)?.[0] ?? ''}.`,
    }))
    const sheets = await printed(await draw('long-row', edition))
    expect(lacks(sheets, `${long}${text.replace(/[#\d\s]/g, '')}`)).toBe('')
    for (const { glyphs } of sheets) {
      const lowest = linesOf(glyphs.filter(({ y }) => y > FOOT)).at(-1) ?? []
      expect(textOf(lowest)).not.toMatch(/Heading|ناونع|عنوان/)
    }
  })

  test('a table is cut between its lines only', async () => {
    const lines = Array.from({ length: 70 }, (_, index) => `| خلية ${index} | كلام فيها |`)
    const edition = makeEdition('a.md', `| رأس | رأس |\n| --- | --- |\n${lines.join('\n')}`, (said) => ({
      target: said.replace(/[\u0621-\u064A ]+/, 'cell '),
    }))
    const sheets = await printed(await draw('long-table', edition))
    const cells = sheets.map(({ glyphs }) => linesOf(glyphs).map((line) => textOf(line.toSorted((a, b) => a.x - b.x))))
    for (let index = 0; index < 70; index++)
      expect(cells.flat().filter((line) => new RegExp(`^cell ${index}(?!\\d)`).test(line.trim()))).toHaveLength(1)
    expect(lacks(sheets, lines.join(''))).toBe('')
  })

  test('numbers of long lists stand inside of what is printed of a page', async () => {
    const edition = makeEdition('list.md', `# قائمة\n\n${'1. بند.\n'.repeat(24)}\n\nكلام\n\n1234. بند.\n`, () => ({
      target: 'An item.',
    }))
    const over = await withPage(browser, await draw('list', edition), {}, async (page) => {
      await page.emulateMedia({ media: 'print' })
      const margins = await page.evaluate(() => {
        const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        const [rule] = rules.filter((each) => each instanceof CSSPageRule)
        return 2 * Number.parseFloat(rule?.style.marginRight.replace('calc(', '') ?? '')
      })
      await page.setViewportSize({ width: Math.floor((210 / 25.4) * 96 - margins), height: 900 })
      return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    })
    expect(over).toBe(0)
  })
  test('one language alone: a table is printed whole, wider than the text as it may be', async () => {
    const line = Array.from({ length: 9 }, (_, index) => `خلية ${index}`).join(' | ')
    const edition = makeEdition('a.md', `# عنوان\n\n| ${line} |\n|${'---|'.repeat(9)}\n`, () => ({
      target: 'International',
    }))
    const html = draftMonoHtml(edition, 'target', PLAIN).finish([])
    const [sheet] = await printed(folder.save('mono-table', String(html)))
    const there = (sheet?.glyphs ?? []).filter(({ x }) => x < (sheet?.width ?? 0))
    expect(textOf(there).replace(/\s/g, '').split('International')).toHaveLength(11)
  })
})
