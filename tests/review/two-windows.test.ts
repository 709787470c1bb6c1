/** An editor's whole round, and two windows at once, against the real server and the real record. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { parseRecord } from '../../src/bitext/read-record.ts'
import { encodeContent } from '../../src/bitext/content.ts'
import { appBundle } from '../../src/review/app-bundle.ts'
import { launchChromium } from '../browser.ts'
import { record, RECORD } from '../project/review/reviewed-project.ts'
import { served, type TestServer } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** A window of its own browser, with what it complained of. */
async function window(server: TestServer): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 1000 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(server.address)
  await page.locator('.line').first().waitFor()
  return { page, complaints }
}

/** Each target of the record on the disk, codes as `<1>`, with its state. */
function kept(root: string): readonly string[] {
  return parseRecord(record(root), { file: RECORD }).units.flatMap(({ segments }) =>
    segments.map(({ state, target }) => `${state} ${target === undefined ? '' : encodeContent(target)}`),
  )
}

const isSaved = (page: Page): Promise<void> =>
  expect.poll(() => page.locator('.save-mark [role=status]').textContent()).toBe('All saved')

test('open, correct among chips, approve, split, undo, close, open again: the record has it all', async () => {
  const server = await served({ bundle: await appBundle() })
  const { page, complaints } = await window(server)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('Said: ')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => kept(server.root)[1]).toBe('reviewed Said: EN(قال <1>سعيد</1>: «كم ثمن القهوة؟».)')
  await isSaved(page)
  const before = kept(server.root)
  await page
    .locator('.line')
    .nth(4)
    .click({ position: { x: 600, y: 10 } })
  await page.keyboard.press('s')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect.poll(() => kept(server.root).length).toBe(before.length + 1)
  await isSaved(page)
  await page.keyboard.press('z')
  await expect.poll(() => kept(server.root)).toEqual(before)
  await page.reload()
  await page.getByText('Said: EN(').waitFor()
  expect(complaints).toEqual([])
  expect(server.bugs).toEqual([])
})

test('two windows: what one writes is in the other at once; both at one sentence end in a choice', async () => {
  const server = await served({ bundle: await appBundle() })
  const [one, two] = [await window(server), await window(server)]
  const last = (page: Page): ReturnType<Page['locator']> => page.locator('.line').last().locator('.target')
  await last(one.page).click()
  await one.page.keyboard.press('Control+A')
  await one.page.keyboard.type('First.')
  await last(two.page).getByText('First.').waitFor()
  await last(two.page).click()
  await two.page.keyboard.press('Control+End')
  await two.page.keyboard.type(' Second.')
  await expect.poll(() => kept(server.root).at(-1)).toBe('translated First. Second.')
  await expect.poll(() => last(one.page).locator('.field').textContent()).toBe('First. Second.')
  // Both before either is kept.
  await Promise.all([one.page.keyboard.type('A'), two.page.keyboard.type('B')])
  const conflict = (page: Page): ReturnType<Page['locator']> => page.locator('.conflict')
  await expect.poll(async () => (await conflict(one.page).count()) + (await conflict(two.page).count())).toBe(1)
  const loser = (await conflict(one.page).count()) === 1 ? one.page : two.page
  const [mine, theirs] = loser === one.page ? ['A', 'B'] : ['B', 'A']
  expect(await conflict(loser).locator('dd').first().textContent()).toContain(mine)
  expect(kept(server.root).at(-1)).toContain(theirs)
  await loser.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => kept(server.root).at(-1)).toContain(mine)
  expect([...one.complaints, ...two.complaints, ...server.bugs]).toEqual([])
})

test('a sentence that is joined away while it is written in, and parted again, has its choice in its row', async () => {
  const server = await served({ bundle: await appBundle() })
  const [one, two] = [await window(server), await window(server)]
  const rows = two.page.locator('.row').filter({ has: two.page.locator('.line').nth(1) })
  const [first, second] = [0, 1].map((at) => rows.first().locator('.line').nth(at))
  const place = (await second?.getAttribute('data-place')) ?? ''
  const joined = Promise.withResolvers<void>()
  await one.page.route('**/api/edit', async (route) => {
    await joined.promise
    await route.continue()
  })
  await one.page.locator(`[data-place="${place}"] .target`).click()
  await one.page.keyboard.type('Mine.')
  await first?.locator('.source').click()
  await two.page.keyboard.press('+')
  await isSaved(two.page)
  await one.page.locator(`[data-place="${place}"]`).waitFor({ state: 'detached' })
  joined.resolve()
  const left = one.page.getByRole('group', { name: 'Your words' })
  await left.waitFor()
  expect(await left.textContent()).toContain('Mine.')
  await two.page.keyboard.press('z')
  await one.page.locator(`[data-place="${place}"] .conflict`).waitFor()
  expect(await left.count()).toBe(0)
  await one.page.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => kept(server.root).some((target) => target.includes('Mine.'))).toBe(true)
})
