/** What a reader does on the page: views, pairs, keyboard, touch, notes, copying; in a real browser. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf, type Edition } from '../../src/edition/edition.ts'
import { draftMonoHtml } from '../../src/edition/mono/mono-html.ts'
import { toMarkdown } from '../../src/edition/markdown/markdown.ts'
import { launchChromium } from '../browser.ts'
import { makeEdition, PLAIN, toHtml } from './make-edition.ts'
import { fixture, pageFolder, withPage } from './pages.ts'

const WASH = 'rgb(244, 234, 211)'
const folder = pageFolder()
let browser: Browser
let everything: Edition
let file: string

beforeAll(async () => {
  browser = await launchChromium()
  everything = fixture('everything')
  file = await folder.draw('everything', everything)
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

describe('Nothing is silently wrong', () => {
  test('a missing row and a missing sentence are boxes in both languages, and the source is not in their place', async () => {
    await withPage(browser, file, {}, async (page) => {
      expect(await page.locator('.row[data-state=missing] .target .missing-box').count()).toBe(
        await page.locator('.row[data-state=missing]').count(),
      )
      expect(await page.locator('.row[data-state=missing] .missing-box').first().innerText()).toMatch(
        /Not translated\s+لم تُترجَم بعد/,
      )
      expect(await page.locator('.target').allInnerTexts()).not.toContainEqual(
        expect.stringContaining('ولم تترجم هذه الجملة'),
      )
    })
  })

  test('the counts add up, and only a machine is called one', async () => {
    const { rows, states } = everything.counts
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(rows)
    await withPage(browser, file, {}, async (page) => {
      const person = page.locator('.row', { hasText: 'A person wrote this.' })
      expect(await person.locator('.no .hide').innerText()).toMatch(/^Paragraph \d+ draft$/)
      expect(await person.locator('.target').getAttribute('lang')).toBe('en')
      expect(await page.locator('.row', { hasText: 'Second item' }).locator('.target').getAttribute('lang')).toBe(
        'en-x-mtfrom-ar',
      )
      expect(await page.locator('.account .target').innerText()).toContain('Machine translation, not reviewed.')
      expect(await page.locator('.account .source').innerText()).toContain('ترجمة آلية لم تُراجَع.')
      expect(await page.locator('.colophon .target').innerText()).toContain(
        `${rows} paragraphs, ${everything.counts.sentences} sentences`,
      )
    })
  })

  test('every state has a shape of its own, and words where it is out of the ordinary', async () => {
    const states = ['missing', 'stale', 'pseudo', 'draft', 'reviewed', 'carried']
    const edition = makeEdition('a.txt', states.map((_, at) => `جملة ${at}`).join('\n\n'), (sentence) => {
      const state = states[Number(/\d/.exec(sentence)?.[0])]
      if (state === 'missing') return undefined
      if (state === 'stale') return { target: 'S', mark: 'stale', oldSource: 'جملة قديمة' }
      if (state === 'pseudo') return { target: 'P', origin: { kind: 'pseudo' } }
      return { target: 'T', state: state === 'reviewed' ? 'reviewed' : 'translated' }
    })
    await withPage(browser, folder.save('states', toHtml(edition, PLAIN)), {}, async (page) => {
      const looks = await page.evaluate(() =>
        [...document.querySelectorAll('.row[id] .bead')].map((bead) => {
          const { borderRadius, borderStyle, backgroundImage, backgroundColor, rotate } = getComputedStyle(bead)
          return [borderRadius, borderStyle, backgroundImage, backgroundColor, rotate].join(' ')
        }),
      )
      expect(new Set(looks.slice(0, 5)).size).toBe(5)
      const shown = await page.locator('.row[id]').allInnerTexts()
      expect(shown[0]).toContain('لم تُترجَم بعد')
      expect(shown[1]).toContain('The source has changed since this was translated.')
      expect(shown[4]).toMatch(/reviewed\s+روجعت/)
    })
  })

  test('a stale row shows what changed, with words for those who do not see the strokes', async () => {
    await withPage(browser, file, {}, async (page) => {
      const row = page.locator('.row[data-state=stale]')
      await row.locator('summary').click()
      expect(await row.locator('del').innerText()).toContain('قديم')
      expect(await row.locator('del .hide').textContent()).toBe('محذوف: ')
      expect(await row.locator('ins .hide').textContent()).toBe('مضاف: ')
    })
  })
})

describe('views', () => {
  test('one language alone hides the other, on paper too, at every width, tables too', async () => {
    for (const [edition, path] of [
      [everything, file],
      [fixture('tables'), folder.save('tables', toHtml(fixture('tables'), PLAIN))],
    ] as const)
      await withPage(browser, path, {}, async (page) => {
        for (const width of [320, 390, 820, 896, 1280])
          for (const [view, hidden] of [
            ['source', 'target'],
            ['target', 'source'],
          ] as const) {
            await page.setViewportSize({ width, height: 900 })
            await page.evaluate((name) => document.querySelector<HTMLInputElement>(`#view-${name}`)?.click(), view)
            for (const media of ['screen', 'print'] as const) {
              await page.emulateMedia({ media })
              const seen = await page.evaluate(
                ([shown, other]) => {
                  const visible = (selector: string): number =>
                    [...document.querySelectorAll(selector)].filter((each) => each.getBoundingClientRect().height > 0)
                      .length
                  return {
                    shown: visible(`.row[id] .${shown}`),
                    other: visible(`.${other}`),
                    numbers: visible(shown === 'source' ? '.n-rtl' : '.n-ltr'),
                    others: visible(shown === 'source' ? '.n-ltr' : '.n-rtl'),
                    isTooWide: document.documentElement.scrollWidth > innerWidth,
                    onText: [...document.querySelectorAll('.row[id]')].filter((row) => {
                      const number = row
                        .querySelector(shown === 'source' ? '.n-rtl' : '.n-ltr')
                        ?.getBoundingClientRect()
                      const text = row.querySelector(`.${shown} > *`)?.getBoundingClientRect()
                      return (
                        number &&
                        text &&
                        number.left < text.right - 1 &&
                        number.right > text.left + 1 &&
                        number.bottom > text.top + 12 &&
                        number.top < text.bottom - 12
                      )
                    }).length,
                  }
                },
                [view, hidden] as const,
              )
              const rows = rowsOf(edition).length
              expect([width, view, media, seen]).toEqual([
                width,
                view,
                media,
                { shown: rows, other: 0, numbers: rows, others: 0, isTooWide: false, onText: 0 },
              ])
            }
            await page.emulateMedia({ media: 'screen' })
          }
      })
  })
})

describe('pairs', () => {
  /** Numbers of the sentences that are lit, by side. */
  const lit = (page: Page): Promise<readonly string[]> =>
    page.evaluate(
      (wash) =>
        [...document.querySelectorAll<HTMLElement>('.s')]
          .filter((sentence) => getComputedStyle(sentence).backgroundColor === wash)
          .map(
            (sentence) =>
              `${sentence.closest('.row')?.id} ${sentence.closest('.cell')?.className.split(' ')[0]} ${sentence.dataset.s}`,
          ),
      WASH,
    )
  /** The middle of a sentence's first character: its box may span lines that are others'. */
  const at = (page: Page, id: string, side: string, number: number): Promise<[number, number]> =>
    page.evaluate(
      ([row, name, which]): [number, number] => {
        const sentence = document.querySelector(`#${row} .${name} [data-s="${which}"]`)
        sentence?.scrollIntoView({ block: 'center' })
        const range = document.createRange()
        const node = document.createTreeWalker(sentence ?? document.body, NodeFilter.SHOW_TEXT).nextNode()
        if (node) range.setStart(node, 0)
        if (node) range.setEnd(node, 1)
        const { x, y, width, height } = range.getBoundingClientRect()
        return [x + width / 2, y + height / 2]
      },
      [id, side, number] as const,
    )

  /**
   * Takes focus and pointer away until nothing is lit: a tap lights its pair as it touches, and the
   * browser gives focus and hover a moment later, on a busy machine after the next step.
   */
  const leave = async (page: Page): Promise<void> => {
    let nudge = 0
    await expect
      .poll(async () => {
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()) // whatever has the focus is an element of the page
        await page.mouse.move(0, nudge++ % 2)
        return lit(page)
      })
      .toEqual([])
  }
  const focused = async (page: Page): Promise<void> => {
    await page.waitForFunction(() => document.activeElement !== document.body)
  }

  test('hover, click, tap and focus light exactly the pair, in rows of text, in notes and in cells', async () => {
    const text =
      'أولى. ثانية. ثالثة.\n\n| رأس |\n| --- |\n| خلية أولى. خلية ثانية. |\n\nنص[^1].\n\n[^1]: حاشية أولى. حاشية ثانية.'
    const edition = makeEdition('a.md', text, () => ({ target: 'Some words here.' }))
    for (const width of [1280, 390])
      await withPage(browser, folder.save('pairs', toHtml(edition, PLAIN)), { width }, async (page) => {
        const rows = rowsOf(edition).filter(({ source }) => source.length > 1)
        expect(rows).toHaveLength(3)
        for (const { id, source } of rows)
          for (const { number } of source)
            for (const side of ['source', 'target']) {
              const pair = [`${id} source ${number}`, `${id} target ${number}`]
              await page.mouse.move(...(await at(page, id, side, number)))
              await expect.poll(() => lit(page)).toEqual(pair)
              await leave(page)
              await page.mouse.click(...(await at(page, id, side, number)))
              await page.mouse.move(0, 0)
              await expect.poll(() => lit(page)).toEqual(pair)
              await focused(page)
              await leave(page)
              await page.touchscreen.tap(...(await at(page, id, side, number)))
              await page.mouse.move(0, 0)
              await expect.poll(() => lit(page)).toEqual(pair)
              await focused(page)
              await leave(page)
            }
      })
  })

  test('the style does not grow with the sentences of a row without end', () => {
    const style = (sentences: number): number => {
      const text = Array.from({ length: sentences }, (_, index) => `جملة ${index}.`).join(' ')
      const html = toHtml(
        makeEdition('a.txt', text, () => ({ target: 'Words.' })),
        PLAIN,
      )
      return html.indexOf('</style>') - html.indexOf('<style>')
    }
    expect(style(50)).toBeGreaterThan(style(2))
    expect(style(2000)).toBe(style(100))
    expect(style(2000)).toBeLessThan(40_000)
  })

  test('a row of one sentence has nothing to light', async () => {
    await withPage(browser, file, {}, async (page) => {
      const alone = page.locator('.row', { hasText: 'A person wrote this.' })
      await alone.locator('.target').hover()
      expect(await lit(page)).toEqual([])
      expect(await alone.locator('.s').count()).toBe(0)
    })
  })
})

