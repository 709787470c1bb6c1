/** The page in a real browser: geometry, direction, views, accessibility, and nothing live. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '../browser.ts'
import { muqabil, temporaryProject } from '../temporary-project.ts'

const MIXED = `---
title: وثيقة
---
# عنوان فيه Node.js

فقرة أولى فيها رقم -5 ونسبة +12% واسم C++. وجملة ثانية فيها **نص قوي** و[رابط](https://example.org)[^1].

- بند أول
  - بند داخلي
- بند ثانٍ

1. مرقم
2. ثانٍ

> اقتباس طويل نسبياً فيه كلام.

| عمود | آخر |
| --- | --- |
| خلية | ١٢ |

\`\`\`js
const x = 1
\`\`\`

![صورة](https://evil.example/p.png)

[^1]: حاشية هنا.
`
const HOSTILE = `# <script>alert(1)</script> عنوان

نص <img src=x onerror="document.title='live'"> و<a href="java&#x73;cript:document.title='live'">رابط</a> و<svg onload="document.title='live'"><script>document.title='live'</script></svg>.

<iframe src="https://evil.example/"></iframe><style>@import url(https://evil.example/x.css)</style>

[اضغط](javascript:alert(1)) [وهنا](data:text/html,<script>1</script>) ![x](https://evil.example/t.gif "هنا")

<form action="https://evil.example/"><input name="body"><button>زر</button></form><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">
`

let browser: Browser
let root: string
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

async function open(file: string, width: number, scheme: 'light' | 'dark' = 'light'): Promise<{ readonly page: Page; readonly requests: readonly string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme })
  const requests: string[] = []
  page.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) requests.push(request.url())
  })
  await page.goto(`file://${file}`)
  await page.evaluate(() => document.fonts.ready)
  return { page, requests }
}

/** What is wrong with the geometry of any row. */
async function geometryFaults(page: Page, wide: boolean): Promise<readonly string[]> {
  return page.evaluate((isWide) => {
    const faults: string[] = []
    const baseline = (cell: Element): number => {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
      let node = walker.nextNode()
      while (node && (node.textContent ?? '').trim() === '') node = walker.nextNode()
      const probe = document.createElement('span')
      probe.style.display = 'inline-block'
      node?.parentNode?.insertBefore(probe, node)
      const { bottom } = probe.getBoundingClientRect()
      probe.remove()
      return bottom
    }
    if (document.documentElement.scrollWidth > window.innerWidth) faults.push(`scrolls sideways: ${document.documentElement.scrollWidth}`)
    for (const row of document.querySelectorAll('[id^="p-"][data-state]')) {
      const [source, target, spine] = ['.source', '.target', '.spine'].map((name) => row.querySelector(name))
      if (!source || !target || !spine) {
        faults.push(`${row.id}: a part is missing`)
        continue
      }
      const [s, t, m] = [source, target, spine].map((each) => each.getBoundingClientRect()) as [DOMRect, DOMRect, DOMRect]
      if (!(source.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push(`${row.id}: order`)
      if (source.getAttribute('lang') !== 'ar' || source.getAttribute('dir') !== 'rtl' || target.getAttribute('dir') !== 'ltr') faults.push(`${row.id}: lang or dir`)
      if (isWide) {
        if (s.left < m.right - 0.5 || m.left < t.right - 0.5) faults.push(`${row.id}: sides`)
        const [first, second] = [baseline(source), baseline(target)]
        if (Math.abs(first - second) > 1) faults.push(`${row.id}: baselines ${first} ${second}`)
      } else if (s.bottom > t.top + 0.5) faults.push(`${row.id}: the Arabic is not above`)
    }
    return faults
  }, wide)
}

describe('geometry', () => {
  beforeAll(async () => undefined)
  test.each([320, 390, 820, 895, 896, 1280, 1920])('the sample and a mixed document at %i px', async (width) => {
    root = temporaryProject({ 'input/mixed.md': MIXED, 'muqabil.config.json': '{"provider":"pseudo"}' })
    expect((await muqabil(root, ['build'])).status).toBe(0)
    for (const file of [join(process.cwd(), 'output/moscow-washington-syria.html'), join(root, 'output/mixed.html'), join(root, 'output/index.html')]) {
      const { page, requests } = await open(file, width)
      expect(await geometryFaults(page, width >= 896)).toEqual([])
      expect(requests).toEqual([])
      await page.close()
    }
  })

  test('the checks bite: without first baselines the rows fail', async () => {
    const { page } = await open(join(process.cwd(), 'output/moscow-washington-syria.html'), 1280)
    await page.evaluate(() => document.querySelectorAll<HTMLElement>('.row').forEach((row) => row.style.setProperty('align-items', 'start')))
    expect((await geometryFaults(page, true)).length).toBeGreaterThan(20)
    await page.close()
  })
})

describe('Arabic is right', () => {
  test('signs and Latin runs keep their order; the last Arabic line ends at the left', async () => {
    root = temporaryProject({ 'input/mixed.md': MIXED, 'muqabil.config.json': '{"provider":"pseudo"}' })
    await muqabil(root, ['build'])
    const { page } = await open(join(root, 'output/mixed.html'), 1280)
    const runs = await page.evaluate(() => [...document.querySelectorAll('.source bdi[dir=ltr]')].map((run) => {
      const text = run.firstChild
      const places = [...(run.textContent ?? '')].map((_, index) => {
        const range = document.createRange()
        if (text) range.setStart(text, index), range.setEnd(text, index + 1)
        return range.getBoundingClientRect().left
      })
      return { text: run.textContent, ordered: places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0)) }
    }))
    expect(runs.map(({ text }) => text)).toEqual(expect.arrayContaining(['Node.js', '-5', '+12%', 'C++']))
    expect(runs.every(({ ordered }) => ordered)).toBe(true)
    await page.close()
  })
})

