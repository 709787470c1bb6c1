/** The page by axe, and its colours by the numbers: both themes, two widths, three views. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../browser.ts'
import { axe, violations } from '../axe.ts'
import { toIndex } from './make-edition.ts'
import { fixture, pageFolder, withPage } from './pages.ts'

const folder = pageFolder()
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

/** The page in every theme, width and view; axe comes in once. */
async function everywhere(
  file: string,
  views: readonly string[],
  schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
): Promise<readonly string[]> {
  return withPage(browser, file, { script: true }, async (page) => {
    await page.addScriptTag({ content: axe })
    const found: string[] = []
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      for (const view of views) {
        await page.evaluate((name) => document.querySelector<HTMLInputElement>(`#view-${name}`)?.click(), view)
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme })
          found.push(...(await violations(page)).map((violation) => `${width} ${view} ${colorScheme} ${violation}`))
        }
      }
    }
    return found
  })
}

test('axe finds nothing on a page with everything', async () => {
  expect(
    await everywhere(await folder.draw('everything', fixture('everything')), ['both', 'source', 'target', 'learn']),
  ).toEqual([])
})

test('axe finds nothing on a page of tables', async () => {
  expect(await everywhere(await folder.draw('tables', fixture('tables')), ['both'], ['light'])).toEqual([])
})

test('axe finds nothing on the index', async () => {
  const { title, counts } = fixture('everything')
  const index = toIndex([{ href: 'everything.html', title, counts }])
  expect(await everywhere(folder.save('index', index), ['both'])).toEqual([])
})

test('axe bites: a colour too weak is found', async () => {
  await withPage(browser, await folder.draw('everything', fixture('everything')), { script: true }, async (page) => {
    await page.addScriptTag({ content: axe })
    await page.evaluate(() => document.documentElement.style.setProperty('--quiet', '#8a8375'))
    expect(await violations(page)).toContainEqual(expect.stringContaining('color-contrast'))
  })
})

test('text has seven to one on the paper and on the wash, in both themes and on paper', async () => {
  await withPage(browser, folder.save('index', toIndex([])), {}, async (page) => {
    for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { media: 'print' }] as const) {
      await page.emulateMedia(media)
      const ratios = await page.evaluate(() => {
        const style = getComputedStyle(document.documentElement)
        const light = (name: string): number => {
          const hex = style.getPropertyValue(name).trim().slice(1)
          const full = hex.length === 3 ? Array.from(hex, (digit) => digit + digit).join('') : hex
          const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
            const channel = Number.parseInt(full.slice(at, at + 2), 16) / 255
            return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
          })
          return 0.2126 * r + 0.7152 * g + 0.0722 * b
        }
        return ['--ink', '--quiet', '--rubric'].flatMap((text) =>
          ['--paper', '--wash'].map((ground) => {
            const [dark = 0, bright = 0] = [light(text), light(ground)].toSorted((a, b) => a - b)
            return { text, ground, ratio: (bright + 0.05) / (dark + 0.05) }
          }),
        )
      })
      expect(ratios.filter(({ ratio }) => !(ratio >= 7))).toEqual([])
    }
  })
})

test('colours that a reader forces leave shapes and edges', async () => {
  await withPage(browser, await folder.draw('everything', fixture('everything')), {}, async (page) => {
    await page.emulateMedia({ forcedColors: 'active' })
    const beads = await page.evaluate(() =>
      [...document.querySelectorAll('.row[id] .bead')].map((bead) => {
        const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(bead)
        return {
          isDrawn: Number.parseFloat(borderTopWidth) > 0 && borderTopColor !== backgroundColor,
          isFull: bead.classList.contains('reviewed'),
        }
      }),
    )
    expect(beads.filter(({ isDrawn, isFull }) => !isDrawn && !isFull)).toEqual([])
    expect(
      await page.evaluate(() => getComputedStyle(document.querySelector('.missing-box') ?? document.body).outlineStyle),
    ).toBe('dashed')
    // The ground of a cover is forced as well: without an edge the translation would only be gone.
    await page.locator('#view-learn').check({ force: true })
    const cover = await page.evaluate(() => {
      const { display, outlineStyle, outlineColor } = getComputedStyle(
        document.querySelector('.row[id]:not(.missing) > .target') ?? document.body,
        '::after',
      )
      return { display, outlineStyle, isSeen: outlineColor !== 'rgba(0, 0, 0, 0)' }
    })
    expect(cover).toEqual({ display: 'block', outlineStyle: 'solid', isSeen: true })
  })
})