describe('keyboard', () => {
  test('the skip link comes first and leads into the text; then the views, the numbers and links in order, each with a ring', async () => {
    await withPage(browser, file, {}, async (page) => {
      const focused = (): Promise<string> =>
        page.evaluate(() => {
          const element = document.activeElement
          const ring = element?.matches('.views input') ? element.closest('label') : element
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(ring ?? document.body)
          return `${element?.getAttribute('href') ?? element?.id} ${outlineStyle} ${outlineWidth} ${outlineColor}`
        })
      const ring = 'solid 2px rgb(134, 29, 18)'
      await page.keyboard.press('Tab')
      expect(await focused()).toBe(`#text ${ring}`)
      const skip = await page.evaluate(() => {
        const { width, height } = document.activeElement?.getBoundingClientRect() ?? new DOMRect()
        return {
          isShown: width > 40 && height > 20,
          clip: getComputedStyle(document.activeElement ?? document.body).clipPath,
        }
      })
      expect(skip).toEqual({ isShown: true, clip: 'none' })
      await page.keyboard.press('Tab')
      expect(await focused()).toBe(`view-both ${ring}`)
      await page.keyboard.press('ArrowRight')
      expect(await focused()).toBe(`view-source ${ring}`)
      expect(await page.locator('.row[id] .target:visible').count()).toBe(0)
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Tab')
      expect(await focused()).toBe(`origins ${ring}`)
      const order: string[] = []
      const links = await page.evaluate(() =>
        [...document.querySelectorAll('article :is(a[href], summary)')].map((each) => each.getAttribute('href') ?? ''),
      )
      for (const _ of links) {
        await page.keyboard.press('Tab')
        const [href = '', ...style] = (await focused()).split(' ')
        order.push(href)
        expect(style.join(' ')).toBe(ring)
      }
      expect(order).toEqual(links)
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
    })
    await withPage(browser, file, {}, async (page) => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(new URL(page.url()).hash).toBe('#text')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(
        `#${rowsOf(everything)[0]?.id}`,
      )
    })
  })
})

