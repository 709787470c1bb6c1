/** The app in a real browser, on a desk of its own. */
import type { Browser, Page } from 'playwright-core'
import { plainText } from '../../src/bitext/content.ts'
import type { UnitId } from '../../src/bitext/record.ts'
import { serveDesk, type DeskFacts, type MemoryDesk } from './memory-desk.ts'

export interface OpenApp {
  readonly desk: MemoryDesk
  readonly page: Page
  /** What the browser said of itself: errors, refusals of the policy. */
  readonly complaints: readonly string[]
}

/** Opens the first document, works, and closes everything. */
export async function withApp(
  browser: Browser,
  facts: DeskFacts,
  work: (app: OpenApp) => Promise<void>,
  viewport = { width: 1200, height: 1000 },
): Promise<void> {
  const desk = await serveDesk(facts)
  const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  try {
    await page.goto(desk.address)
    await page.locator('.line').first().waitFor()
    await work({ desk, page, complaints })
  } finally {
    await context.close()
    await desk.close()
  }
}

/** The line of a segment: `at(page, 4)` or `at(page, 4, 's2')`. */
export function at(page: Page, number: number, segment = 's1'): ReturnType<Page['locator']> {
  return page.locator(`[data-place="${unitOf(number)}/${segment}"]`)
}

export function unitOf(number: number): UnitId {
  return `p-${number.toString(16).padStart(8, '0')}`
}

/** What the desk has as a translation, codes as `<1>`. */
export function targetOf(desk: MemoryDesk, number: number, segment = 's1'): string | undefined {
  const target = desk.row(unitOf(number)).segments.find(({ id }) => id === segment)?.target
  return target && plainText(target)
}

export function stateOf(desk: MemoryDesk, number: number, segment = 's1'): string | undefined {
  return desk.row(unitOf(number)).segments.find(({ id }) => id === segment)?.state
}
