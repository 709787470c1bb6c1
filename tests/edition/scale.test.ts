/** Pages of many rows: they grow in step with their text, open and can be moved through. */
import process from 'node:process'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Edition } from '../../src/edition/edition.ts'
import { toMarkdown } from '../../src/edition/markdown/markdown.ts'
import { present } from '../../src/edition/present.ts'
import { launchChromium } from '../browser.ts'
import { makeInput, PLAIN, toHtml } from './make-edition.ts'
import { pageFolder, withPage } from './pages.ts'

const folder = pageFolder()
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

const SENTENCE = 'وأوضحت زاخاروفا أن دعم روسيا لكراكاس يهدف للحفاظ على الدولة الفنزويلية رقم -5 و Node.js'
const TRANSLATION =
  'Zakharova explained that support for Caracas aims to preserve the al-Dawla state, number -5 and Node.js.'

function input(rows: number): ReturnType<typeof makeInput> {
  const text = Array.from({ length: rows }, (_, index) => `${SENTENCE} ${index}. ${SENTENCE}.`).join('\n\n')
  return makeInput('a.txt', text, () => ({ target: TRANSLATION }))
}

/** How many times the rows of the small one the large one has. */
const TIMES = 8

/**
 * What a row costs in the large one against the small one: the small one is drawn as often as makes
 * as many rows, in processor time, and of a dozen turns the least counts, as others may use the machine and nothing is
 * compiled in the first ones.
 */
function growth(few: () => void, many: () => void): number {
  const cost = (times: number, run: () => void): number =>
    Math.min(
      ...Array.from({ length: 12 }, () => {
        const before = process.cpuUsage()
        for (let time = 0; time < times; time++) run()
        const { user, system } = process.cpuUsage(before)
        return user + system
      }),
    )
  return cost(1, many) / cost(TIMES, few)
}

describe('ten thousand rows', () => {
  test('are drawn in time that grows with them', () => {
    const [few, many] = [input(200), input(200 * TIMES)]
    const editions: readonly [Edition, Edition] = [present(few), present(many)]
    for (const draw of [
      (at: 0 | 1) => present(at === 0 ? few : many),
      (at: 0 | 1) => toHtml(editions[at], PLAIN),
      (at: 0 | 1) => toMarkdown(editions[at]),
    ])
      expect(
        growth(
          () => draw(0),
          () => draw(1),
        ),
      ).toBeLessThan(2)
    const bytes = editions.map((edition) => toHtml(edition, PLAIN).length / edition.counts.rows)
    expect(bytes[1]).toBeLessThan((bytes[0] ?? 0) * 1.05)
  })

  test('open, scroll, light and change their view in a browser; their style costs no more than twice a page without any', async () => {
    const costOf = async (name: string, text: string): Promise<number> =>
      withPage(browser, folder.save(name, text), {}, async (page) => {
        const session = await page.context().newCDPSession(page)
        await session.send('Performance.enable', { timeDomain: 'threadTicks' })
        await page.reload()
        await page.evaluate(() => document.body.offsetHeight)
        const { metrics } = await session.send('Performance.getMetrics')
        return metrics.find(({ name: metric }) => metric === 'TaskDuration')?.value ?? 0
      })
    const fewer = toHtml(present(input(600)), PLAIN)
    const bare = fewer.replace(/<style>[^]*?<\/style>/, '')
    expect((await costOf('fewer', fewer)) / (await costOf('bare', bare))).toBeLessThan(2.5)
    const text = Array.from({ length: 10_000 }, (_, index) => `كلام ${index}`).join('\n\n')
    const edition = present(makeInput('a.txt', `${text}\n\n${SENTENCE}. ${SENTENCE}.`, () => ({ target: TRANSLATION })))
    const html = toHtml(edition, PLAIN)
    await withPage(browser, folder.save('many', html), {}, async (page, events) => {
      const last = edition.blocks.at(-1)
      if (last?.kind !== 'row') throw new Error('no rows')
      await page.evaluate((id) => {
        location.hash = `#${id}`
      }, last.id)
      const number = page.locator(`#${last.id} .no`)
      expect(
        await number.evaluate(
          (link) => link.getBoundingClientRect().top >= 0 && link.getBoundingClientRect().bottom <= innerHeight,
        ),
      ).toBe(true)
      await page.locator(`#${last.id} .source [data-s="2"]`).focus()
      expect(
        await page
          .locator(`#${last.id} .target [data-s="2"]`)
          .evaluate((sentence) => getComputedStyle(sentence).backgroundColor),
      ).toBe('rgb(244, 234, 211)')
      await page.evaluate(() => document.querySelector<HTMLInputElement>('#view-source')?.click())
      expect(await page.locator(`#${last.id} .target`).isVisible()).toBe(false)
      expect(events).toEqual([])
    })
  })
})

test('a table of many cells, and one of many columns, are drawn in time that grows with them', () => {
  const table = (columns: number, lines: number): ReturnType<typeof makeInput> => {
    const line = (words: string): string => `|${`${words}|`.repeat(columns)}`
    return makeInput(
      'a.md',
      [line('رأس'), line('-'), ...Array.from({ length: lines }, (_, index) => line(`خلية ${index}`))].join('\n'),
      () => ({ target: 'Cell' }),
    )
  }
  for (const [few, many] of [
    [present(table(4, 60)), present(table(4, 60 * TIMES))],
    [present(table(150, 1)), present(table(150 * TIMES, 1))],
  ] as const)
    expect(
      growth(
        () => toHtml(few, PLAIN),
        () => toHtml(many, PLAIN),
      ),
    ).toBeLessThan(2)
})

test('the page beside its text is small, and grows by little for what it holds', () => {
  const style = (text: string): number => {
    const html = toHtml(present(makeInput('a.md', text, () => ({ target: 'Words' }))), PLAIN)
    return html.indexOf('</style>') - html.indexOf('<style>')
  }
  const plain = style('كلام')
  expect(plain).toBeLessThan(20_000)
  const table = style('| أ | ب |\n| - | - |\n| ج | د |')
  expect(table - plain).toBeLessThan(9_000)
  const tables = Array.from(
    { length: 60 },
    (_, index) => `| أ | ${'كلمة '.repeat(index % 20)} |\n| - | - |\n| ج | د |`,
  ).join('\n\nفقرة\n\n')
  expect(style(tables)).toBeLessThan(60_000)
})
