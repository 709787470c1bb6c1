/** Prints pages by a browser, which asks the network for nothing and runs nothing. */
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { MuqabilError } from '../errors.ts'
import { asSpreads } from './as-spreads.ts'
import { cutRun, type CutRun } from './cut-run.ts'
import { findChromium, INSTALLED } from './find-chromium.ts'
import { lockLines, type LockLines } from './lock-lines.ts'
import { measureGalley, type Measures } from './measure-galley.ts'
import { setPages, type Pages } from './set-pages.ts'
import { withoutTimes } from './without-times.ts'

export interface Press extends AsyncDisposable {
  /**
   * A page as PDF: of the size that its style names, tagged, with an outline of its headings.
   *
   * @throws {MuqabilError} `browser-failed`.
   */
  print(html: string): Promise<Uint8Array>
  /**
   * A book of facing pages: its galley is measured, made into pages as `compose` says, and printed.
   *
   * @throws {MuqabilError} `facing-clipped`, `facing-count`, `browser-failed`, and what `compose` throws.
   */
  printBook(galley: Galley): Promise<Uint8Array>
}

export interface Galley {
  /** The source, for messages. */
  readonly file: string
  readonly html: string
  readonly compose: (measures: Measures) => Pages
  readonly binding: 'right' | 'left'
}

/** What the browser is started with: quiet, and nothing of the person's own. */
export const ARGUMENTS: readonly string[] = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A browser refuses to run as root inside its own sandbox, which is how containers run it.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** A press that is opened when something is to be printed, once. */
export interface WaitingPress extends AsyncDisposable {
  /** @throws {MuqabilError} as `openPress`. */
  readonly open: () => Promise<Press>
}

export function waitingPress(environment: Parameters<typeof openPress>[0]): WaitingPress {
  let opened: Promise<Press> | undefined
  return {
    open: () => (opened ??= openPress(environment)),
    async [Symbol.asyncDispose]() {
      const press = await opened?.catch(() => undefined)
      await press?.[Symbol.asyncDispose]()
    },
  }
}

const PACKAGE = 'playwright-core'

/** @throws {MuqabilError} `press-missing`, `browser-missing`, `browser-failed`. */
export async function openPress(environment: Readonly<Record<string, string | undefined>>): Promise<Press> {
  const { chromium } = await loadPlaywright()
  const executablePath = findChromium(environment, [...INSTALLED, chromium.executablePath()])
  if (executablePath === undefined) throw new MuqabilError('browser-missing', {})
  const browser = await told(() => chromium.launch({ executablePath, args: [...ARGUMENTS] }), executablePath)
  return {
    print: (html) => told(() => print(browser, html), executablePath),
    printBook: (galley) => told(() => printBook(browser, galley), executablePath),
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

const PRINTED = { preferCSSPageSize: true, printBackground: true, tagged: true, outline: true }

async function print(browser: Browser, html: string): Promise<Uint8Array> {
  return withPage(browser, html, async (page) => withoutTimes(await page.pdf(PRINTED)))
}

async function printBook(browser: Browser, { file, html, compose, binding }: Galley): Promise<Uint8Array> {
  return withPage(browser, html, async (page) => {
    await page.emulateMedia({ media: 'print' })
    // Functions as they stand, which those that are run in the page are handed.
    const cut = await page.evaluateHandle<CutRun>(`(${cutRun.toString()})`)
    const lock = await page.evaluateHandle<LockLines>(`(${lockLines.toString()})`)
    const book = compose(await page.evaluate(measureGalley, cut))
    const [fault] = await page.evaluate(setPages, { book, tools: { cut, lock } })
    if (fault !== undefined) throw new MuqabilError('facing-clipped', fault, { file })
    const pdf = withoutTimes(await page.pdf(PRINTED))
    const count = new TextDecoder('latin1').decode(pdf).match(/\/Type \/Page\b(?!s)/g)?.length ?? 0
    const expected = book.pages.length
    if (count !== expected) throw new MuqabilError('facing-count', { count, expected }, { file })
    return asSpreads(pdf, binding === 'right' ? 'rtl' : 'ltr')
  })
}

async function withPage<Result>(browser: Browser, html: string, use: (page: Page) => Promise<Result>): Promise<Result> {
  const context = await browser.newContext({ offline: true, serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    await page.route('**', (route) => route.abort())
    await page.setContent(html, { waitUntil: 'load' })
    await page.evaluate(() => document.fonts.ready)
    return await use(page)
  } finally {
    await context.close()
  }
}

async function loadPlaywright(): Promise<typeof import('playwright-core')> {
  try {
    return await import('playwright-core')
  } catch (error) {
    throw new MuqabilError('press-missing', { package: PACKAGE }, {}, { cause: error })
  }
}

const LONGEST_PROBLEM = 200

async function told<Value>(work: () => Promise<Value>, browser: string): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof MuqabilError) throw error
    const words = error instanceof Error ? error.message : String(error)
    const problem = (words.split('\n')[0] ?? '').slice(0, LONGEST_PROBLEM)
    throw new MuqabilError('browser-failed', { browser, problem }, {}, { cause: error })
  }
}
