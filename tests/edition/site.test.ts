/** A site of sixty documents in Chromium, as files and from a server: its search, its links, its looks. */
import { createServer } from 'node:http'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import { launchChromium } from '../browser.ts'
import { axe, violations } from '../axe.ts'

const HOSTILE = '<img src=x onerror=alert(1)> قهوه <script>alert(2)</script> & "x"'
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
}
const PROVIDER = `export default { name: 'own', limits: { characters: 100000, elements: 500 },
  translate: ({ texts }) => Promise.resolve(texts.map((text) => text.replace(/[\u064B-\u0652]/g, '').includes('هوة') ? 'They drank Coffee at 3:30.' : text.startsWith('عنوان') ? 'Title ' + text.slice(6) : (text.match(/<[^>]*>/g) ?? []).join('Words') || 'A sentence of English, with no word of its own.')) }`

/** Sixty documents in two folders; so many words that they need several files. */
function sources(): Readonly<Record<string, string>> {
  const word = (at: number): string =>
    Array.from(String(at * 7919 + 104729729), (digit) => 'بتثجحخدرزس'.charAt(Number(digit))).join('')
  const paragraph = (at: number): string =>
    `${Array.from({ length: 120 }, (_, each) => word(at * 120 + each)).join(' ')}.`
  const article = (at: number): string =>
    [`# عنوان ${at}`, ...Array.from({ length: 5 }, (_, each) => paragraph(at * 5 + each))].join('\n\n')
  return {
    ...Object.fromEntries(
      Array.from({ length: 58 }, (_, at) => [`input/${at % 2 ? 'أخبار' : 'b c'}/${String(at + 10)}.md`, article(at)]),
    ),
    'input/a.md': '# عنوان أوّل\n\nشربوا القَهْوَةَ في الثالثة والنصف، وقرأ C++ و -5 درجات.\n\n> وبالقهوة يبدأ يومهم.\n',
    'input/b c/hostile.md': `# عنوان <b>\n\n${HOSTILE.replaceAll('<', '\\<').replaceAll('&', '\\&')}\n`,
  }
}

const root = mkdtempSync(join(tmpdir(), 'muqabil-site-'))
const output = join(root, 'output')
const server = createServer((request, response) => {
  try {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname)
    const bytes = readFileSync(join(output, path.replace(/^\/sub\//, '')))
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(bytes)
  } catch {
    response.writeHead(404).end()
  }
})
let browser: Browser
let bases: Readonly<Record<'file' | 'http', string>>

beforeAll(async () => {
  for (const [path, text] of Object.entries({
    ...sources(),
    'p.mjs': PROVIDER,
    'muqabil.config.json': '{"provider":"./p.mjs","formats":["html"]}',
  })) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  await build({ cwd: root, environment: {} })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  bases = { file: `${pathToFileURL(output).href}/`, http: `http://127.0.0.1:${port}/sub/` }
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  server.close()
  rmSync(root, { recursive: true, force: true, maxRetries: 3 })
})

interface Opened {
  readonly page: Page
  /** What the page asked for, by its name in the output folder; `outside` what was not there. */
  readonly asked: string[]
  readonly outside: string[]
  readonly complaints: string[]
}

async function withSite<Result>(
  place: 'file' | 'http',
  name: string,
  use: (opened: Opened) => Promise<Result>,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Result> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  try {
    const page = await context.newPage()
    const opened: Opened = { page, asked: [], outside: [], complaints: [] }
    page.on('request', (request) => {
      const url = request.url()
      if (url.startsWith(bases[place])) opened.asked.push(decodeURIComponent(url.slice(bases[place].length)))
      else if (!url.startsWith('data:')) opened.outside.push(url)
    })
    page.on('console', (message) => opened.complaints.push(message.text()))
    page.on('pageerror', (error) => opened.complaints.push(String(error)))
    page.on('dialog', (dialog) => {
      opened.complaints.push(dialog.message())
      void dialog.dismiss()
    })
    await page.goto(bases[place] + name)
    await page.evaluate(() => document.fonts.ready)
    const result = await use(opened)
    expect(opened.outside).toEqual([])
    expect(opened.complaints).toEqual([])
    return result
  } finally {
    await context.close()
  }
}

/** The pages that one comes to by always going on, as the links stand in the files. */
function chainFrom(first: string): readonly string[] {
  const names = [first]
  for (;;) {
    const name = names.at(-1) ?? ''
    const href = /href="([^"]+)" hreflang="en" rel="next"/.exec(readFileSync(join(output, name), 'utf8'))?.[1]
    if (href === undefined || names.length > 100) return names
    names.push(decodeURIComponent(new URL(href, `http://x/${encodeURI(name)}`).pathname.slice(1)))
  }
}

