/** Hostile text goes in wherever text goes in, and comes out as text: in the page, the index and on a code host. */
import { readFileSync } from 'node:fs'
import type { Root } from 'hast'
import { toHtml as stringify } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import { rehype } from 'rehype'
import { remark } from 'remark'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkRehype from 'remark-rehype'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf, type Edition } from '../../src/edition/edition.ts'
import { draftMonoHtml } from '../../src/edition/mono/mono-html.ts'
import { toInterleaved, toMarkdown } from '../../src/edition/markdown/markdown.ts'
import { present } from '../../src/edition/present.ts'
import { safeText } from '../../src/edition/safe-text.ts'
import { launchChromium } from '../browser.ts'
import { codeHostSchema } from './code-host.ts'
import { hostileEdition, hostileEditions } from './hostile-edition.ts'
import { makeInput, PLAIN, toHtml, toIndex } from './make-edition.ts'
import { fixture, pageFolder, withPage } from './pages.ts'
import { PAYLOADS } from './payloads.ts'

const folder = pageFolder()
let browser: Browser
let hostile: Edition
beforeAll(async () => {
  browser = await launchChromium()
  hostile = hostileEdition()
})
afterAll(async () => {
  await browser.close()
  folder.remove()
})

/** Every payload is in many rows: where each costs much, a part of them will do. */
function part(edition: Edition): Edition {
  return { ...edition, blocks: edition.blocks.filter((_, index) => index % 6 === 0) }
}

/** Everything that a page does unasked, its policy's refusals too. */
async function watched(file: string, script: boolean, use: (page: Page) => Promise<void>): Promise<readonly string[]> {
  return withPage(browser, file, { script }, async (page, events) => {
    await use(page)
    await page.mouse.move(200, 200)
    await page.keyboard.press('Tab')
    await page.waitForLoadState('networkidle')
    return [...events]
  })
}

