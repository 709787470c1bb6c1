/** For learners: the translation covered, verse in halves; all without a script. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Edition } from '../../src/edition/edition.ts'
import { formats } from '../../src/edition/formats.ts'
import { launchChromium } from '../browser.ts'
import { geometryFaults } from './geometry.ts'
import { makeEdition, PLAIN, toHtml } from './make-edition.ts'
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

const POEM = `# قَصِيدَة

قِفَا نَبْكِ مِنْ ذِكْرَى حَبِيبٍ وَمَنْزِلِ *** بِسِقْطِ اللِّوَى بَيْنَ الدَّخُولِ فَحَوْمَلِ
على قدر أهل العزم تأتي العزائم *** وتأتي على قدر الكرام المكارم

نثر فيه كلمة مُشكَّلة و\`كُود\` عن Node.js سنة ٢٠٢٤. وهـٰذا «مُقتبَس».

نثر بلا علامات.`

/** Of a short metre, which has room beside each other on a screen. */
const SHORT = `# قَصِيدَة

قِفَا نَبْكِ مِنْ ذِكْرَى حَبِيبٍ *** وَمَنْزِلِ بِسِقْطِ اللِّوَى
على قدر أهل العزم *** تأتي العزائم حقا`

function poem(text = POEM): Edition {
  return makeEdition('a.md', text, (sentence) => ({
    target: sentence.includes('قِفَا') || sentence.includes('قدر') ? 'Halt, and weep<1/>for an abode.' : 'Plain words.',
  }))
}

async function choose(page: Page, id: string): Promise<void> {
  await page.locator(`label:has(#${id})`).click()
  await page.mouse.move(0, 0)
}

describe('the translation covered', () => {
  /** What is on top at the middle of the first character of each translation: its text, or the cover. */
  const covered = (page: Page): Promise<readonly boolean[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('.row[id] > .target')].map(
        (cell) => getComputedStyle(cell, '::after').display === 'block',
      ),
    )

  test.each([1280, 390])(
    'at %i px: by pointer, by keyboard and by finger one row shows, and no other',
    async (width) => {
      const file = await folder.draw('covered', fixture('article'))
      await withPage(browser, file, { width }, async (page) => {
        const all = (await covered(page)).length
        expect(await covered(page)).toEqual(Array.from({ length: all }, () => false))
        await choose(page, 'view-learn')
        const none = await covered(page)
        expect(none.filter(Boolean)).toHaveLength(await page.locator('.row[id]:not(.missing)').count())
        const row = page.locator('.row[id]:not(.missing)').nth(2)
        const index = await row.evaluate((each) => [...document.querySelectorAll('.row[id]')].indexOf(each))
        const one = none.with(index, false)
        await row.locator('.source').hover()
        expect(await covered(page)).toEqual(none)
        await row.locator('.target').hover()
        expect(await covered(page)).toEqual(one)
        await page.mouse.move(0, 0)
        await row.locator('a.no').focus()
        expect(await covered(page)).toEqual(one)
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()) // what has the focus is an element
        await row.locator('.target').tap()
        await page.mouse.move(0, 0)
        await expect.poll(() => covered(page)).toEqual(one)
        await page.emulateMedia({ media: 'print' })
        expect((await covered(page)).some(Boolean)).toBe(false)
      })
    },
  )

  test('the cover leaves no ink to be seen', async () => {
    const file = await folder.draw('cover', poem())
    await withPage(browser, file, { script: true }, async (page) => {
      await choose(page, 'view-learn')
      expect(await geometryFaults(page, { wide: true })).toEqual([])
      const before = await page.screenshot({ fullPage: true })
      await page.addStyleTag({ content: '.row[id] > .target * { color: transparent !important }' })
      expect((await page.screenshot({ fullPage: true })).equals(before)).toBe(true)
      await choose(page, 'view-both')
      expect((await page.screenshot({ fullPage: true })).equals(before)).toBe(false)
    })
  })
})