/** Types it and waits for what is said of it. */
async function ask(page: Page, words: string): Promise<string> {
  await page.locator('#query').fill(words)
  await page.locator('#hits[aria-busy=false]').waitFor({ state: 'attached' })
  return (await page.locator('#found span[lang=en]').textContent()) ?? ''
}

describe.each(['file', 'http'] as const)('from %s', (place) => {
  test('pages have their style and faces from the files they share, and ask for nothing else', async () => {
    await withSite(place, 'b%20c/hostile.html', async ({ page, asked }) => {
      expect(await page.evaluate(() => [...document.fonts].every(({ status }) => status === 'loaded'))).toBe(true)
      expect(
        await page.evaluate(
          () =>
            getComputedStyle(document.body).backgroundColor +
            getComputedStyle(document.documentElement).backgroundColor,
        ),
      ).toContain('rgb(253, 252, 249)')
      expect(
        asked.filter((name) => !/^(?:b c\/hostile\.html|assets\/[a-z-]+-[0-9a-f]{16}\.(?:css|woff2))$/.test(name)),
      ).toEqual([])
      expect(await page.locator('script[src]').count()).toBe(0)
    })
  })

  test('the search loads nothing before it is used, and finds words typed with tashkeel or without', async () => {
    await withSite(place, 'index.html', async ({ page, asked }) => {
      expect(asked.filter((name) => /search-(?:index|rows|words)/.test(name))).toEqual([])
      const answers = await Promise.resolve().then(async () => {
        const said: Record<string, string> = {}
        for (const words of ['قهوة', 'القَهْوَةُ', 'قـهـوه', 'COFFEE', 'coffee ٣', '3:30', 'لاشيء', 'عنوان'])
          said[words] = await ask(page, words)
        return said
      })
      expect(answers).toEqual({
        // Two rows of the first document, and the hostile one's own spelling.
        قهوة: '3 results',
        القَهْوَةُ: '2 results',
        قـهـوه: '3 results',
        COFFEE: '2 results',
        'coffee ٣': '2 results',
        // The title of number 30, too.
        '3:30': '3 results',
        لاشيء: 'Nothing found.',
        عنوان: '60 results',
      })
      const total = readdirSync(join(output, 'assets')).filter((name) => /search-(?:rows|words)/.test(name))
      const loaded = asked.filter((name) => /search-(?:rows|words)/.test(name))
      expect(total.length).toBeGreaterThan(3)
      expect(loaded.length).toBeLessThan(total.length)
      expect(new Set(loaded).size).toBe(loaded.length)
    })
  })

  test('a result shows its row in both languages with the word marked, and leads to it', async () => {
    await withSite(place, 'index.html', async ({ page }) => {
      await ask(page, 'قهوة')
      const first = page.locator('.hit').first()
      expect(await first.locator('.source mark').allTextContents()).toEqual(['القَهْوَةَ'])
      expect(await first.locator('.target').getAttribute('lang')).toBe('en')
      expect(await first.locator('.source').getAttribute('dir')).toBe('rtl')
      expect(await first.locator('.source bdi').allTextContents()).toEqual(expect.arrayContaining(['C++', '-5']))
      expect(await page.locator('main>.row:not(.title)').first().isVisible()).toBe(false)
      await first.locator('a.no').click()
      await page.waitForURL(/a\.html#p-/)
      const id = decodeURIComponent(new URL(page.url()).hash.slice(1))
      expect(await page.locator(`[id="${id}"] .source`).textContent()).toContain('القَهْوَةَ')
      // Back again, and for whom the address is given to, the box says what was asked for, and the results are there.
      await page.goBack()
      await expect.poll(() => page.locator('.hit').count()).toBe(3)
      expect(await page.locator('#query').inputValue()).toBe('قهوة')
    })
  })

  test('no text becomes markup', async () => {
    await withSite(place, 'index.html', async ({ page }) => {
      await ask(page, 'onerror')
      expect(await page.locator('.hit .source p').last().textContent()).toContain('<img src=x onerror=alert(1)>')
      expect(await page.locator('.hit :is(img,script,b)').count()).toBe(0)
    })
  })

  test('the ways to the documents before and after lead through the whole site', async () => {
    await withSite(place, 'a.html', async ({ page }) => {
      for (let step = 0; step < 2; step++) {
        await page.locator('.neighbours a[rel=next]').nth(step).click()
        await page.waitForLoadState()
      }
      expect(new Set(chainFrom('a.html')).size).toBe(60)
      expect(await page.locator('.neighbours a[rel=prev]').count()).toBe(2)
      expect(await page.locator('.neighbours a[rel=next]').count()).toBe(2)
      await page.locator('.home a').first().click()
      await page.waitForURL(/index\.html$/)
    })
  })
})

test('the search goes by keyboard: down to the results, along them, and back; Escape empties it', async () => {
  await withSite('file', 'index.html', async ({ page }) => {
    await page.locator('#query').focus()
    await page.keyboard.type('عنوان')
    await expect.poll(() => page.locator('.hit').count()).toBe(20)
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const all = [...document.querySelectorAll('a.no')]
        return document.activeElement?.id || String(all.findIndex((each) => each === document.activeElement))
      })
    const seen: string[] = []
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Tab', 'Tab']) {
      await page.keyboard.press(key)
      seen.push(await focused())
    }
    expect(seen).toEqual(['0', '1', '0', 'query', 'query', '0', '1'])
    await page.locator('#more').focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('20')
    expect(await page.locator('.hit').count()).toBe(40)
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('query')
    await expect.poll(() => page.locator('.hit').count()).toBe(0)
    expect(await page.locator('main>.row').nth(3).isVisible()).toBe(true)
  })
})