/** What would be live if it stood there: elements, handlers, addresses, names that are not the page's. */
async function liveIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      // What the head says of the page as data is the page's own.
      .filter((element) => !element.matches('head > script[type="application/ld+json"]:only-of-type'))
      .filter(
        (element) =>
          /^(?:script|iframe|object|embed|svg|math|form|base|video|audio|img|source|picture|button|textarea|select|frame|template)$/.test(
            element.localName,
          ) ||
          [...element.attributes].some(
            ({ name, value }) =>
              name.startsWith('on') ||
              name === 'style' ||
              (name === 'name' && value !== 'view' && element.localName !== 'meta') ||
              (/^(?:href|src|action|formaction|srcset|background|poster|ping|xlink:href)$/.test(name) &&
                !/^(?:https?:|mailto:|#|data:,$)/i.test(value) &&
                /:/.test(value.replace(/[/?#].*$/s, ''))),
          ),
      )
      .map(({ outerHTML }) => outerHTML.slice(0, 120)),
  )
}

describe('Hostile text is only text', () => {
  test('the page: nothing runs, nothing is asked for, every payload of a provider stands there', async () => {
    expect(rowsOf(hostile).length).toBeGreaterThan(PAYLOADS.length * 8)
    for (const [edition, script] of [
      [hostile, true],
      [part(hostile), false],
    ] as const) {
      const rows = rowsOf(edition)
      const file = folder.save('hostile', toHtml(edition, { ...PLAIN, responsible: PAYLOADS.join(' ') }))
      const events = await watched(file, script, async (page) => {
        expect(await liveIn(page)).toEqual([])
        expect(await page.evaluate(() => document.querySelectorAll('style, link, meta[http-equiv]').length)).toBe(3)
        const state = await page.evaluate(() => ({
          title: document.title.length > 1,
          text: document.getElementById('text')?.localName,
          both: document.getElementById('view-both')?.localName,
          body: document.body.localName,
          forms: document.forms.length,
          rows: document.querySelectorAll('article > .row[id], .tr > .row[id]').length,
          names: [...document.querySelectorAll('[id]')]
            .map(({ id }) => id)
            .filter(
              (id) =>
                !/^(?:text|view-(?:both|source|target|learn)|tashkeel|origins|p-[0-9a-f]{8}(?:-\d+)?|[st]-.*)$/.test(
                  id,
                ),
            ),
          twice:
            document.querySelectorAll('[id]').length -
            new Set([...document.querySelectorAll('[id]')].map(({ id }) => id)).size,
        }))
        expect(state).toEqual({
          title: true,
          text: 'main',
          both: 'input',
          body: 'body',
          forms: 0,
          rows: rows.length,
          names: [],
          twice: 0,
        })
        const shown = (
          await page.evaluate(() =>
            [...document.querySelectorAll('.row[id] .target')].map((cell) => cell.textContent ?? ''),
          )
        )
          .join('\n')
          .replace(/\s+/g, ' ')
        for (const payload of PAYLOADS) expect(shown).toContain(visible(payload))
      })
      expect(events).toEqual([])
    }
  })

  test('the index and the fixture', async () => {
    const { title, counts } = hostile
    const entries = PAYLOADS.map((payload) => ({
      href: `${encodeURIComponent(payload.replace(/[\uD800-\uDFFF]/g, ''))}.html`,
      title: { source: payload, target: payload },
      counts,
    }))
    const index = toIndex([...entries, { href: 'a.html', title, counts }])
    for (const file of [folder.save('index', index), folder.save('fixture', toHtml(fixture('hostile'), PLAIN))])
      for (const script of [false, true])
        expect(await watched(file, script, async (page) => expect(await liveIn(page)).toEqual([]))).toEqual([])
  })

  test('a title of any text ends neither the style nor the head, and is cut nowhere but at a word in running heads', async () => {
    for (const payload of PAYLOADS) {
      const { source, record } = makeInput('a.md', 'نص', () => ({ target: 'Words' }))
      const html = toHtml({ ...present({ source, record }), title: { source: payload, target: payload } }, PLAIN)
      const elements = namesIn(rehype().parse(html))
      for (const once of ['head', 'style', 'script', 'body', 'title', 'link'])
        expect([payload, once, elements.filter((name) => name === once)]).toEqual([payload, once, [once]])
    }
    const { source, record } = makeInput('a.md', 'نص', () => ({ target: 'Words' }))
    const all = present({ source, record })
    const html = toHtml({ ...all, title: { source: PAYLOADS.join(''), target: '"} body{display:none} /* \\' } }, PLAIN)
    await withPage(browser, folder.save('title', html), {}, async (page, events) => {
      expect(await page.evaluate(() => getComputedStyle(document.body).display)).toBe('block')
      expect(
        await page.evaluate(
          () =>
            [...document.styleSheets]
              .flatMap((sheet) => [...sheet.cssRules])
              .filter((rule) => rule instanceof CSSPageRule).length,
        ),
      ).toBe(2)
      expect(events).toEqual([])
    })
  })

  test('one language alone: nothing runs, nothing is asked for, every payload of a provider stands there', async () => {
    // Eleven places a payload: of every fifth all places have their turn.
    const made = PAYLOADS.flatMap(hostileEditions).filter((_, index) => index % 5 === 0)
    for (const side of ['target', 'source'] as const) {
      const pages = made.map((edition) => draftMonoHtml(edition, side, PLAIN).finish([]))
      const [first = ''] = pages
      // Each title is text in its head, and all articles go into one page: the style, and so the policy, is the same.
      const articles = pages.map((page) => {
        const elements = namesIn(rehype().parse(page))
        for (const once of ['head', 'style', 'title', 'link', 'body', 'main', 'article'])
          expect([once, elements.filter((name) => name === once).length]).toEqual([once, 1])
        expect(elements).not.toContain('script')
        return page.slice(page.indexOf('<article'), page.lastIndexOf('</article>') + '</article>'.length)
      })
      const [head = '', tail = ''] = first.split(articles[0] ?? '')
      expect(tail).toContain('</main>')
      const file = folder.save(`mono-${side}`, head + articles.join('') + tail)
      const events = await watched(file, true, async (page) => {
        expect(await liveIn(page)).toEqual([])
        expect(await page.evaluate(() => document.querySelectorAll('main > article').length)).toBe(made.length)
        expect(await page.evaluate(() => document.title)).not.toBe('1')
        const shown = await page.evaluate(() => document.body.textContent ?? '')
        const text = shown.replace(/\s+/g, ' ')
        if (side === 'target') for (const payload of PAYLOADS) expect(text).toContain(visible(payload))
      })
      expect(events).toEqual([])
    }
  })

  test("a style that is not the page's own is not applied, a script is not run", async () => {
    const html = readFileSync(folder.save('plain', toHtml(fixture('article'), PLAIN)), 'utf8')
    const injected = html
      .replace('</head>', '<style>body{display:none}</style><script>document.title="live"</script></head>')
      .replace('<article', '<img src="https://evil.example/x.png" onerror="document.title=1"><article')
    await withPage(browser, folder.save('injected', injected), {}, async (page, events) => {
      expect(await page.evaluate(() => getComputedStyle(document.body).display)).toBe('block')
      expect(await page.title()).not.toBe('live')
      expect(await page.evaluate(() => document.images[0]?.naturalWidth)).toBe(0)
      expect(events.join(' ')).toMatch(/Content Security Policy/)
    })
  })

  test('on a code host, sanitized or not: links and text', async () => {
    const edition = part(hostile)
    for (const [name, markdown] of [
      ['table', toMarkdown(edition)],
      ['interleaved', toInterleaved(edition)],
    ] as const)
      for (const isSanitized of [true, false]) {
        const parser = remark()
          .use(remarkFrontmatter)
          .use(remarkGfm)
          .use(remarkRehype, { allowDangerousHtml: true })
          .use(rehypeRaw)
        const host = isSanitized ? parser.use(rehypeSanitize, codeHostSchema) : parser
        const tree = host.runSync(host.parse(markdown)) as unknown as Root // remark-rehype makes hast of it, which the processor's type cannot say
        const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,"><body>${stringify(tree)}`
        const events = await watched(folder.save(`${name}-${isSanitized}`, html), true, async (page) => {
          expect(await liveIn(page)).toEqual([])
          const rows = await page.evaluate(
            () => document.querySelectorAll('tr > td:nth-child(2) > a, p[align=center] > a').length,
          )
          expect(rows).toBe(rowsOf(edition).length)
          const cells = await page.evaluate(() =>
            [...document.querySelectorAll('[lang=en]')].map((cell) => cell.textContent ?? ''),
          )
          const shown = cells
            .join('\n')
            .replace(/\u200E/g, '')
            .replace(/\s+/g, ' ')
          for (const payload of PAYLOADS) expect(shown).toContain(visible(payload))
        })
        expect(events).toEqual([])
      }
  })
})

/** Of all elements in it. */
function namesIn(node: Root | Root['children'][number]): readonly string[] {
  return 'children' in node
    ? [...(node.type === 'element' ? [node.tagName] : []), ...node.children.flatMap(namesIn)]
    : []
}

/** As a reader sees it: white space is one space, and what no page may hold is not there. */
function visible(payload: string): string {
  return safeText(payload).replace(/\s+/g, ' ').trim()
}

test('the payloads bite: in a page that is not made by us they do run', async () => {
  const naive = `<!doctype html><title>x</title><body>${PAYLOADS.slice(0, 8).join('\n')}`
  await withPage(browser, folder.save('naive', naive), {}, async (page, events) => {
    expect(await page.title()).toBe('1')
    expect(events.length).toBeGreaterThan(0)
  })
})
