/** The page's geometry in a real browser, every row at every width. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf, type Edition } from '../../src/edition/edition.ts'
import { launchChromium } from '../browser.ts'
import { geometryFaults } from './geometry.ts'
import { makeEdition, PLAIN, toHtml, toIndex } from './make-edition.ts'
import { fixture, pageFolder, withPage } from './pages.ts'

const WIDTHS = [320, 390, 820, 895, 896, 1280, 1920]
const SAMPLE = resolve('output/moscow-washington-syria.html')
const folder = pageFolder()
let browser: Browser
let everything: Edition
let pages: Readonly<Record<'everything' | 'tables' | 'left' | 'leftTables' | 'index', string>>

beforeAll(async () => {
  browser = await launchChromium()
  everything = fixture('everything')
  const tables = fixture('tables')
  const index = toIndex([{ href: 'everything.html', title: everything.title, counts: everything.counts }])
  pages = {
    everything: await folder.draw('everything', everything),
    tables: await folder.draw('tables', tables),
    left: await folder.draw('left', everything, { arabic: 'left' }),
    leftTables: await folder.draw('left-tables', tables, { arabic: 'left' }),
    index: folder.save('index', index),
  }
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

/** At each width one measurement of the whole page. */
async function faultsOf(
  file: string,
  arabic: 'right' | 'left' | 'top' = 'right',
  widths: readonly number[] = WIDTHS,
): Promise<readonly string[]> {
  return withPage(browser, file, {}, async (page, events) => {
    const faults: string[] = []
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      const wide = width >= 896 && arabic !== 'top'
      const found = await geometryFaults(page, { wide, arabicOnLeft: arabic === 'left' })
      faults.push(...found.map((fault) => `${width} px: ${fault}`))
    }
    return [...faults, ...events]
  })
}

describe('Row n faces row n', () => {
  test('the sample', async () => expect(await faultsOf(SAMPLE)).toEqual([]))
  test('everything that a document may hold', async () => expect(await faultsOf(pages.everything)).toEqual([]))
  test('tables', async () => expect(await faultsOf(pages.tables)).toEqual([]))
  test('the index', async () => expect(await faultsOf(pages.index)).toEqual([]))
  test('hostile text', async () => {
    expect(await faultsOf(folder.save('hostile', toHtml(fixture('hostile'), PLAIN)))).toEqual([])
  })
  test("the reader's own faces", async () => {
    expect(await faultsOf(folder.save('system', toHtml(everything, PLAIN)))).toEqual([])
  })
  test('Arabic on the left', async () => {
    expect(await faultsOf(pages.left, 'left', [820, 896, 1280])).toEqual([])
    expect(await faultsOf(pages.leftTables, 'left', [390, 1280])).toEqual([])
  })
  test('Arabic on top, at every width', async () => {
    for (const edition of [everything, fixture('tables')])
      expect(
        await faultsOf(folder.save('top', toHtml(edition, { ...PLAIN, arabic: 'top' })), 'top', [390, 1280]),
      ).toEqual([])
  })
  test('on paper', async () => {
    for (const file of [SAMPLE, pages.everything, pages.tables])
      await withPage(browser, file, { width: 672 }, async (page) => {
        await page.emulateMedia({ media: 'print' })
        expect(await geometryFaults(page, { wide: true })).toEqual([])
        expect(await page.locator('.views:visible, .skip:visible').count()).toBe(0)
      })
  })

  test('the checks bite', async () => {
    await withPage(browser, pages.everything, {}, async (page) => {
      const change = (selector: string, property: string, value: string): Promise<void> =>
        page.evaluate(
          ([where, name, to]) => {
            for (const element of document.querySelectorAll<HTMLElement>(where)) element.style.setProperty(name, to)
          },
          [selector, property, value] as const,
        )
      const faults = (): Promise<readonly string[]> => geometryFaults(page, { wide: true })
      await change('.row', 'align-items', 'start')
      expect((await faults()).filter((fault) => fault.includes('baselines')).length).toBeGreaterThan(
        rowsOf(everything).length / 2,
      )
      await change('.row', 'align-items', '')
      expect(await faults()).toEqual([])
      for (const [selector, property, value, said] of [
        ['.source', 'grid-area', '1/1', /sides/],
        ['.source', 'direction', 'ltr', /the last character of the source is not at its end/],
        ['.target', 'direction', 'rtl', /the last character of the target is not at its end/],
        ['.sheet', 'min-width', '1400px', /scrolls sideways/],
      ] as const) {
        await change(selector, property, value)
        expect(await faults()).toContainEqual(expect.stringMatching(said))
        await change(selector, property, '')
      }
      await page.evaluate(() => document.querySelector('.row[id] .target p')?.append('كلام'))
      expect(await faults()).toContainEqual(expect.stringMatching(/Arabic in the translation/))
    })
  })

  test('a quotation, an item, a heading keeps its kind on both sides', async () => {
    await withPage(browser, pages.everything, {}, async (page) => {
      const kinds = await page.evaluate(() =>
        [...document.querySelectorAll('.row[id]')].map((row) =>
          ['source', 'target'].map((side) => {
            const names: string[] = []
            for (let block = row.querySelector(`.${side} > *`); block; block = block.firstElementChild)
              if (/^(?:H\d|P|UL|OL|LI|BLOCKQUOTE)$/.test(block.tagName)) names.push(block.tagName)
            return names.join(' ')
          }),
        ),
      )
      for (const [source, target] of kinds) expect(target).toBe(source)
      expect(kinds.flat()).toEqual(
        expect.arrayContaining(['H1', 'H2', 'UL LI', 'OL LI', 'BLOCKQUOTE P', 'BLOCKQUOTE BLOCKQUOTE P']),
      )
    })
  })
})