describe('views and accessibility', () => {
  test('one language alone hides the other; a pair lights up', async () => {
    root = temporaryProject({ 'input/mixed.md': MIXED, 'muqabil.config.json': '{"provider":"pseudo"}' })
    await muqabil(root, ['build'])
    const { page } = await open(join(root, 'output/mixed.html'), 1280)
    await page.hover('.source [data-s="2"]')
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('.target [data-s="2"]') ?? document.body).backgroundColor)).toBe('rgb(244, 234, 211)')
    await page.check('#view-source', { force: true })
    expect(await page.locator('.target:visible').count()).toBe(0)
    await page.check('#view-target', { force: true })
    expect(await page.locator('.source:visible').count()).toBe(0)
    await page.close()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing (%s)', async (scheme) => {
    for (const width of [390, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: true })
      const page = await context.newPage()
      await page.goto(`file://${process.cwd()}/output/moscow-washington-syria.html`)
      const { violations } = await new AxeBuilder({ page }).options({ rules: { 'color-contrast-enhanced': { enabled: true } } }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)).toEqual([])
      await context.close()
    }
  })
})

describe('Hostile text is only text', () => {
  test('nothing runs, nothing is asked for', async () => {
    root = temporaryProject({ 'input/x.md': HOSTILE, 'muqabil.config.json': '{"provider":"pseudo"}' })
    expect((await muqabil(root, ['build'])).status).toBe(0)
    const html = readFileSync(join(root, 'output/x.html'), 'utf8')
    expect(html).not.toMatch(/<(?:script|iframe|svg|form|base|object)\b|\son\w+=|javascript:/i)
    const { page, requests } = await open(join(root, 'output/x.html'), 1280)
    expect(requests).toEqual([])
    expect(await page.title()).not.toBe('live')
    await page.close()
    const markdown = readFileSync(join(root, 'output/x.md'), 'utf8')
    expect(markdown).not.toMatch(/javascript:|<(?:script|iframe|svg|form|base)\b/i)
  })
})
