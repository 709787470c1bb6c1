/** For learners: the translation covered, tashkeel shown or hidden, verse in halves; all without a script. */
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

describe('tashkeel', () => {
  const MARKED = `${POEM}

بِسْمِ اللَّهِ الرَّحْمٰنِ الرَّحِيمِ، لَا إِلٰهَ إِلَّا اللّٰهُ، **كَلَّا** لَيُنْبَذَنَّ فِي *الْحُطَمَةِ*. السَّلَامُ عَلَيْكُمْ!`
  const MARKS = /\u0640\u0670|[\u064B-\u0652\u0670]/g

  /** Every word of the source as it is drawn: its text, and the place and size of its box. */
  const words = (page: Page): Promise<readonly { readonly text: string; readonly box: readonly number[] }[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.row[id] > .source')].flatMap((cell) => {
        const places: { readonly node: Text; readonly at: number }[] = []
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode())
          if (node.parentElement?.checkVisibility() === true)
            for (let at = 0; at < node.length; at++) places.push({ node, at })
        const text = places.map(({ node, at }) => node.data[at]).join('')
        return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => {
          const [first, last] = [places[index], places[index + word.length - 1]]
          const range = document.createRange()
          if (first) range.setStart(first.node, first.at)
          if (last) range.setEnd(last.node, last.at + 1)
          const { left, width, top, height } = range.getBoundingClientRect()
          return { text: word, box: [left, width, top, height] }
        })
      }),
    )

  const differences = (
    one: Awaited<ReturnType<typeof words>>,
    other: Awaited<ReturnType<typeof words>>,
  ): readonly string[] =>
    one.length !== other.length
      ? [`${one.length} words, ${other.length} words`]
      : one.flatMap(({ text, box }, index) => {
          const with_ = other[index]
          const isSame =
            with_?.text === text && box.every((each, side) => Math.abs(each - (with_.box[side] ?? 0)) < 0.5)
          return isSame ? [] : [`${text} ${box.join(' ')}: ${with_?.text} ${with_?.box.join(' ')}`]
        })

  /** Heights of paragraphs without verse, by what is drawn of their texts. */
  const prose = (page: Page): Promise<readonly (readonly [string, number])[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.row[id] > .source > p:not(:has(.half))')].map((paragraph) => {
        const drawn = (node: Node): string => {
          if (node instanceof Text) return node.data
          if (!(node instanceof HTMLElement)) return ''
          const after = getComputedStyle(node, '::after').content
          const own = /^"([^"]*)"/.exec(after)?.[1]
          return own ?? [...node.childNodes].map(drawn).join('')
        }
        return [drawn(paragraph), Math.round(paragraph.getBoundingClientRect().height)] as const
      }),
    )

  test.each([
    ['its own face', true, 1280],
    ['its own face', true, 390],
    ['a face of the system', false, 1280],
  ] as const)(
    'every word stands as it would without the choice, and its bare form as it would alone: %s',
    async (_, embeds, width) => {
      const edition = poem(MARKED)
      const file = embeds ? await folder.draw('marks', edition) : folder.save('marks-system', toHtml(edition, PLAIN))
      const bare = poem(
        MARKED.replace(/^(.*)`كُود`(.*)$/m, '$1`X`$2')
          .replace(MARKS, '')
          .replace('`X`', '`كُود`'),
      )
      const bareFile = embeds ? await folder.draw('bare', bare) : folder.save('bare-system', toHtml(bare, PLAIN))
      const bareProse = await withPage(browser, bareFile, { width, script: true }, prose)
      await withPage(browser, file, { width, script: true }, async (page) => {
        const shown = await words(page)
        expect(shown.map(({ text }) => text).join(' ')).toContain('كَلَّا لَيُنْبَذَنَّ فِي الْحُطَمَةِ')
        // Without the elements round the texts every word stands where it stood, on whatever line.
        await page.evaluate(() => {
          for (const each of document.querySelectorAll('.voc')) each.replaceWith(each.textContent ?? '')
          document.querySelector('article')?.normalize()
        })
        expect(differences(shown, await words(page))).toEqual([])
      })
      await withPage(browser, file, { width, script: true }, async (page) => {
        await choose(page, 'tashkeel')
        // Halves of verse have a width of their own, which letters with marks are counted for.
        expect(await prose(page)).toEqual(bareProse)
        expect(await geometryFaults(page, { wide: width > 900 })).toEqual([])
      })
    },
  )

  test('the text is what is found, and what is copied, shown or hidden; each word stands once', async () => {
    await withPage(browser, await folder.draw('marks', poem(MARKED)), { script: true }, async (page) => {
      const cells = (): Promise<readonly string[]> =>
        page.locator('.row[id] > .source').evaluateAll((all) => all.map((each) => each.textContent ?? ''))
      expect((await cells()).join('\n')).toContain(
        'بِسْمِ اللَّهِ الرَّحْمٰنِ الرَّحِيمِ، لَا إِلٰهَ إِلَّا اللّٰهُ، كَلَّا لَيُنْبَذَنَّ فِي الْحُطَمَةِ. السَّلَامُ عَلَيْكُمْ!',
      )
      const copied = (): Promise<string> =>
        page.evaluate(() => {
          getSelection()?.selectAllChildren(document.querySelector('article') ?? document.body)
          return String(getSelection())
        })
      expect(await copied()).toContain('كلمة مُشكَّلة وكُود عن Node.js')
      const find = (words: string): Promise<boolean> =>
        page.evaluate((each) => {
          getSelection()?.removeAllRanges()
          return (window as unknown as { find: (text: string) => boolean }).find(each) // no standard has it, every browser does
        }, words)
      expect(await find('لَيُنْبَذَنَّ فِي')).toBe(true)
      await choose(page, 'tashkeel')
      expect(await copied()).toContain('كلمة مُشكَّلة وكُود عن Node.js')
    })
  })

  test('a document without it has no such choice, and paper has nothing to choose', () => {
    const html = toHtml(
      makeEdition('a.md', 'نثر بلا علامات و`كُود`.', () => ({ target: 'Plain.' })),
      PLAIN,
    )
    expect(html).not.toContain('id="tashkeel"')
    expect(html).not.toContain('class="voc"')
    expect(formats.pdf.draft(poem(), PLAIN).finish([])).not.toContain('class="voc"')
    expect(formats.epub.draft(poem(), PLAIN).shown).not.toContain('class="voc"')
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
    [733, 'print', false],
    [960, 'print', true],
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
  test('a half whose letters are wider than most stays one line', async () => {
    const wide =
      '# شعر\n\nفهل عند رسم دارس من معول *** لدى سمرات الحي ناقف حنظل\n\nالسيف أصدق أنباء من الكتب *** في حده الحد بين الجد واللعب'
    const edition = makeEdition('a.md', wide, () => ({ target: 'Words<1/>of a line' }))
    const file = await folder.draw('wide-verse', edition)
    for (const width of [320, 896, 1100, 1280, 1920])
      await withPage(browser, file, { width }, async (page) => {
        expect(
          (await halves(page)).map(({ lines }) => lines),
          `${width} px`,
        ).toEqual([1, 1, 1, 1])
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
  for (const [name, { draft, printed, takesRows }] of Object.entries(formats)) {
    // A print of the page has what the page has; a page for review has rows, and no edition.
    if (name === 'html' || printed === 'page' || takesRows) continue
    const { shown, finish } = draft(edition, PLAIN)
    const written = finish([])
    const text = shown + (typeof written === 'string' ? written : '')
    expect([name, /قفا|مشكلة|class="(?:bare|voc|bayt)"/.exec(text)?.[0]]).toEqual([name, undefined])
  }
})