describe('room', () => {
  test('text of twice the size and a page of a quarter of the width need no sideways scrolling', async () => {
    for (const file of [SAMPLE, pages.everything, pages.tables])
      await withPage(browser, file, { width: 640 }, async (page) => {
        for (const [width, size] of [
          [640, '200%'],
          [1280, '200%'],
          [320, '100%'],
          [320, '200%'],
        ] as const) {
          await page.setViewportSize({ width, height: 900 })
          await page.evaluate((to) => document.documentElement.style.setProperty('font-size', to), size)
          const outside = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect([file, width, size, outside]).toEqual([file, width, size, 0])
        }
      })
  })

  test('both columns of the sample are of one height, its lines of the measure that they were set for', async () => {
    await withPage(browser, SAMPLE, {}, async (page) => {
      const measure = (): Promise<{ readonly ratio: number; readonly characters: number }> =>
        page.evaluate(() => {
          const height = (side: string): number =>
            [...document.querySelectorAll(`.row[id] .${side} > p:not(.origin)`)].reduce(
              (sum, each) => sum + each.getBoundingClientRect().height,
              0,
            )
          const paragraphs = [...document.querySelectorAll('.row[id] .target > p:not(.origin)')]
          const lineHeight = Number.parseFloat(getComputedStyle(paragraphs[0] ?? document.body).lineHeight)
          // A last line is full by half.
          const lines = height('target') / lineHeight - paragraphs.length / 2
          const characters = paragraphs.reduce((sum, each) => sum + (each.textContent?.length ?? 0), 0) / lines
          return { ratio: height('target') / height('source'), characters }
        })
      const desk = await measure()
      expect(desk.ratio).toBeGreaterThan(0.85)
      expect(desk.ratio).toBeLessThan(1.02)
      expect(Math.abs(desk.characters - 56)).toBeLessThan(4)
      await page.setViewportSize({ width: 896, height: 900 })
      expect(Math.abs((await measure()).characters - 42)).toBeLessThan(6)
    })
  })

  test('small print is not too small', async () => {
    await withPage(browser, pages.everything, { width: 320 }, async (page) => {
      const small = await page.evaluate(() => {
        const found: string[] = []
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const element = node.parentElement
          if (
            !element ||
            node.textContent?.trim() === '' ||
            element.closest('.hide, .no, sup, code, pre, bdi, .skip, .picture-mark')
          )
            continue
          const least = /\p{Script=Arabic}/u.test(node.textContent ?? '') ? 15 : 13
          const size = Number.parseFloat(getComputedStyle(element).fontSize)
          if (size < least && element.getBoundingClientRect().width > 0)
            found.push(`${size} ${node.textContent?.slice(0, 30)}`)
        }
        return found
      })
      expect(small).toEqual([])
    })
  })
})

