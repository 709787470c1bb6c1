/** An editor's whole round: real Chromium, the real command, the record on the disk. */
import { once } from 'node:events'
import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { launchChromium } from '../browser.ts'
import { machineTranslated, record } from '../project/review/reviewed-project.ts'
import { startMuqabil } from '../temporary-project.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const TOKEN = 'a-token-for-this-test-alone'

interface Started {
  readonly child: ChildProcess
  readonly address: string
}

async function start(root: string, port = 0): Promise<Started> {
  const child = startMuqabil(root, ['review', '--no-open', '--token', TOKEN, '--port', String(port)])
  onTestFinished(() => void child.kill('SIGKILL'))
  if (child.stdout === null) throw new Error('no output')
  const [address] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, address }
}

async function openPage(context: BrowserContext, address: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(address)
  await page.locator('.line').first().waitFor()
  return { page, complaints }
}

const line = (page: Page, words: string): ReturnType<Page['locator']> =>
  page.locator('.line', { hasText: words }).first()
const saved = (page: Page): Promise<void> =>
  expect.poll(() => page.locator('.save-mark').textContent()).toBe('All saved')

test('open, correct, approve by keyboard, waive, two windows, a kill in the middle of a save, reopen', async () => {
  const root = await machineTranslated()
  const first = await start(root)
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } })
  const { page, complaints } = await openPage(context, first.address)
  // The token has gone from the address, and nobody on the page can read the cookie.
  expect(new URL(page.url()).href).not.toContain(TOKEN)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const other = await openPage(context, first.address)

  await line(page, 'وهذه الرابعة').locator('.target').click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('And this is the fourth.')
  await expect.poll(() => record(root)).toContain('And this is the fourth.')
  await saved(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('A')
  await expect.poll(() => record(root)).toMatch(/state="reviewed"[^]*And this is the fourth\./)
  // The other window has it without being asked.
  await expect.poll(() => line(other.page, 'وهذه الرابعة').textContent()).toContain('And this is the fourth.')

  await line(page, 'مقهى').click()
  await page.getByRole('button', { name: 'Waive…' }).first().click()
  await page.keyboard.type('as printed')
  await page.keyboard.press('Enter')
  await expect.poll(() => record(root)).toMatch(/waived:[a-z-]+">as printed/)

  // What git or another tool changes is seen.
  writeFileSync(join(root, 'translations/a.md.en.xlf'), record(root).replace('the fourth.', 'the very fourth.'))
  await expect.poll(() => line(page, 'وهذه الرابعة').textContent()).toContain('the very fourth.')
  expect([...complaints, ...other.complaints]).toEqual([])

  // The server dies while somebody types; what was said to be saved is there, and what was not is kept in the page.
  await line(page, 'ثم مضى').locator('.target').click()
  await page.keyboard.press('Control+A')
  const typed = page.keyboard.type('Then he went on to the market. Then more and more.', { delay: 5 })
  first.child.kill('SIGKILL')
  await once(first.child, 'close')
  await typed
  await expect.poll(() => page.locator('.save-mark').textContent()).not.toBe('All saved')
  const again = await start(root, Number(new URL(first.address).port))
  await page.goto(again.address)
  await line(page, 'ثم مضى').waitFor()
  await expect.poll(() => record(root)).toContain('Then he went on to the market. Then more and more.')
  // An approval is for the words that were approved.
  expect(record(root)).toMatch(/subState="muqabil:needs-work"[^]*And this is the very fourth\./)
  await context.close()
  again.child.kill('SIGINT')
  expect((await once(again.child, 'close'))[0]).toBe(0)
})
