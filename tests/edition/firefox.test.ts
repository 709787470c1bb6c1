/** What Chromium's tests measure, in Firefox where there is one: geometry at every width, taps, views. */
import type { Page } from 'playwright-core'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFirefox, launchFirefox, type Firefox } from '../firefox.ts'
import { geometryFaults } from './geometry.ts'
import { makeEdition } from './make-edition.ts'
import { fixture, pageFolder } from './pages.ts'

const path = findFirefox()

// Another browser than the one of all other tests: where it is not installed, this says so and no more.
describe.skipIf(path === undefined)(
  'in Firefox (skipped where none is installed; MUQABIL_FIREFOX names another)',
  () => {
    const folder = pageFolder()
    let firefox: Firefox
    beforeAll(async () => {
      firefox = await launchFirefox(path ?? '')
    })
    afterAll(async () => {
      await firefox.close()
      folder.remove()
    })

    /** As much of a page of Playwright's as measures it. */
    const page: Pick<Page, 'evaluate'> = {
      evaluate: (async (script: (argument: unknown) => unknown, argument: unknown) =>
        firefox.evaluate(`(${String(script)})(${JSON.stringify(argument ?? null)})`)) as Page['evaluate'], // one of its forms, which the tests use
    }

    test.each(['article', 'everything', 'tables'])('%s: every row in its place at every width', async (name) => {
      const address = pathToFileURL(await folder.draw(name, fixture(name))).href
      for (const width of [320, 390, 820, 1280, 1920]) {
        await firefox.open(address, width)
        expect([width, await geometryFaults(page, { wide: width >= 896 })]).toEqual([width, []])
      }
    })

    test('a tap lights exactly the pair, and a view leaves one side', async () => {
      await firefox.open(pathToFileURL(await folder.draw('tap', fixture('article'))).href, 1280)
      const place = (await firefox.evaluate(`(() => {
        const sentence = document.querySelector('.row:has([data-s="2"]) .target [data-s="2"]')
        sentence.scrollIntoView({ block: 'center' })
        const [{ left, top, width, height }] = sentence.getClientRects()
        return { x: left + width / 2, y: top + height / 2 }
      })()`)) as { readonly x: number; readonly y: number }
      await firefox.tap(place.x, place.y)
      const lit = await firefox.evaluate(`(() => {
        const row = document.querySelector('.row:has([data-s="2"])')
        return [...document.querySelectorAll('[data-s]')]
          .filter((each) => getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)')
          .map((each) => [row.contains(each), each.closest('.source') !== null, each.dataset.s])
      })()`)
      expect(lit).toEqual([
        [true, true, '2'],
        [true, false, '2'],
      ])
      for (const [view, hidden] of [
        ['source', 'target'],
        ['target', 'source'],
      ] as const) {
        const seen = await firefox.evaluate(`(() => {
          document.querySelector('#view-${view}').click()
          return [...document.querySelectorAll('.row[id] > .${hidden}')].filter((each) => each.getClientRects().length > 0).length
        })()`)
        expect(seen).toBe(0)
      }
    })

    test('tashkeel: the bare form stands in the place of the text', async () => {
      const text = 'بِسْمِ اللَّهِ الرَّحْمٰنِ الرَّحِيمِ، لَا إِلٰهَ إِلَّا هُوَ، كَلَّا لَيُنْبَذَنَّ فِي الْحُطَمَةِ.'
      const edition = makeEdition('a.md', `# عنوان\n\n${text}`, () => ({ target: 'Words.' }))
      await firefox.open(pathToFileURL(await folder.draw('marks', edition)).href, 1280)
      const [shown, hidden, plain, bare, seen] = (await firefox.evaluate(`(() => {
        const cell = [...document.querySelectorAll('.row[id] > .source p')].at(-1)
        const width = () => cell.getBoundingClientRect().width
        cell.style.whiteSpace = 'nowrap'
        cell.style.display = 'inline-block'
        const widths = [width()]
        document.querySelector('#tashkeel').click()
        widths.push(width())
        const marks = cell.querySelector('.voc')
        // Firefox does not say what an attribute gives.
        const seen = getComputedStyle(marks, '::after').content.startsWith('attr(') ? marks.dataset.bare : ''
        const marked = cell.textContent
        cell.textContent = marked
        widths.push(width())
        cell.textContent = marked.replace(/[\\u064B-\\u0652\\u0670]/g, '')
        return [...widths, width(), seen]
      })()`)) as readonly [number, number, number, number, string]
      expect(Math.abs(shown - plain)).toBeLessThan(1)
      // The name of God is drawn with signs of its own where it has none.
      expect(Math.abs(hidden - bare)).toBeLessThan(4)
      expect(seen).toContain(text.replace(/[\u064B-\u0652\u0670]/g, ''))
    })
  },
)
