/** The app on a page that is not of the editor's own machine, which browsers trust less. */
import { networkInterfaces } from 'node:os'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { appBundle } from '../../src/review/app-bundle.ts'
import { launchChromium } from '../browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const address = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address

test.skipIf(address === undefined)('opens and keeps what is written', async () => {
  const token = 'a secret of the team'.replaceAll(' ', '-')
  const server = await served({ bundle: await appBundle(), host: '0.0.0.0', token })
  const page = await browser.newPage()
  onTestFinished(() => page.close())
  await page.goto(`http://${address}:${server.port}/?token=${token}`)
  await page.locator('.line').last().locator('.target').click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('From afar.')
  await expect.poll(() => page.locator('.save-mark [role=status]').textContent()).toBe('All saved')
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  expect(server.bugs).toEqual([])
})