describe('verse', () => {
  /** Boxes of the halves, and whether each is one line that fills its width. */
  const halves = (
    page: Page,
  ): Promise<
    readonly {
      readonly left: number
      readonly right: number
      readonly width: number
      readonly top: number
      readonly lines: number
      readonly isFull: boolean
    }[]
  > =>
    page.evaluate(() =>
      [...document.querySelectorAll('.source .half')].map((half) => {
        const range = document.createRange()
        range.selectNodeContents(half)
        const [box, text] = [half.getBoundingClientRect(), range.getBoundingClientRect()]
        const pitch = Number.parseFloat(getComputedStyle(half).lineHeight)
        return {
          left: Math.round(box.left),
          right: Math.round(box.right),
          width: Math.round(box.width),
          top: Math.round(box.top),
          lines: Math.round(box.height / pitch),
          isFull: Math.abs(box.width - text.width) < 2,
        }
      }),
    )

  test.each([
    [1280, 'screen', true, SHORT],
    [1280, 'screen', false],
    [896, 'screen', false],
    [390, 'screen', false],
    [320, 'screen', false],
    [672, 'print', false],
    [900, 'print', true],
  ] as const)('at %i px on %s: two halves of one width, justified', async (width, media, isBeside, text?: string) => {
    const edition = poem(text)
    // How wide a system's own faces are, nobody knows: there a half may take a second line, and stand below the other.
    for (const [file, isOwnFace] of [
      [await folder.draw('verse', edition), true],
      [folder.save('verse-plain', toHtml(edition, PLAIN)), false],
    ] as const)
      await withPage(browser, file, { width }, async (page) => {
        await page.emulateMedia({ media })
        const found = await halves(page)
        expect(found).toHaveLength(4)
        expect(new Set(found.map(({ width: own }) => own)).size).toBe(1)
        if (isOwnFace) expect(found.map(({ lines, isFull }) => [lines, isFull])).toEqual(found.map(() => [1, true]))
        else expect(Math.max(...found.map(({ lines }) => lines))).toBeLessThan(3)
        for (const index of [0, 2]) {
          const [first, second] = [found[index], found[index + 1]]
          if (!first || !second) throw new Error('half a verse')
          if (!isOwnFace && second.top > first.top) continue
          expect(second.left).toBeLessThan(first.left)
          if (isBeside) expect([second.top, second.right < first.left]).toEqual([first.top, true])
          else if (isOwnFace) expect(second.top).toBeGreaterThan(first.top)
        }
        const indents = await page.evaluate(() =>
          [...document.querySelectorAll('.target .half')].map((half) => {
            const range = document.createRange()
            range.selectNodeContents(half)
            return Math.round(
              range.getBoundingClientRect().left - (half.closest('.cell')?.getBoundingClientRect().left ?? 0),
            )
          }),
        )
        expect(indents[0]).toBe(0)
        expect(indents[1]).toBeGreaterThan(16)
        if (media === 'screen') expect(await geometryFaults(page, { wide: width >= 896 })).toEqual([])
      })
  })
})

test('whose words each row is: shown when asked, in words, a name of any direction within its own', async () => {
  const edition = makeEdition('a.md', 'أولى.\n\nثانية.\n\nثالثة.\n\nرابعة.', (sentence) =>
    sentence.startsWith('أولى')
      ? { target: 'One.' }
      : sentence.startsWith('ثانية')
        ? { target: 'Two.', state: 'reviewed', origin: { kind: 'person', name: 'ليلى \u202E<b>حداد' } }
        : sentence.startsWith('ثالثة')
          ? { target: 'Three.', origin: { kind: 'person' } }
          : undefined,
  )
  await withPage(browser, folder.save('origins', toHtml(edition, PLAIN)), {}, async (page) => {
    expect(await page.locator('.origin:visible').count()).toBe(0)
    await choose(page, 'origins')
    expect(
      await page
        .locator('.origin:visible')
        .evaluateAll((all) =>
          all.map((each) => (each.getAttribute('data-origin') ?? '').replace(/[\u2068\u2069]/g, '')),
        ),
    ).toEqual(['sample sample-1 · machine draft', 'ليلى <b>حداد · reviewed', 'a person · draft'])
    expect(await geometryFaults(page, { wide: true })).toEqual([])
  })
})

test('books and data have every word once', () => {
  const edition = poem()
  for (const [name, { draft, printed }] of Object.entries(formats)) {
    // A print of the page has what the page has.
    if (name === 'html' || printed === 'page') continue
    const { shown, finish } = draft(edition, PLAIN)
    const written = finish([])
    const text = shown + (typeof written === 'string' ? written : '')
    expect([name, /قفا|مشكلة|class="(?:bare|voc|bayt)"/.exec(text)?.[0]]).toEqual([name, undefined])
  }
})