test('a file of the search that is gone is said in both languages, and asked for again the next time', async () => {
  await withSite('http', 'index.html', async ({ page, complaints }) => {
    await page.route(/search-words/, (route) => route.abort(), { times: 1 })
    expect(await ask(page, 'coffee')).toBe('The search could not be loaded.')
    expect(await page.locator('#found span[lang=ar]').textContent()).toMatch(/\S/)
    complaints.length = 0
    await page.locator('#query').fill('')
    expect(await ask(page, 'coffee')).toBe('2 results')
  })
})

test('without a script the index is complete, and shows no box', async () => {
  await withSite(
    'file',
    'index.html',
    async ({ page }) => {
      expect(await page.locator('#search').isVisible()).toBe(false)
      expect(await page.locator('main .row .target a:visible').count()).toBe(60)
    },
    { javaScriptEnabled: false },
  )
})

test('axe finds nothing on a page, on the index and on results, light and dark, wide and narrow', async () => {
  const found: string[] = []
  // From a server: axe asks for the style itself.
  for (const [name, words, widths] of [
    ['a.html', undefined, [1280]],
    ['index.html', 'قهوة', [390, 1280]],
    ['index.html', undefined, []],
  ] as const)
    await withSite(
      'http',
      name,
      async ({ page }) => {
        await page.addScriptTag({ content: axe })
        if (words !== undefined) await ask(page, words)
        if (widths.length === 0) found.push(...(await violations(page)))
        for (const width of widths)
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.setViewportSize({ width, height: 900 })
            await page.emulateMedia({ colorScheme })
            found.push(...(await violations(page)).map((each) => `${name} ${width} ${colorScheme} ${each}`))
          }
      },
      { bypassCSP: true },
    )
  expect(found).toEqual([])
})

test.each([320, 390, 895, 896, 1280])(
  'at %i px the box and the results stand as rows do, and nothing is cut off',
  async (width) => {
    await withSite(
      'file',
      'index.html',
      async ({ page }) => {
        await ask(page, 'قهوة')
        const box = await page.evaluate(() => {
          const rect = (selector: string): DOMRect =>
            document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect()
          const [input, left, right] = [rect('#query'), rect('.ask .ltr'), rect('.ask .rtl')]
          const [source, target, spine] = [rect('.hit .source'), rect('.hit .target'), rect('.hit .spine')]
          return {
            inOrder: left.right <= input.left && input.right <= right.left,
            wide: input.width,
            high: input.height,
            fits: document.documentElement.scrollWidth <= innerWidth,
            columns: source.left >= spine.right && spine.left >= target.right,
            stacked: source.bottom <= target.top,
          }
        })
        expect(box).toMatchObject({ inOrder: true, fits: true, columns: width >= 896, stacked: width < 896 })
        expect(box.wide).toBeGreaterThan(120)
        expect(box.high).toBeGreaterThanOrEqual(44)
      },
      { viewport: { width, height: 800 } },
    )
  },
)
