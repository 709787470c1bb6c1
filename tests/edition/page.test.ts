/** The page in a real browser: geometry, direction, views, pairs, accessibility, and nothing live. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf, type Edition } from '../../src/edition/edition.ts'
import { charactersOf } from '../../src/edition/fonts.ts'
import { toIndex } from '../../src/edition/html/index-page.ts'
import { toHtml, type HtmlOptions } from '../../src/edition/html/page.ts'
import { subsetFonts } from '../../src/project/fonts.ts'
import { launchChromium } from '../browser.ts'
import { baselineFaults, geometryFaults, orderFaults } from './geometry.ts'
import { makeEdition, PLAIN, type Said } from './make-edition.ts'

let browser: Browser
let folder: string
let everything: Edition
let pages: Readonly<Record<'everything' | 'system' | 'left' | 'index' | 'hostile', string>>

beforeAll(async () => {
  browser = await launchChromium()
  folder = mkdtempSync(join(tmpdir(), 'muqabil-edition-'))
  everything = fixture('everything')
  const fonts = await subsetFonts(charactersOf(toHtml(everything, PLAIN)), join(folder, 'fonts'))
  const index = toIndex([{ href: 'everything.html', title: everything.title, counts: everything.counts }], {
    ...PLAIN,
    fonts,
    sourceLanguage: 'ar',
    targetLanguage: 'en',
  })
  pages = {
    everything: save('everything', toHtml(everything, { ...PLAIN, fonts })),
    system: save('system', toHtml(everything, PLAIN)),
    left: save('left', toHtml(everything, { ...PLAIN, fonts, arabic: 'left' })),
    index: save('index', index),
    hostile: save('hostile', toHtml(fixture('hostile'), PLAIN)),
  }
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

function fixture(name: string): Edition {
  const said = JSON.parse(readFileSync(`tests/fixtures/edition/${name}/translation.json`, 'utf8')) as Readonly<
    Record<string, Said>
  >
  return makeEdition(
    'input.md',
    readFileSync(`tests/fixtures/edition/${name}/input.md`, 'utf8'),
    (sentence) => said[sentence] ?? (said['*'] as Said | undefined),
  )
}

function save(name: string, html: string): string {
  const file = join(folder, `${name}.html`)
  writeFileSync(file, html)
  return file
}

async function withPage<Result>(
  file: string,
  options: { readonly width?: number; readonly scheme?: 'light' | 'dark'; readonly script?: boolean },
  use: (page: Page, requests: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    colorScheme: options.scheme ?? 'light',
    hasTouch: true,
    bypassCSP: options.script === true,
  })
  try {
    const page = await context.newPage()
    const requests: string[] = []
    page.on('request', (request) => {
      if (!/^data:/.test(request.url()) && request.url() !== `file://${file}`) requests.push(request.url())
    })
    page.on('dialog', () => requests.push('a dialog'))
    await page.goto(`file://${file}`)
    await page.evaluate(() => document.fonts.ready)
    return await use(page, requests)
  } finally {
    await context.close()
  }
}

describe('Row n faces row n', () => {
  test.each([320, 390, 820, 895, 896, 1280, 1920])('at %i px', async (width) => {
    for (const [name, file] of Object.entries(pages)) {
      await withPage(file, { width }, async (page, requests) => {
        expect(await geometryFaults(page, { wide: width >= 896, arabicOnLeft: name === 'left' }), name).toEqual([])
        expect(requests).toEqual([])
      })
    }
  })

  test('arabic: top sets one above the other at every width', async () => {
    const file = save('top', toHtml(everything, { ...PLAIN, arabic: 'top' }))
    await withPage(file, { width: 1280 }, async (page) =>
      expect(await geometryFaults(page, { wide: false, arabicOnLeft: false })).toEqual([]),
    )
  })

  test('on paper', async () => {
    await withPage(pages.everything, { width: 672 }, async (page) => {
      await page.emulateMedia({ media: 'print' })
      expect(await geometryFaults(page, { wide: true, arabicOnLeft: false })).toEqual([])
      expect(await page.locator('.views:visible, .skip:visible').count()).toBe(0)
    })
  })

  test('the checks bite: without first baselines the rows fail', async () => {
    await withPage(pages.everything, {}, async (page) => {
      await page.evaluate(() =>
        document
          .querySelectorAll<HTMLElement>('.row, .tr')
          .forEach((row) => row.style.setProperty('align-items', 'start')),
      )
      const faults = await baselineFaults(page)
      expect(faults.length).toBeGreaterThan(rowsOf(everything).length / 2)
      await page.evaluate(() =>
        document
          .querySelectorAll<HTMLElement>('.sheet')
          .forEach((sheet) => sheet.style.setProperty('min-width', '1400px')),
      )
      expect(await geometryFaults(page, { wide: true, arabicOnLeft: false })).toEqual(
        expect.arrayContaining([expect.stringMatching(/scrolls/)]),
      )
    })
  })

  test('a table faces its other side: its cells stand in lines and columns of their own direction', async () => {
    await withPage(pages.everything, {}, async (page) => {
      const cells = await page.evaluate(() =>
        [...document.querySelectorAll('.table .row')].map((row) => {
          const box = (name: string): DOMRect => (row.querySelector(`.${name}`) ?? row).getBoundingClientRect()
          return { target: box('target').x, source: box('source').x, top: box('spine').y }
        }),
      )
      const [city, people, aleppo, number, homs] = cells
      expect(cells).toHaveLength(5)
      expect(city?.top).toBe(people?.top)
      expect(city?.target).toBeLessThan(people?.target ?? 0)
      expect(city?.source).toBeGreaterThan(people?.source ?? 0)
      expect([aleppo?.target, aleppo?.source, homs?.target]).toEqual([city?.target, city?.source, city?.target])
      expect(number?.target).toBe(people?.target)
    })
  })

  test('each number is the permanent link to its row, and former names still lead there', async () => {
    const edition = makeEdition('a.txt', 'كلام أول\n\nكلام ثان', () => ({ target: 'Words', aliases: ['p-0a1b2c3d'] }))
    await withPage(save('aliases', toHtml(edition, PLAIN)), {}, async (page) => {
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
})

describe('Arabic is right', () => {
  test('signs and Latin runs keep their order; last lines end where their readers expect', async () => {
    for (const file of [pages.everything, pages.system]) {
      await withPage(file, {}, async (page) => {
        const runs = await page.evaluate(() =>
          [...document.querySelectorAll('.source bdi[dir=ltr]')].map((run) => run.textContent),
        )
        expect(runs).toEqual(expect.arrayContaining(['Node.js', '-5', '+12%', 'C++', '5G']))
        expect(await orderFaults(page)).toEqual([])
      })
    }
  })

  test('no Arabic letter stands in an English cell outside what is marked as Arabic', async () => {
    await withPage(pages.everything, {}, async (page) => {
      expect(
        await page.evaluate(() => {
          const found: string[] = []
          const walker = document.createTreeWalker(
            document.querySelector('article') ?? document.body,
            NodeFilter.SHOW_TEXT,
          )
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const nearest = node.parentElement?.closest('[lang]')?.getAttribute('lang') ?? ''
            if (
              /\p{Script=Arabic}/u.test(node.textContent ?? '') &&
              nearest !== 'ar' &&
              !node.parentElement?.closest('.spine, pre')
            )
              found.push(node.textContent ?? '')
          }
          return found
        }),
      ).toEqual([])
    })
  })

  test('the edition has its own faces, and they hold every character', async () => {
    await withPage(pages.everything, {}, async (page) => {
      const faces = await page.evaluate(() =>
        [...document.fonts].map(({ family, status }) => `${family.replaceAll('"', '')} ${status}`).toSorted(),
      )
      expect(faces).toEqual([
        'Muqabil Arabic loaded',
        'Muqabil Digits loaded',
        'Muqabil Latin Extended loaded',
        'Muqabil Latin loaded',
      ])
    })
  })
})

describe('Nothing is silently wrong', () => {
  test('a missing row and a missing sentence are boxes in both languages, and the source is not in their place', async () => {
    await withPage(pages.everything, {}, async (page) => {
      expect(await page.locator('.row[data-state=missing] .target .missing-box').count()).toBe(
        await page.locator('.row[data-state=missing]').count(),
      )
      expect(await page.locator('.missing-box').first().innerText()).toMatch(/Not translated\s+لم تُترجَم بعد/)
      expect(await page.locator('.target').allInnerTexts()).not.toContainEqual(
        expect.stringContaining('ولم تترجم هذه الجملة'),
      )
    })
  })

  test('the counts add up, and only a machine is called one', async () => {
    const { rows, states } = everything.counts
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(rows)
    await withPage(pages.everything, {}, async (page) => {
      const person = page.locator('.row', { hasText: 'A person wrote this.' })
      expect(await person.locator('.no .hide').innerText()).toMatch(/^Paragraph \d+ draft$/)
      expect(await person.locator('.target').getAttribute('lang')).toBe('en')
      expect(await page.locator('.row', { hasText: 'Second item' }).locator('.target').getAttribute('lang')).toBe(
        'en-x-mtfrom-ar',
      )
    })
  })

  test('a stale row shows what changed, with words for those who do not see the strokes', async () => {
    await withPage(pages.everything, {}, async (page) => {
      const row = page.locator('.row[data-state=stale]')
      await row.locator('summary').click()
      expect(await row.locator('del').innerText()).toContain('قديم')
      expect(await row.locator('del .hide').textContent()).toBe('محذوف: ')
    })
  })
})

describe('views, pairs and notes', () => {
  test('one language alone hides the other, on paper too', async () => {
    for (const width of [390, 1280]) {
      await withPage(pages.everything, { width }, async (page) => {
        for (const [view, hidden] of [
          ['source', 'target'],
          ['target', 'source'],
        ] as const) {
          await page.check(`#view-${view}`, { force: true })
          for (const media of ['screen', 'print'] as const) {
            await page.emulateMedia({ media })
            expect(await page.locator(`.${hidden}:visible`).count()).toBe(0)
            expect(await page.locator(`.row[id] .${view}:visible`).count()).toBe(rowsOf(everything).length)
            expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
          }
          await page.emulateMedia({ media: 'screen' })
        }
      })
    }
  })

  test('hover, click and tap light exactly the pair', async () => {
    await withPage(pages.everything, {}, async (page) => {
      const lit = (): Promise<readonly string[]> =>
        page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('.s')]
            .filter((sentence) => getComputedStyle(sentence).backgroundColor === 'rgb(244, 234, 211)')
            .map((sentence) => `${sentence.closest('.cell')?.className.split(' ')[0]} ${sentence.dataset.s}`),
        )
      /** The middle of a sentence's first character: its box may span lines that are others'. */
      const at = (side: string, number: number): Promise<[number, number]> =>
        page.evaluate(
          ([name, which]): [number, number] => {
            const walker = document.createTreeWalker(
              document.querySelector(`.row:has(.s) .${name} [data-s="${which}"]`) ?? document.body,
              NodeFilter.SHOW_TEXT,
            )
            const range = document.createRange()
            const node = walker.nextNode()
            if (node) range.setStart(node, 0)
            if (node) range.setEnd(node, 1)
            const { x, y, width, height } = range.getBoundingClientRect()
            return [x + width / 2, y + height / 2]
          },
          [side, number] as const,
        )
      await page.mouse.move(...(await at('source', 2)))
      expect(await lit()).toEqual(['source 2', 'target 2'])
      await page.mouse.move(0, 0)
      expect(await lit()).toEqual([])
      await page.mouse.click(...(await at('target', 1)))
      await page.mouse.move(0, 0)
      expect(await lit()).toEqual(['source 1', 'target 1'])
      await page.touchscreen.tap(...(await at('target', 3)))
      await page.mouse.move(0, 0)
      expect(await lit()).toEqual(['source 3', 'target 3'])
    })
  })

  test('notes are counted once, and lead there and back on their own side', async () => {
    await withPage(pages.everything, {}, async (page) => {
      const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id))
      expect(new Set(ids).size).toBe(ids.length)
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll('a[href^="#"]')]
          .filter((link) => {
            const goal = document.getElementById(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''))
            const side = (element: Element | null): string | undefined =>
              element?.closest('.cell')?.className.split(' ')[0]
            return !goal || (link.closest('.cell') !== null && side(link) !== side(goal))
          })
          .map((link) => link.outerHTML),
      )
      expect(broken).toEqual([])
      expect(await page.locator('.source sup a').allInnerTexts()).toEqual(['١', '٢'])
      expect(await page.locator('.target sup a').allInnerTexts()).toEqual(['1', '2'])
      expect(await page.locator('.target .note-number').allInnerTexts()).toEqual(['1. ', '2. '])
    })
  })

  test.each(['light', 'dark'] as const)('axe finds nothing (%s)', async (scheme) => {
    for (const width of [390, 1280]) {
      await withPage(pages.everything, { width, scheme, script: true }, async (page) => {
        for (const view of ['both', 'source', 'target']) {
          await page.check(`#view-${view}`, { force: true })
          const { violations } = await new AxeBuilder({ page })
            .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
            .analyze()
          expect(violations.map(({ id, nodes }) => `${view} ${width} ${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual(
            [],
          )
        }
      })
    }
    await withPage(pages.index, { scheme, script: true }, async (page) => {
      const { violations } = await new AxeBuilder({ page })
        .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
        .analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([])
    })
  })

  test('text at 200 % still needs no sideways scrolling', async () => {
    await withPage(pages.everything, { width: 640 }, async (page) => {
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    })
  })
})

describe('Hostile text is only text', () => {
  test('nothing runs, nothing is asked for, and it stands there as text', async () => {
    for (const script of [false, true]) {
      await withPage(pages.hostile, { script }, async (page, requests) => {
        expect(await page.title()).not.toBe('live')
        const live = await page.evaluate(() =>
          [...document.querySelectorAll('*')]
            .filter(
              (element) =>
                /^(?:script|iframe|object|embed|svg|math|form|base|video|audio|img|source|button|textarea)$/.test(
                  element.localName,
                ) ||
                [...element.attributes].some(
                  ({ name, value }) =>
                    name.startsWith('on') || name === 'style' || /^\s*(?:javascript|vbscript|data:text)/i.test(value),
                ),
            )
            .map(({ outerHTML }) => outerHTML),
        )
        expect(live).toEqual([])
        expect(await page.evaluate(() => document.querySelectorAll('style, link, meta[http-equiv]').length)).toBe(3)
        expect(await page.locator('.target').first().innerText()).toContain("<script>document.title='live'</script>")
        expect(
          await page.evaluate(() => [
            document.getElementById('text')?.localName,
            document.getElementById('view-both')?.localName,
            document.body.className,
          ]),
        ).toEqual(['main', 'input', ''])
        expect(requests).toEqual([])
      })
    }
  })

  test("a style that is not the page's own is not applied", async () => {
    const html = readFileSync(pages.hostile, 'utf8').replace('</head>', '<style>body{display:none}</style></head>')
    await withPage(save('injected', html), {}, async (page) =>
      expect(await page.evaluate(() => getComputedStyle(document.body).display)).toBe('block'),
    )
  })
})

test('the whole page beside text and fonts is small', () => {
  const options: HtmlOptions = PLAIN
  expect(
    toHtml(
      makeEdition('a.txt', 'كلام', () => ({ target: 'Words' })),
      options,
    ).length,
  ).toBeLessThan(24_000)
})
