/** What Chromium's tests measure, in Firefox where there is one: geometry at every width, taps, views. */
import type { Page } from 'playwright-core'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFirefox, launchFirefox, type Firefox } from '../firefox.ts'
import { geometryFaults } from './geometry.ts'
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
  },
)
