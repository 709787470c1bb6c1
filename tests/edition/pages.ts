/** Pages of the fixtures, as files for the browser. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Edition } from '../../src/edition/edition.ts'
import type { HtmlOptions } from '../../src/edition/html/options.ts'
import { draftHtml } from '../../src/edition/html/page.ts'
import { subsetFonts } from '../../src/project/fonts.ts'
import { makeEdition, PLAIN, type Said } from './make-edition.ts'

const FIXTURES = 'tests/fixtures/edition'

export function fixture(name: string): Edition {
  const folder = join(FIXTURES, name)
  const input = readdirSync(folder).find((file) => file.startsWith('input.')) ?? 'input.md'
  const said = JSON.parse(readFileSync(join(folder, 'translation.json'), 'utf8')) as Readonly<Record<string, Said>>
  const text = readFileSync(join(folder, input), 'utf8')
  return makeEdition(input, text, (sentence) => said[sentence] ?? (said['*'] as Said | undefined))
}

/** Faces are made from their characters alone: all tests share what has been made. */
export const TEST_FONTS = join(tmpdir(), 'muqabil-test-fonts')

/** A folder of pages; `remove` it in the end. */
export function pageFolder(): {
  readonly save: (name: string, html: string) => string
  /** With the edition's own faces, as a build draws it. */
  readonly draw: (name: string, edition: Edition, options?: Partial<HtmlOptions>) => Promise<string>
  readonly remove: () => void
} {
  const folder = mkdtempSync(join(tmpdir(), 'muqabil-edition-'))
  const save = (name: string, html: string): string => {
    const file = join(folder, `${name}.html`)
    writeFileSync(file, html)
    return file
  }
  return {
    save,
    draw: async (name, edition, options = {}) => {
      const draft = draftHtml(edition, { ...PLAIN, embeds: true, ...options })
      return save(name, draft.finish(await subsetFonts(draft.shown, TEST_FONTS)))
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}

export interface OpenOptions {
  readonly width?: number
  readonly scheme?: 'light' | 'dark'
  /** Lets scripts of the test's own in, such as axe. */
  readonly script?: boolean
}

/** A page, and everything that it asked for, said or did unasked. */
export async function withPage<Result>(
  browser: Browser,
  file: string,
  { width = 1280, scheme = 'light', script = false }: OpenOptions,
  use: (page: Page, events: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    hasTouch: true,
    bypassCSP: script,
  })
  try {
    const page = await context.newPage()
    const events: string[] = []
    const address = `file://${file}`
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && request.url() !== address) events.push(`asked for ${request.url()}`)
    })
    page.on('dialog', (dialog) => {
      events.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => events.push(`console ${message.text()}`))
    page.on('pageerror', (error) => events.push(`error ${String(error)}`))
    page.on('popup', (popup) => events.push(`opened ${popup.url()}`))
    page.on('framenavigated', (frame) => {
      if (frame.url().replace(/#.*$/, '') !== address) events.push(`went to ${frame.url()}`)
    })
    await page.goto(address)
    await page.evaluate(() => document.fonts.ready)
    return await use(page, events)
  } finally {
    await context.close()
  }
}
