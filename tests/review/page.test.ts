/** The page of the app: many rows, every width, both schemes, by axe and by keyboard. */
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { baseStyle } from '../../src/edition/html/style-base.ts'
import { appBundle } from '../../src/review/app-bundle.ts'
import { axe, violations } from '../axe.ts'
import { launchChromium } from '../browser.ts'
import { everything, manyRows } from './make-rows.ts'
import { at, targetOf, unitOf, withApp } from './open-app.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

describe('ten thousand rows', () => {
  test('open, scroll evenly, keep the open editor wherever one scrolls, and are searched as one types', async () => {
    await withApp(browser, { rows: manyRows(10_000) }, async ({ desk, page }) => {
      const drawn = await page.locator('.row').count()
      expect(drawn).toBeLessThan(60)
      await at(page, 3).locator('.target').click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Kept. ')
      const frames = await page.evaluate(async () => {
        const scroller = document.querySelector('.scroller')
        if (!scroller) return []
        const gaps: number[] = []
        let last = await new Promise<number>(requestAnimationFrame)
        for (let frame = 0; frame < 180; frame++) {
          scroller.scrollTop += 90
          const now = await new Promise<number>(requestAnimationFrame)
          gaps.push(now - last)
          last = now
        }
        return gaps
      })
      if (process.env.MUQABIL_MEASURE) {
        const sorted = frames.toSorted((a, b) => a - b)
        console.log({ median: sorted[90], p95: sorted[171], longest: sorted[179] })
      }
      expect(await page.locator('.row').count()).toBeLessThan(60)
      await page.keyboard.type('Still. ')
      await expect.poll(() => targetOf(desk, 3)).toMatch(/^Kept\. Still\. /)
      await page.keyboard.press('Escape')
      await page.keyboard.press('End')
      await expect.poll(() => at(page, 10_000).isVisible()).toBe(true)
      await page.keyboard.press('Home')
      await expect.poll(() => at(page, 1).isVisible()).toBe(true)
      await page.keyboard.press('/')
      await page.keyboard.type('٩٩٩٩.')
      await expect.poll(() => page.locator('.count').textContent()).toBe('1 row')
      expect(await page.locator('.line .n-ltr').first().textContent()).toBe('9999')
      const overlaps = await overlapping(page)
      expect(overlaps).toEqual([])
    })
  })

  test('rows of changing heights never lie over each other', async () => {
    await withApp(browser, { rows: manyRows(400) }, async ({ page }) => {
      for (const width of [1200, 500, 820]) {
        await page.setViewportSize({ width, height: 700 })
        await page.locator('.scroller').evaluate((scroller) => void (scroller.scrollTop = scroller.scrollHeight / 2))
        await expect.poll(() => overlapping(page)).toEqual([])
      }
    })
  })
})

/** Rows whose boxes meet. */
function overlapping(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.row')].map((row) => row.getBoundingClientRect())
    return boxes
      .toSorted((a, b) => a.top - b.top)
      .flatMap((box, index, all) => {
        const next = all[index + 1]
        return next && box.bottom > next.top + 1 ? [`${box.bottom} over ${next.top}`] : []
      })
  })
}

describe('everybody', () => {
  test('axe finds nothing: in both schemes, on a desk, a tablet and a telephone, with everything open', async () => {
    const beside = {
      matches: [{ source: ['بحث وزير'], target: ['A minister'], similarity: 0.82 }],
      terms: [
        { source: 'وزير', target: 'minister', isForbidden: false, inSource: [{ start: 4, end: 8 }], inTarget: [] },
      ],
      history: [{ target: ['A minister.'], state: 'translated' as const, by: 'Layla', when: '2026-01-01' }],
    }
    await withApp(browser, { rows: everything(), beside }, async ({ page }) => {
      await page.context().addInitScript({ content: axe })
      await page.evaluate(axe)
      const found: string[] = []
      const look = async (what: string, schemes: readonly ('light' | 'dark')[] = ['light']): Promise<void> => {
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme })
          found.push(...(await violations(page)).map((violation) => `${what} ${colorScheme}: ${violation}`))
        }
      }
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await page.getByText('Glossary').waitFor()
      await page.keyboard.press('o')
      await look('document', ['light', 'dark'])
      await page.keyboard.press('?')
      await look('keys')
      await page.keyboard.press('Escape')
      await page.keyboard.press('s')
      await look('split')
      await page.keyboard.press('Escape')
      await at(page, 4).locator('.target').click()
      for (const width of [820, 320]) {
        await page.setViewportSize({ width, height: 900 })
        await look(`editor at ${width}`, ['dark'])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(overflow).toBeLessThanOrEqual(0)
      }
    })
  })

  test('the page is walked by keyboard alone, and the focus is seen', async () => {
    await withApp(browser, { rows: everything() }, async ({ page }) => {
      const seen: string[] = []
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab')
        const now = await page.evaluate(() => {
          const element = document.activeElement
          const style = element && getComputedStyle(element)
          if (element === document.body) return 'the browser’s own'
          return `${element?.className || element?.textContent || element?.tagName} ${style?.outlineStyle === 'none' ? 'unseen' : 'seen'}`
        })
        if (now === 'the browser’s own' && seen.some((one) => one.startsWith('line here'))) break
        seen.push(now)
      }
      expect(seen.filter((one) => one.endsWith('unseen'))).toEqual([])
      expect(seen.filter((one) => one.startsWith('line here'))).toHaveLength(1)
    })
  })

  test('saving is said to who hears the page', async () => {
    await withApp(browser, { rows: everything() }, async ({ page }) => {
      expect(await page.locator('.save-mark [role=status]').textContent()).toBe('All saved')
      const row = page.getByRole('row').filter({ has: page.locator('.n-ltr', { hasText: '5' }) })
      expect(await row.getByRole('rowheader').textContent()).toContain('row 5: not translated, 1 finding')
      await at(page, 4).locator('.target').click()
      expect(await page.getByRole('textbox', { name: 'Translation of row 4' }).count()).toBe(1)
      expect(await page.locator('.field .chip').first().getAttribute('aria-label')).toBe('link begins')
      expect(unitOf(4)).toBe('p-00000004')
    })
  })
})

test('nothing of this machine is in the bundle', async () => {
  const { script } = await appBundle()
  expect(script).not.toContain(process.cwd())
  for (const name of ['preact', '@preact/signals', '@tanstack/virtual-core', 'diff'])
    expect(script).toMatch(new RegExp(`/\\*!\\n${name} \\d`))
  expect(script).not.toMatch(/\binnerHTML\s*=\s*[^=]*prop|jsxDEV|fileName:/)
})

test('the colours and faces of the app are the edition’s', async () => {
  const values = (style: string): readonly string[] =>
    [...style.matchAll(/--(paper|ink|quiet|rubric|rule|wash|u):\s*([^;}]+)/g)].map(
      ([, name, value]) => `${name} ${value?.replaceAll(/\s|(?<![0-9])0(?=\.)/g, '')}`,
    )
  const { style } = await appBundle()
  const edition = new Set(values(baseStyle(2.35)))
  for (const value of values(style)) expect(edition).toContain(value)
  expect(values(style).length).toBeGreaterThanOrEqual(13)
})
