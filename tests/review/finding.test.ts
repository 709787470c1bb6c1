/** Finding rows, and changing many; two at one sentence; a connection that goes and comes back. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Content } from '../../src/bitext/content.ts'
import { launchChromium } from '../browser.ts'
import { PAYLOADS } from '../edition/payloads.ts'
import { everything, row, segment } from './make-rows.ts'
import { at, stateOf, targetOf, unitOf, withApp } from './open-app.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

describe('filter and search', () => {
  test('rows are found by their state, their check, whose words they are', async () => {
    await withApp(browser, { rows: everything() }, async ({ page }) => {
      const numbers = (): Promise<readonly (string | null)[]> =>
        page.locator('.line .n-ltr:not(:empty)').allTextContents()
      const choose = async (label: string, value: string): Promise<void> => {
        await page.getByRole('combobox', { name: label }).selectOption(value)
      }
      await choose('State', 'doubtful')
      await expect.poll(numbers).toEqual(['2', '5', '6'])
      await choose('Check', 'numbers')
      await expect.poll(numbers).toEqual(['2'])
      await page.getByRole('button', { name: 'Show all' }).first().click()
      await choose('Words of', 'person')
      await expect.poll(numbers).toEqual(['3', '6'])
      await choose('State', 'stale')
      await expect.poll(numbers).toEqual(['6'])
      await choose('Order', 'doubt')
      await choose('Words of', 'any')
      await choose('State', 'any')
      await expect.poll(async () => (await numbers()).slice(0, 3)).toEqual(['5', '2', '6'])
    })
  })

  test('a search without tashkeel finds words with it, lights them, and keeps its row while it is worked on', async ({
    expect,
  }) => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await page.keyboard.press('/')
      await page.keyboard.type('القهوة')
      await expect.poll(() => page.locator('.line').count()).toBe(2)
      await expect.poll(() => page.locator('mark.hit').allTextContents()).toEqual(['القهوة', 'القَهْوَةُ'])
      await page.keyboard.press('Enter')
      await page.keyboard.press('a')
      await expect.poll(() => [4, 6].map((number) => stateOf(desk, number)).includes('reviewed')).toBe(true)
      expect(await page.locator('.line').count()).toBe(2)
    })
  })

  test('words are replaced in many rows after a look, and undone in one step', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      const before = [2, 3, 6, 8].map((number) => targetOf(desk, number))
      await page.keyboard.press('r')
      await page.keyboard.type('the')
      await page.keyboard.press('Tab')
      await page.keyboard.type('THE')
      const dialog = page.getByRole('dialog')
      await expect.poll(() => dialog.locator('.changes li').count()).toBe(6)
      await dialog.locator('.changes input').first().uncheck()
      await dialog.getByRole('button', { name: 'Replace in 5 sentences' }).click()
      await expect.poll(() => page.locator('.told').textContent()).toContain('Replaced in 5 sentences.')
      expect(targetOf(desk, 2)).toBe(before[0])
      expect(targetOf(desk, 3)).toContain('THE political process on THE basis')
      await page.keyboard.press('z')
      await expect.poll(() => [2, 3, 6, 8].map((number) => targetOf(desk, number))).toEqual(before)
      await expect.poll(() => page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true)
    })
  })

  test('the outline goes to a heading', async () => {
    await withApp(browser, { rows: everything() }, async ({ page }) => {
      await page.keyboard.press('o')
      await page
        .getByRole('navigation', { name: 'Outline' })
        .getByRole('button', { name: /Preface/ })
        .click()
      await expect.poll(() => at(page, 7).evaluate((line) => line === document.activeElement)).toBe(true)
    })
  })
})

describe('two at one sentence', () => {
  test('somebody else changes what is being written: both versions are there, and one is chosen', async ({
    expect,
  }) => {
    for (const choice of ['Keep mine', 'Take what is there']) {
      await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
        desk.delay = 50
        await at(page, 8).locator('.target').click()
        await page.keyboard.press('Control+Home')
        await page.keyboard.type('Mine. ')
        desk.change(unitOf(8), 's1', { target: ['Theirs.'] })
        const conflict = page.getByRole('group', { name: 'Two versions' })
        await conflict.waitFor()
        expect(await conflict.textContent()).toContain('Mine. Le Drian')
        expect(await conflict.textContent()).toContain('Theirs.')
        expect(targetOf(desk, 8)).toBe('Theirs.')
        await conflict.getByRole('button', { name: choice }).click()
        await conflict.waitFor({ state: 'detached' })
        await expect.poll(() => targetOf(desk, 8)).toMatch(choice === 'Keep mine' ? /^Mine\. Le Drian/ : /^Theirs\.$/)
        if (choice === 'Keep mine') return
        await page.keyboard.press('z')
        await expect.poll(() => targetOf(desk, 8)).toMatch(/^Mine\. Le Drian/)
      })
    }
  })

  test('a change elsewhere in the row comes in, and the editor and the place stay', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await at(page, 2).locator('.target').click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Mine: ')
      desk.change(unitOf(2), 's2', { target: ['Other words.'] })
      await at(page, 2, 's2').getByText('Other words.').waitFor()
      await page.keyboard.type('and more, ')
      await expect.poll(() => targetOf(desk, 2)).toMatch(/^Mine: and more, The Russian/)
      expect(targetOf(desk, 2, 's2')).toBe('Other words.')
      expect(await page.locator('.conflict').count()).toBe(0)
    })
  })

  test('a row goes while it is written in: its words stay on the page, and no other row gets what is typed on', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await at(page, 8).locator('.target').click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Mine. ')
      desk.remove(unitOf(8))
      await at(page, 8).waitFor({ state: 'detached' })
      const before = desk.edits.length
      const left = page.getByRole('group', { name: 'Your words' })
      await left.waitFor()
      await page.keyboard.type('a and x')
      expect(await left.textContent()).toContain('Mine. Le Drian')
      expect(desk.edits.slice(before).filter(({ unit }) => unit !== unitOf(8))).toEqual([])
      page.on('dialog', (dialog) => void dialog.accept())
      await page.reload()
      await left.getByRole('button', { name: 'Let these words go' }).click()
      await left.waitFor({ state: 'detached' })
      await page.keyboard.press('ArrowDown')
      expect(await page.locator('.line.here').count()).toBe(1)
    })
  })

  test('rows come and go around one that is written in: it stays in view, though it fits the filter no more', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await page.keyboard.press('/')
      await page.keyboard.type('Drian')
      await expect.poll(() => page.locator('.row').count()).toBe(2)
      await at(page, 8).locator('.target').click()
      await page.keyboard.press('Control+A')
      await page.keyboard.type('Another ')
      await expect.poll(() => targetOf(desk, 8)).toMatch(/^Another/)
      const again = page.waitForResponse(/api.document/)
      desk.remove(unitOf(2))
      await again
      await page.keyboard.type('wording.')
      await expect.poll(() => targetOf(desk, 8)).toMatch(/^Another wording\./)
    })
  })

  test('words that wait for a conflict survive the window', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      await at(page, 8).locator('.target').click()
      await page.keyboard.type(' Mine.')
      desk.change(unitOf(8), 's1', { target: ['Theirs.'] })
      await page.locator('.conflict').waitFor()
      page.on('dialog', (dialog) => void dialog.accept())
      await page.reload()
      await page.locator('.conflict').waitFor()
      expect(await page.locator('.conflict').textContent()).toContain('”. Mine.')
      expect(targetOf(desk, 8)).toBe('Theirs.')
    })
  })
})

describe('a lost connection', () => {
  test('is said; what is written meanwhile is shown, and sent when it is back', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      desk.connect(false)
      await at(page, 8).locator('.target').click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Offline: ')
      await page.keyboard.press('Escape')
      await expect.poll(() => page.locator('.save-mark').textContent()).toContain('1 edit is kept here')
      expect(await at(page, 8).locator('.target').textContent()).toMatch(/^Offline: Le Drian/)
      desk.connect(true)
      await expect.poll(() => targetOf(desk, 8)).toMatch(/^Offline: Le Drian/)
      await expect.poll(() => page.locator('.save-mark').textContent()).toBe('All saved')
    })
  })

  test('two windows that could not send are closed: the next one sends what both have written, notes too', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      const other = await page.context().newPage()
      await other.goto(desk.address)
      await other.locator('.line').first().waitFor()
      desk.connect(false)
      for (const [window, row] of [
        [page, 8],
        [other, 3],
      ] as const) {
        window.on('dialog', (dialog) => void dialog.accept())
        await at(window, row).locator('.target').click()
        await window.keyboard.press('Control+Home')
        await window.keyboard.type('Kept: ')
        await window.keyboard.press('Escape')
        await window.keyboard.press('n')
        await window.keyboard.type(`a note of ${row}`)
        await window.keyboard.press('Control+Enter')
        await expect.poll(() => window.evaluate(() => Object.values(localStorage).join())).toContain(`note of ${row}`)
      }
      desk.connect(true)
      const next = await page.context().newPage()
      await Promise.all([page.close(), other.close()])
      await next.goto(desk.address)
      await expect.poll(() => [8, 3].map((row) => targetOf(desk, row)?.slice(0, 6))).toEqual(['Kept: ', 'Kept: '])
      await expect
        .poll(() => [8, 3].flatMap((row) => desk.row(unitOf(row)).notes.filter((note) => note.startsWith('a note'))))
        .toEqual(['a note of 8', 'a note of 3'])
      await expect.poll(() => next.evaluate(() => localStorage.length)).toBe(0)
    })
  })

  test('what could not be sent before the window closed is sent by the next one', async () => {
    await withApp(browser, { rows: everything() }, async ({ desk, page }) => {
      desk.connect(false)
      await at(page, 8).locator('.target').click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Kept: ')
      await page.keyboard.press('Escape')
      await expect.poll(() => page.locator('.save-mark').textContent()).toContain('kept here')
      page.on('dialog', (dialog) => void dialog.accept())
      desk.connect(true)
      await page.reload()
      await expect.poll(() => targetOf(desk, 8)).toMatch(/^Kept: Le Drian/)
    })
  })
})

test('a chip of nothing but Latin letters keeps its dashes in front, beside Arabic too', async () => {
  const code: Content = ['استعمل ', { kind: 'standalone', id: '1' }]
  const codes = {
    1: { kind: 'standalone', tagName: 'code', shown: '--dry-run', markup: '<code>--dry-run</code>' },
  } as const
  const rows = [row(1, [segment('s1', code, code)], { codes })]
  await withApp(browser, { rows }, async ({ page }) => {
    const direction = (): Promise<readonly string[]> =>
      page.locator('.chip').evaluateAll((chips) => chips.map((chip) => getComputedStyle(chip).direction))
    expect(new Set(await direction())).toEqual(new Set(['ltr']))
    await page.keyboard.press('Enter')
    await page.locator('.field .chip').waitFor()
    expect(new Set(await direction())).toEqual(new Set(['ltr']))
  })
})

describe('hostile words', () => {
  test('are words in every field, and nothing else', async () => {
    const short = '<img src=x onerror="document.title=1"><script>document.title=2</script>&lt;b>\u202E'
    const evil = [short, ...PAYLOADS].join(' ')
    const word = [evil]
    const rows = [
      row(1, [segment('s1', word, word)], { kind: 'heading', depth: 1 }),
      row(
        2,
        [
          segment('s1', [evil, { kind: 'standalone', id: '1' }], [evil, { kind: 'standalone', id: '1' }], {
            reason: evil,
            mark: 'stale',
            oldSource: ['old ', evil],
            origin: { kind: 'machine', provider: evil, model: evil },
            findings: [{ ruleId: evil, severity: 'error', message: evil, fix: word }],
            waived: { [evil]: evil },
          }),
        ],
        { notes: [evil], codes: { 1: { kind: 'standalone', tagName: evil, shown: evil, markup: evil } } },
      ),
    ]
    const beside = {
      matches: [
        {
          source: word,
          target: word,
          similarity: 0.9,
          origin: { kind: 'person', name: evil } as const,
          document: evil,
        },
      ],
      terms: [
        { source: evil, target: evil, note: evil, isForbidden: true, inSource: [{ start: 0, end: 5 }], inTarget: [] },
      ],
      history: [{ target: word, state: 'translated' as const, by: evil, when: evil, commit: evil }],
    }
    await withApp(browser, { rows, beside, refused: [{ path: evil, message: evil }] }, async ({ page, complaints }) => {
      await page.keyboard.press('ArrowDown')
      await page.getByText('History').waitFor()
      await page.keyboard.press('o')
      await page.keyboard.press('Enter')
      await page.keyboard.type(short)
      await page.keyboard.press('Escape')
      const made = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '#app :is(script, style, b, svg, math, iframe, object, embed, base, form:not(.filter), a:not(.skip), img:not(.caret-place))',
          ),
        ].map(({ outerHTML }) => outerHTML.slice(0, 200)),
      )
      expect(made).toEqual([])
      expect(await page.title()).toContain('<img src=x')
      expect(complaints).toEqual([])
    })
  })
})