test('copying gives text pairs, without the numbers and beads between them', async () => {
  for (const path of [file, folder.save('tables', toHtml(fixture('tables'), PLAIN))])
    await withPage(browser, path, {}, async (page) => {
      const copied = await page.evaluate(() => {
        const article = document.querySelector('article')
        if (article) getSelection()?.selectAllChildren(article)
        return getSelection()?.toString() ?? ''
      })
      const lines = copied.split('\n').filter((line) => line.trim() !== '')
      expect(copied).not.toMatch(/Paragraph \d|^\d+$|^[\u0660-\u0669]+$|○|●/)
      const edition = path === file ? everything : fixture('tables')
      expect(lines.length).toBeGreaterThan(rowsOf(edition).length)
      for (const title of [edition.title.source, edition.title.target]) expect(copied).toContain(title)
    })
})

describe('notes', () => {
  test('they are counted once, and lead there and back on their own side', async () => {
    await withPage(browser, file, {}, async (page) => {
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

  test('a note that ends in a list or in code leads back from its last words, and one rule stands above all', async () => {
    const text =
      'نص[^1] وآخر[^2] وثالث[^3] ورابع[^1].\n\n[^1]: أولى\n\n    - بند\n\n[^2]: ثانية\n\n    ```\n    x\n    ```\n\n[^3]: > ثالثة'
    const edition = makeEdition('a.md', text, () => ({ target: 'Words' }))
    const html = toHtml(edition, PLAIN)
    expect(html.match(/note-row note-start/g)).toHaveLength(1)
    const waysBack = (page: string): readonly (readonly string[])[] =>
      Array.from(page.matchAll(/<(?:li|p)[^>]*>((?:(?!<\/(?:li|p)>).)*backref.*?)<\/(?:li|p)>/g), ([, block = '']) => [
        block.replace(/<[^>]*>/g, '').trim(),
        ...Array.from(block.matchAll(/backref="" href="([^"]*)"/g), ([, to = '']) => to),
      ])
    expect(waysBack(html)).toEqual([
      ['بند ↑ ↑٢', '#s-fnref-1', '#s-fnref-1-2'],
      ['Words ↑ ↑2', '#t-fnref-1', '#t-fnref-1-2'],
      ['٢. ثانية ↑', '#s-fnref-2'],
      ['2. Words ↑', '#t-fnref-2'],
      ['٣. ثالثة ↑', '#s-fnref-3'],
      ['3. Words ↑', '#t-fnref-3'],
    ])
    expect(waysBack(draftMonoHtml(edition, 'target', PLAIN).finish([]))).toEqual([
      ['Words ↑ ↑2', '#t-fnref-1', '#t-fnref-1-2'],
      ['Words ↑', '#t-fnref-2'],
      ['Words ↑', '#t-fnref-3'],
    ])
  })

  test('the way back of a note whose mark has no translation leads to the place of that', () => {
    const text = 'نص[^1]. ناقص[^2].\n\nناقص[^3].\n\n[^1]: أولى\n\n[^2]:\n    - ثانية\n\n[^3]:\n    - ثالثة'
    const edition = makeEdition('a.md', text, (said) => (said.startsWith('ناقص') ? {} : { target: 'Words' }))
    for (const page of [toHtml(edition, PLAIN), draftMonoHtml(edition, 'target', PLAIN).finish([])].map(String))
      for (const mark of ['fnref-2', 'fnref-3']) {
        expect(page.split(`href="#t-${mark}"`)).toHaveLength(2)
        expect(page.split(`id="t-${mark}"`)).toHaveLength(2)
      }
    expect(toMarkdown(edition).match(/<a id="t-fnref-[23]"><\/a>\*\*Not translated/g)).toHaveLength(2)
  })

  test('a list inside a note stays a list, and the next note keeps its number', async () => {
    const text = 'نص[^1] وآخر[^2].\n\n[^1]: أولى\n\n    1. بند\n    2. ثانٍ\n\n[^2]: ثانية'
    const edition = makeEdition('a.md', text, () => ({ target: 'Words' }))
    expect(rowsOf(edition).map(({ note, noteContinued, list }) => [note, noteContinued, list?.index])).toEqual([
      [undefined, false, undefined],
      [1, false, undefined],
      [1, true, 1],
      [1, true, 2],
      [2, false, undefined],
    ])
    await withPage(browser, folder.save('list-in-note', toHtml(edition, PLAIN)), {}, async (page) => {
      expect(await page.locator('.source .note-number').allInnerTexts()).toEqual(['١. ', '٢. '])
      expect(await page.locator('.note-row .source ol').count()).toBe(2)
    })
  })
})

describe('links of the source to its own places', () => {
  const text = `# دليل

[أوّل](#الأوّل) [ثانٍ](#second) [قول](#saying) [جدول](#table) [نصّ](#middle)

## الأوّل

<a id="second"></a>

## الثاني

<blockquote id="saying"><p>قول.</p></blockquote>

<table id="table"><tr><td id="cell">خليّة</td></tr></table>

[خليّة](#cell) <span id="middle">نصّ</span>[^حاشية].

[^حاشية]: كلام.
`
  const names = ['الأوّل', 'second', 'saying', 'table', 'cell', 'fn-حاشية']
  const idsIn = (page: string): readonly string[] =>
    Array.from(page.matchAll(/ id="([^"]*)"/g), ([, id = '']) => decodeURIComponent(id))
  const lost = (page: string, way: RegExp): readonly string[] => {
    const ids = new Set(idsIn(page))
    return Array.from(page.matchAll(way), ([, to = '']) => decodeURIComponent(to)).filter((to) => !ids.has(to))
  }

  test.each([
    ['nothing is translated', undefined],
    ['all is', 'Words'],
  ])('lead there on both sides of a page and in Markdown where %s', (_name, target) => {
    const edition = makeEdition('a.md', text, () => (target === undefined ? undefined : { target }))
    const page = toHtml(edition, PLAIN)
    for (const side of ['s', 't'])
      for (const name of names)
        expect(
          idsIn(page).filter((id) => id === `${side}-${name}`),
          name,
        ).toHaveLength(1)
    expect(lost(page, /href="#(s-[^"]*)"/g)).toEqual([])
    expect(lost(toMarkdown(edition), /<#(s-[^>]*)>/g)).toEqual([])
    for (const side of ['source', 'target'] as const) {
      const mono = draftMonoHtml(edition, side, PLAIN).finish([])
      expect(lost(mono, /href="#([st]-[^"]*)"/g)).toEqual([])
    }
  })
})