describe('tables', () => {
  interface Cell {
    readonly table: number
    readonly tr: number
    readonly number: string
    readonly source: Box
    readonly target: Box
  }
  interface Box {
    readonly x: number
    readonly y: number
    readonly right: number
    readonly bottom: number
  }
  const cellsOf = (page: Page): Promise<readonly Cell[]> =>
    page.evaluate(() => {
      const lines = [...document.querySelectorAll('.tr')]
      const tables = [...document.querySelectorAll('.table')]
      return [...document.querySelectorAll('.tr > .row')].map((row) => {
        const box = (side: string): Box => {
          const block = row.querySelector(`.${side} > *`)?.getBoundingClientRect() ?? new DOMRect()
          const cell = row.querySelector(`.${side}`)?.getBoundingClientRect() ?? new DOMRect()
          return { x: cell.x, y: block.y, right: cell.right, bottom: block.bottom }
        }
        return {
          table: tables.findIndex((table) => table.contains(row)),
          tr: lines.findIndex((line) => line.contains(row)),
          number: row.querySelector('.n-ltr')?.textContent ?? '',
          source: box('source'),
          target: box('target'),
        }
      })
    })
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1

  test('with room each side is a table of its own direction, line facing line', async () => {
    await withPage(browser, pages.tables, {}, async (page) => {
      const cells = (await cellsOf(page)).filter(({ table }) => table === 0)
      const [city, people, aleppo, number, homs] = cells
      if (!city || !people || !aleppo || !number || !homs) throw new Error('cells are missing')
      expect(city.target.x).toBeLessThan(people.target.x)
      expect(city.source.right).toBeGreaterThan(people.source.right)
      expect(city.target.right).toBeLessThan(people.source.x)
      expect([aleppo.target.x, homs.target.x, number.target.x]).toEqual([city.target.x, city.target.x, people.target.x])
      expect([aleppo.source.right, number.source.right]).toEqual([city.source.right, people.source.right])
      expect(aleppo.target.y).toBeLessThan(homs.target.y)
    })
  })

  test('without room the source stands whole above its translation; columns stay columns, and no cell lies on another', async () => {
    for (const [width, table] of [
      [1280, 3],
      [1280, 4],
      [390, 0],
      [390, 1],
      [820, 2],
    ] as const)
      await withPage(browser, pages.tables, { width }, async (page) => {
        const cells = (await cellsOf(page)).filter((cell) => cell.table === table)
        const lines = [...Map.groupBy(cells, ({ tr }) => tr).values()]
        const bottom = Math.max(...cells.map(({ source }) => source.bottom))
        for (const { target, number } of cells) expect([number, target.y > bottom]).toEqual([number, true])
        for (const line of lines)
          for (const [at, { source, target }] of line.entries()) {
            const [head] = lines
            expect(near(source.right, head?.[at]?.source.right ?? 0)).toBe(true)
            expect(near(target.x, head?.[at]?.target.x ?? 0)).toBe(true)
            const next = line[at + 1]
            expect(next === undefined || (next.source.right <= source.x + 1 && next.target.x >= target.right - 1)).toBe(
              true,
            )
          }
      })
  })

  test('a cell that spans lines or columns spans them on both sides; further blocks of a cell stand under its first', async () => {
    await withPage(browser, pages.tables, {}, async (page) => {
      const cells = (await cellsOf(page)).filter(({ table }) => table === 5)
      const [dynasty, period, abbasids, from, , to, , , , year, disputed] = cells
      if (!dynasty || !period || !abbasids || !from || !to || !year || !disputed) throw new Error('cells are missing')
      for (const side of ['source', 'target'] as const) {
        expect(near(from[side].x, to[side].x)).toBe(true)
        expect(to[side].y).toBeGreaterThan(from[side].bottom)
        expect(near(abbasids[side].x, dynasty[side].x)).toBe(true)
        expect(period[side].right - period[side].x).toBeGreaterThan(1.2 * (year[side].right - year[side].x))
        expect(near(year[side].x, disputed[side].x)).toBe(true)
        expect(disputed[side].y).toBeGreaterThanOrEqual(year[side].bottom - 1)
      }
    })
  })

  test('the words of a state stand under the bead of their own cell', async () => {
    const long = 'كلام طويل في خليّة من جدول لا يسعه نصف الصفحة مهما اتّسعت. '.repeat(4)
    const text = [long, 'كلام'].map((words) => `| اسم | ${words} |\n| --- | --- |\n| تمر | حلو |`).join('\n\nفقرة.\n\n')
    const edition = makeEdition('a.md', text, () => ({ target: 'Words', state: 'reviewed' }))
    const file = await folder.draw('reviewed-tables', edition)
    for (const width of [1280, 700])
      for (const view of ['both', 'source', 'target'])
        await withPage(browser, file, { width }, async (page) => {
          await page.locator(`label:has(#view-${view})`).click()
          const apart = await page.evaluate(() =>
            [...document.querySelectorAll('.table .row[id]')].flatMap((row) => {
              const [bead, word] = ['.bead', '.word'].map((name) => row.querySelector(name)?.getBoundingClientRect())
              if (!bead || !word) return ['no words']
              return bead.right < word.left - 8 || bead.left > word.right + 8 ? [row.textContent] : []
            }),
          )
          expect(apart, `${width} px, ${view}`).toEqual([])
        })
  })

  test('every cell has its number and its anchor, which lead to it', async () => {
    for (const width of [390, 1280])
      await withPage(browser, pages.tables, { width }, async (page) => {
        const ids = await page.evaluate(() => [...document.querySelectorAll('.tr > .row')].map(({ id }) => id))
        for (const id of [ids[1], ids[30], ids.at(-1)]) {
          await page.evaluate((to) => {
            location.hash = `#${to}`
          }, id ?? '')
          const seen = await page.evaluate((to) => {
            const row = document.getElementById(to)
            const box = row?.querySelector('.no')?.getBoundingClientRect()
            const wash = getComputedStyle(row?.querySelector('.source') ?? document.body).backgroundColor
            const ground = row ? getComputedStyle(row, '::after').backgroundColor : ''
            return {
              isInView: box && box.top >= 0 && box.bottom <= innerHeight,
              isLit: [wash, ground].includes('rgb(244, 234, 211)'),
            }
          }, id ?? '')
          expect([width, id, seen]).toEqual([width, id, { isInView: true, isLit: true }])
        }
      })
  })

  test('long tables stand line by line, very wide ones cell by cell, all readable', async () => {
    const table = (columns: number, lines: number, word: string): string => {
      const line = (text: string): string =>
        `|${Array.from({ length: columns }, (_, at) => `${text} ${at}`).join('|')}|`
      return [
        line('عنوان'),
        `|${'-|'.repeat(columns)}`,
        ...Array.from({ length: lines }, (_, at) => line(`${word} ${at}`)),
      ].join('\n')
    }
    const text = `${table(2, 45, 'خلية')}\n\n${table(6, 42, 'خلية فيها كلام')}\n\n${table(40, 2, 'خلية')}`
    const edition = makeEdition('a.md', text, (sentence) => ({ target: sentence.replace(/[\u0621-\u064A]+/g, 'cell') }))
    expect(await faultsOf(folder.save('long', toHtml(edition, PLAIN)), 'right', [390, 1280])).toEqual([])
    await withPage(browser, folder.save('long', toHtml(edition, PLAIN)), {}, async (page) => {
      const apart = (await cellsOf(page)).map(({ source, target }) => Math.abs(target.y - source.y))
      expect(Math.max(...apart)).toBeLessThan(200)
    })
  })
})

