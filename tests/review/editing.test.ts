/** An editor's hands on the keyboard: writing among chips, approving, parting, undoing. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeContent } from '../../src/bitext/content.ts'
import { launchChromium } from '../browser.ts'
import { everything } from './make-rows.ts'
import type { MemoryDesk } from './memory-desk.ts'
import { at, stateOf, targetOf, unitOf, withApp } from './open-app.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const encoded = (desk: MemoryDesk, number: number): string =>
  encodeContent(desk.row(unitOf(number)).segments[0]?.target ?? [])
const field = (page: Page): ReturnType<Page['locator']> => page.locator('.field')

describe('writing', () => {
  test('what is typed is kept at once, and said to be', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page, complaints }) => {
      await at(page, 8).locator('.target').click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Then ')
      expect(await page.locator('.save-mark').textContent()).toBe('Saving…')
      await expect.poll(() => targetOf(desk, 8)).toMatch(/^Then Le Drian/)
      await expect.poll(() => page.locator('.save-mark').textContent()).toBe('All saved')
      await page.keyboard.press('Escape')
      expect(await field(page).count()).toBe(0)
      expect(await at(page, 8).evaluate((line) => line === document.activeElement)).toBe(true)
      await page.keyboard.press('z')
      await expect.poll(() => targetOf(desk, 8)).toMatch(/^Le Drian/)
      await page.keyboard.press('Shift+Z')
      await expect.poll(() => targetOf(desk, 8)).toMatch(/^Then Le Drian/)
      expect(complaints).toEqual([])
    })
  })

  test('no key takes a chip away, or one of a pair past the other', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await at(page, 4).locator('.target').click()
      await page.keyboard.press('Control+A')
      await page.keyboard.press('Delete')
      await expect.poll(() => encoded(desk, 4)).toBe('')
      await page.keyboard.type('Everything')
      await expect.poll(() => encoded(desk, 4)).toBe('Everything<1><2></2></1><3/>')
      await page.keyboard.press('Control+End')
      for (let presses = 0; presses < 20; presses++) await page.keyboard.press('Backspace')
      await page.keyboard.type('x')
      await expect.poll(() => encoded(desk, 4)).toBe('x<1><2></2></1><3/>')
      for (let presses = 0; presses < 5; presses++) await page.keyboard.press('Alt+ArrowRight')
      await expect.poll(() => encoded(desk, 4)).toBe('x<1><2></2></1><3/>')
    })
  })

  test('the caret goes to both sides of every chip, at the ends and between two', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await at(page, 4).locator('.target').click()
      await page.keyboard.press('Control+A')
      await page.keyboard.type('m')
      await page.keyboard.press('Control+Home')
      for (const letter of ['a', 'b', 'c', 'd', 'e', 'f']) {
        await page.keyboard.type(letter)
        await page.keyboard.press('ArrowRight')
      }
      await expect.poll(() => encoded(desk, 4)).toBe('amb<1>c<2>d</2>e</1>f<3/>')
    })
  })

  test('a chip is moved by keyboard, by words and letters, and its tashkeel goes with a letter', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await at(page, 4).locator('.target').click()
      await page.keyboard.press('Control+Home')
      for (let letters = 0; letters < 4; letters++) await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Alt+ArrowRight')
      await expect.poll(() => encoded(desk, 4)).toBe('See the<1> book of <2>coffee</2></1> in <3/>.')
      await page.keyboard.press('Alt+Shift+ArrowRight')
      await expect.poll(() => encoded(desk, 4)).toBe('See the <1>book of <2>coffee</2></1> in <3/>.')
      await page.keyboard.press('Control+Z')
      await page.keyboard.press('Control+Z')
      await expect.poll(() => encoded(desk, 4)).toBe('See <1>the book of <2>coffee</2></1> in <3/>.')
    })
  })

  test('without a keyboard a chip is moved by buttons, and the caret stays with it', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await at(page, 4).locator('.target').click()
      await page.keyboard.press('Control+Home')
      for (let letters = 0; letters < 4; letters++) await page.keyboard.press('ArrowRight')
      await page.getByRole('button', { name: 'Move it right' }).click()
      await expect.poll(() => encoded(desk, 4)).toBe('See the<1> book of <2>coffee</2></1> in <3/>.')
      await page.getByRole('button', { name: 'Move it left' }).click()
      await expect.poll(() => encoded(desk, 4)).toBe('See <1>the book of <2>coffee</2></1> in <3/>.')
    })
  })

  test('pasted text is plain and one line; copied text has no chips', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await at(page, 4).locator('.target').click()
      await page.keyboard.press('Control+A')
      await page.keyboard.press('Control+C')
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('See the book of coffee in .')
      await page.evaluate(async () => {
        const html = new Blob(['<b onclick="alert(1)">bold</b><img src=x>'], { type: 'text/html' })
        const text = new Blob(['two\r\nlines\tand <b>bold</b>'], { type: 'text/plain' })
        await navigator.clipboard.write([new ClipboardItem({ 'text/html': html, 'text/plain': text })])
      })
      await page.keyboard.press('Control+V')
      await expect.poll(() => encoded(desk, 4)).toBe('two lines and &lt;b>bold&lt;/b><1><2></2></1><3/>')
      await page.keyboard.press('Control+A')
      await page.keyboard.press('Control+X')
      await expect.poll(() => encoded(desk, 4)).toBe('')
    })
  })

  test('an input method composes beside chips, and over a selection with chips in it', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      const session = await page.context().newCDPSession(page)
      await at(page, 4).locator('.target').click()
      await page.keyboard.press('Control+Home')
      await session.send('Input.imeSetComposition', { text: 'きょう', selectionStart: 3, selectionEnd: 3 })
      await session.send('Input.insertText', { text: '今日' })
      await expect.poll(() => encoded(desk, 4)).toBe('今日See <1>the book of <2>coffee</2></1> in <3/>.')
      await page.keyboard.press('Control+A')
      await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
      await session.send('Input.insertText', { text: '日' })
      await expect.poll(() => encoded(desk, 4)).toBe('日<1><2></2></1><3/>')
    })
  })

  test('Tab goes on writing in the next sentence, the others of the row stay in view', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await at(page, 2).locator('.target').click()
      await page.keyboard.type('!')
      await page.keyboard.press('Tab')
      await page.keyboard.type('?')
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      await expect.poll(() => targetOf(desk, 2)).toMatch(/!$/)
      await expect.poll(() => targetOf(desk, 2, 's2')).toMatch(/\?$/)
      expect(await at(page, 2, 's2').isVisible()).toBe(true)
    })
  })

  test('the editor has the direction and the language of its side', async () => {
    await withApp(browser, { rows: everything() }, async ({ page }) => {
      await at(page, 5).locator('.target').click()
      expect(
        await field(page).evaluate((element) => [element.getAttribute('dir'), element.getAttribute('lang')]),
      ).toEqual(['ltr', 'en'])
      expect(
        await at(page, 5)
          .locator('.source')
          .evaluate((cell) => getComputedStyle(cell).direction),
      ).toBe('rtl')
    })
  })
})

describe('deciding', () => {
  test('one key approves and goes to the next doubtful sentence', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await page.keyboard.press('d')
      await page.keyboard.press('a')
      await expect.poll(() => stateOf(desk, 2, 's2')).toBe('reviewed')
      const place = (): Promise<string | null> =>
        page.evaluate(() => document.activeElement?.getAttribute('data-place') ?? null)
      await expect.poll(place).toBe(`${unitOf(5)}/s1`)
      await page.keyboard.press('a') // nothing to approve yet
      expect(stateOf(desk, 5)).toBe('initial')
      await page.keyboard.press('Enter')
      await page.keyboard.type('The Russian side confirmed its readiness to cooperate.')
      await page.keyboard.press('Control+Enter')
      await expect.poll(() => stateOf(desk, 5)).toBe('reviewed')
      expect(targetOf(desk, 5)).toBe('The Russian side confirmed its readiness to cooperate.')
      await expect.poll(place).toBe(`${unitOf(6)}/s1`)
    })
  })

  test('needs work with a note, notes, waivers and fixes go by keyboard', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('w')
      await page.keyboard.type('المصطلح غير دقيق')
      await page.keyboard.press('Enter')
      await expect.poll(() => desk.row(unitOf(2)).segments[0]?.mark).toBe('needs-work')
      expect(desk.row(unitOf(2)).notes).toEqual(['المصطلح غير دقيق'])
      await page.keyboard.press('n')
      await page.keyboard.type('Ask Layla.')
      await page.keyboard.press('Enter')
      await expect.poll(() => desk.row(unitOf(2)).notes).toContain('Ask Layla.')
      await page.keyboard.press('ArrowDown')
      await page.getByRole('button', { name: 'Waive…' }).click()
      await page.keyboard.type('The number is a name.')
      await page.keyboard.press('Enter')
      await expect.poll(() => desk.row(unitOf(2)).segments[1]?.waived).toEqual({ numbers: 'The number is a name.' })
      await page.keyboard.press('z')
      await expect.poll(() => desk.row(unitOf(2)).segments[1]?.findings.length).toBe(1)
      await at(page, 2, 's2').locator('.sign', { hasText: '1 finding' }).waitFor()
      await page.keyboard.press('x')
      await expect.poll(() => targetOf(desk, 2, 's2')).toContain('calm')
    })
  })

  test('sentences are split, moved and joined by keyboard, and that is undone', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      const before = desk.row(unitOf(2))
      const texts = (side: 'source' | 'target'): readonly string[] =>
        desk.row(unitOf(2)).segments.map((segment) => encodeContent(segment[side] ?? []))
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('s')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Home')
      await page.keyboard.press('ArrowLeft') // on, in Arabic
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Home')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await expect.poll(() => texts('source').length).toBe(3)
      expect(texts('source')[0]).toBe('بحث وزير')
      expect(texts('target')[0]).toBe('The')
      await page.keyboard.press('m')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Enter')
      await expect.poll(() => texts('source')[0]).toBe('بحث وزير الخارجية')
      await page.keyboard.press('+')
      await expect.poll(() => texts('source').length).toBe(2)
      expect(texts('source')).toEqual(before.segments.map(({ source }) => encodeContent(source)))
      for (const count of [3, 3, 2]) {
        await page.keyboard.press('z')
        await expect.poll(() => texts('source').length).toBe(count)
      }
      await expect.poll(() => texts('target')).toEqual(before.segments.map(({ target = [] }) => encodeContent(target)))
    })
  })

  test('the key sheet opens on ? and says every key', async () => {
    await withApp(browser, { rows: everything() }, async ({ page }) => {
      await page.keyboard.press('?')
      const sheet = page.getByRole('dialog', { name: 'Keys' })
      await sheet.waitFor()
      expect(await sheet.textContent()).toContain('Approve, and go to the next doubtful one')
      await page.keyboard.press('Escape')
      await sheet.waitFor({ state: 'detached' })
      expect(await at(page, 1).evaluate((line) => line === document.activeElement)).toBe(true)
    })
  })
})
