/** Alerts and other containers of a source: a frame on both sides, their kind in both languages. */
import { strFromU8, unzipSync } from 'fflate'
import { toString } from 'hast-util-to-string'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALERT_KINDS } from '../../src/document/markdown/alert-kinds.ts'
import { rowsOf, type Edition } from '../../src/edition/edition.ts'
import { draftEpub } from '../../src/edition/epub/epub.ts'
import { toInterleaved, toMarkdown } from '../../src/edition/markdown/markdown.ts'
import { rowBlocks } from '../../src/edition/facing/row-blocks.ts'
import { ALERTS } from '../../src/edition/kinds.ts'
import { launchChromium } from '../browser.ts'
import { geometryFaults } from './geometry.ts'
import { makeEdition, PLAIN, toHtml } from './make-edition.ts'
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

/** Its texts, without faces. */
function bookOf(edition: Edition): string {
  const files = unzipSync(draftEpub(edition, { binding: 'right', embeds: false }).finish([]))
  return Object.values(files)
    .map((file) => strFromU8(file))
    .join('\n')
}

test('every kind that a reader of Markdown knows has its words on the page', () => {
  expect(ALERTS).toEqual(ALERT_KINDS)
})

describe('alerts and containers', () => {
  test('every row of them stands in a frame on both sides, the first says which, in both languages', async () => {
    const text =
      'قبل.\n\n> [!WARNING]\n> تحذير أوّل.\n>\n> وثانٍ.\n\n<details>\n<summary>ملخّص</summary>\n\nنص داخله `x = 1`.\n\n</details>\n\nبعد.'
    const edition = makeEdition('a.md', text, () => ({ target: 'Some words.' }))
    expect(rowsOf(edition).map(({ frame }) => frame)).toEqual([undefined, { alert: 'warning' }, {}, {}, {}, undefined])
    for (const width of [1280, 390])
      await withPage(browser, folder.save('frames', toHtml(edition, PLAIN)), { width }, async (page) => {
        expect(await page.locator('.source .frame').count()).toBe(4)
        expect(await page.locator('.target .frame').count()).toBe(4)
        expect(await page.locator('.word > span').allInnerTexts()).toEqual(['warning', 'تحذير'])
        expect(await geometryFaults(page, { wide: width > 895 })).toEqual([])
      })
  })

  test('Markdown says which, each side in its language', () => {
    const edition = makeEdition('a.md', '> [!WARNING]\n> أوّل.\n>\n> وثانٍ.', () => ({ target: 'Some words.' }))
    for (const written of [toMarkdown(edition), toInterleaved(edition)]) {
      expect(written.match(/\*تحذير\*\n\nأوّل\./g)).toHaveLength(1)
      expect(written.match(/\*warning\*\n\nSome words\./g)).toHaveLength(1)
    }
  })

  test('books say which, each side in its language', () => {
    const edition = makeEdition('a.md', '> [!WARNING]\n> أوّل.\n>\n> وثانٍ.', () => ({ target: 'Some words.' }))
    expect(bookOf(edition).match(/<p class="remark">[^<]*/g)).toEqual([
      '<p class="remark">تحذير',
      '<p class="remark">warning',
    ])
    const said = (name: 'source' | 'target'): readonly string[] =>
      rowsOf(edition).map((row) =>
        rowBlocks(row, name, edition)
          .map((block) => toString(block))
          .join('|'),
      )
    expect(said('source')).toEqual(['تحذير|أوّل.', 'وثانٍ.'])
    expect(said('target')).toEqual(['warning|Some words.', 'Some words.'])
  })
})