describe('anchors', () => {
  test('each number is the permanent link to its row, and former names still lead there', async () => {
    const edition = makeEdition('a.txt', 'كلام أول\n\nكلام ثان', () => ({ target: 'Words', aliases: ['p-0a1b2c3d'] }))
    await withPage(browser, folder.save('aliases', toHtml(edition, PLAIN)), {}, async (page) => {
      const links = await page.evaluate(() =>
        [...document.querySelectorAll('.row[id]')].map(
          (row) => row.querySelector('.no')?.getAttribute('href') === `#${row.id}`,
        ),
      )
      expect(links).toEqual([true, true])
      expect(
        await page.evaluate(() => document.querySelector('#p-0a1b2c3d')?.closest('.row')?.getAttribute('data-state')),
      ).toBe('draft')
    })
  })

  test('a click on a number names the row in the address and lights it', async () => {
    await withPage(browser, SAMPLE, {}, async (page) => {
      const row = page.locator('.row[id]').nth(20)
      await row.locator('.no').click()
      expect(new URL(page.url()).hash).toBe(`#${await row.getAttribute('id')}`)
      expect(await row.evaluate((element) => getComputedStyle(element, '::after').backgroundColor)).toBe(
        'rgb(244, 234, 211)',
      )
    })
  })

  test('the index of the sample leads to the editions, and says what is in them', async () => {
    await withPage(browser, resolve('output/index.html'), {}, async (page) => {
      const hrefs = await page.evaluate(() =>
        [...document.querySelectorAll('.row:has(.spine) a[href]')].map((link) => link.getAttribute('href') ?? ''),
      )
      expect(hrefs).toEqual(['moscow-washington-syria.html', 'moscow-washington-syria.html'])
      for (const href of hrefs)
        expect(readFileSync(resolve('output', decodeURIComponent(href)), 'utf8')).toContain('<article')
      await page.locator('.target a').first().click()
      expect(await page.locator('article .row[id]').count()).toBe(29)
    })
  })

  test('a name of any letters leads from the index to its file', async () => {
    for (const stem of ['مقال أول', 'a b#c?d%e', "it's & <x>"]) {
      folder.save(
        stem,
        toHtml(
          makeEdition('a.txt', 'كلام', () => ({ target: 'Words here' })),
          PLAIN,
        ),
      )
      const index = toIndex([
        {
          href: `${encodeURIComponent(stem)}.html`,
          title: { source: stem, target: stem },
          counts: everything.counts,
        },
      ])
      await withPage(browser, folder.save('list', index), {}, async (page) => {
        await page.locator('.target a').first().click()
        expect(await page.locator('article').innerText()).toContain('Words here')
      })
    }
  })
})
