/** The page of `formats: ["review"]`, opened from the disk: edits stay in the browser and leave it as a file. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import { check } from '../../src/project/check.ts'
import { importRows } from '../../src/project/import.ts'
import { launchChromium } from '../browser.ts'
import { temporaryProject } from '../temporary-project.ts'

const HOSTILE = '</script><script>document.title="run"</script><!--<img src=x onerror=alert(1)>'
const SOURCE = `# القَهْوَة في ${HOSTILE.replaceAll('<', '&lt;')}

شربتُ **القَهْوَةَ** مساءً. ثم ذهبتُ إلى البيت.

العدد ٢٢٥٤ هنا.
`

interface EditsFile {
  readonly muqabil: string
  readonly version: number
  readonly document: string
  readonly edits: readonly Readonly<Record<string, unknown>>[]
}

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** @returns The project's folder, and the page in it. */
async function built(): Promise<{ readonly root: string; readonly file: string }> {
  const root = temporaryProject({
    'input/qahwa.md': SOURCE,
    'muqabil.config.json': '{"formats":["review"],"provider":"pseudo"}',
  })
  await build({ cwd: root })
  return { root, file: join(root, 'output/qahwa.review.html') }
}

/** Opened as who double-clicks it opens it; complains when anything is asked of the network or refused by the policy. */
async function opened(
  work: (page: Page) => Promise<void>,
  before?: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  const { file } = await built()
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, acceptDownloads: true })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!/^(?:file|data|blob):/.test(request.url())) complaints.push(request.url())
  })
  try {
    await before?.(page)
    await page.goto(pathToFileURL(file).href)
    await page.locator('.line').first().waitFor()
    await work(page)
    return complaints
  } finally {
    await context.close()
  }
}

async function saved(page: Page): Promise<{ readonly name: string; readonly content: EditsFile }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save my edits as a file' }).click(),
  ])
  return {
    name: download.suggestedFilename(),
    content: JSON.parse(readFileSync(await download.path(), 'utf8')) as EditsFile,
  }
}

test('edits survive the window and leave it as a file, by id and source hash', async () => {
  const complaints = await opened(async (page) => {
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('I drank coffee.')
    await page.keyboard.press('Control+Enter')
    await page.locator('.bead.reviewed').first().waitFor()
    await page.keyboard.press('n')
    await page.keyboard.type('سؤال')
    await page.keyboard.press('Enter')
    await page.getByText('سؤال').waitFor()
    await page.reload()
    await page.getByText('I drank coffee.').waitFor()
    const { name, content } = await saved(page)
    expect(name).toBe('qahwa.md.muqabil-edits.json')
    expect(content).toMatchObject({ muqabil: 'edits', version: 1, document: 'input/qahwa.md' })
    const edit = content.edits.find(({ target }) => target !== undefined)
    expect(edit).toMatchObject({
      id: expect.stringMatching(/^p-[0-9a-f]{8}\/s1$/),
      state: 'reviewed',
      sourceHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      base: expect.any(String),
      target: ['I drank coffee.', { kind: 'open', id: '1' }, { kind: 'close', id: '1' }],
    })
    expect(content.edits.some(({ note }) => note === 'سؤال')).toBe(true)
    expect(await page.getByRole('button', { name: /Split/ }).count()).toBe(0)
  })
  expect(complaints).toEqual([])
})

test('two windows of one page lose nothing of each other, though one has not heard of the other yet', async () => {
  const complaints = await opened(async (page) => {
    const other = await page.context().newPage()
    await other.addInitScript(() =>
      window.addEventListener('storage', (event) => event.stopImmediatePropagation(), { capture: true }),
    )
    await other.goto(page.url())
    await other.locator('.line').first().waitFor()
    for (const [one, words] of [
      [page, 'Words of one.'],
      [other, 'Words of the other.'],
    ] as const) {
      const line = one.locator('.line').nth(one === page ? 2 : 3)
      await line.locator('.target').click()
      await one.keyboard.press('Control+A')
      await one.keyboard.type(words)
      await one.keyboard.press('Escape')
      await one.getByText(words).waitFor()
      await expect.poll(() => one.evaluate(() => Object.values(localStorage).join())).toContain(words)
    }
    const targets = (await saved(other)).content.edits.map(({ target }) => JSON.stringify(target))
    expect(targets).toEqual([expect.stringContaining('of one.'), expect.stringContaining('of the other.')])
  })
  expect(complaints).toEqual([])
})

test('edits of an older page are offered where their sentence is the same, shown where not, and lost nowhere', async () => {
  const { root, file } = await built()
  const context = await browser.newContext({ acceptDownloads: true })
  const page = await context.newPage()
  const open = async (): Promise<void> => {
    await page.goto(pathToFileURL(file).href)
    await page.locator('.line').first().waitFor()
  }
  const write = async (line: number, words: string): Promise<void> => {
    await page.locator('.line').nth(line).locator('.target').click()
    await page.keyboard.press('Control+A')
    await page.keyboard.type(words)
    await page.keyboard.press('Escape')
    await page.getByText(words).waitFor()
    await expect.poll(() => page.evaluate(() => Object.values(localStorage).join())).toContain(words)
  }
  const earlier = page.getByRole('group', { name: 'An earlier edit' })
  try {
    await open()
    await write(1, 'I drank it.')
    await write(2, 'I went home.')
    await write(3, 'The number is here.')
    const before = await saved(page)
    writeFileSync(join(root, 'input/qahwa.md'), SOURCE.replace('مساءً', 'صباحًا').replace('العدد', 'الرقم'))
    await build({ cwd: root })
    await open()
    expect(await earlier.allInnerTexts()).toEqual([
      expect.stringContaining('I drank it.'),
      expect.stringContaining('I went home.'),
      expect.stringContaining('The number is here.'),
    ])
    expect(await page.getByRole('button', { name: 'Take it over' }).count()).toBe(1)
    await page.getByRole('button', { name: 'Take it over' }).click()
    await expect.poll(() => earlier.count()).toBe(2)
    expect(await page.locator('.line').nth(2).innerText()).toContain('I went home.')
    await page.keyboard.press('z')
    await expect.poll(() => earlier.count()).toBe(3)
    await page.getByRole('button', { name: 'Take it over' }).click()
    const { edits } = (await saved(page)).content
    expect(edits).toEqual(before.content.edits.filter(({ target }) => String(target) === 'I went home.'))
    await earlier.first().getByRole('button', { name: 'Let it go' }).click()
    await open()
    expect(await earlier.allInnerTexts()).toEqual([expect.stringContaining('The number is here.')])
  } finally {
    await context.close()
  }
})

test('edits that came back with a newer page are not offered', async () => {
  const { root, file } = await built()
  const context = await browser.newContext({ acceptDownloads: true })
  const page = await context.newPage()
  try {
    await page.goto(pathToFileURL(file).href)
    await page.locator('.line').nth(2).locator('.target').click()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('I went home.')
    await page.keyboard.press('Control+Enter')
    await page.locator('.bead.reviewed').first().waitFor()
    const { name, content } = await saved(page)
    writeFileSync(join(root, name), JSON.stringify(content))
    await importRows({ cwd: root, from: [name] })
    await build({ cwd: root })
    await page.goto(pathToFileURL(file).href)
    await page.getByText('I went home.').waitFor()
    expect(await page.getByRole('group', { name: 'An earlier edit' }).count()).toBe(0)
  } finally {
    await context.close()
  }
})

test('a browser that keeps nothing says so, and the edits are saved all the same', async () => {
  const complaints = await opened(
    async (page) => {
      expect(await page.locator('.problem').textContent()).toContain('save your edits as a file')
      await page.keyboard.press('A')
      await page.locator('.bead.pseudo, .bead.reviewed').first().waitFor()
      await page.keyboard.press('w')
      await page.keyboard.type('again')
      await page.keyboard.press('Enter')
      await page.getByText('again').waitFor()
      expect((await saved(page)).content.edits).toHaveLength(1)
    },
    async (page) => {
      await page.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('refused', 'SecurityError')
          },
        })
      })
    },
  )
  expect(complaints).toEqual([])
})

test('undo takes an edit out of the file again', async () => {
  await opened(async (page) => {
    await page.keyboard.press('w')
    await page.keyboard.type('again')
    await page.keyboard.press('Enter')
    await page.getByText('again').waitFor()
    await page.keyboard.press('z')
    await page.getByText('again').waitFor({ state: 'detached' })
    expect((await saved(page)).content.edits).toEqual([])
  })
})

test('a hostile title is text, in the page and in its data', async () => {
  await opened(async (page) => {
    expect(await page.title()).toContain('</script><script>')
    expect(await page.locator('script').count()).toBe(2)
    expect(await page.locator('h1').textContent()).toContain('<!--<img')
  })
})

test('the same project gives the same bytes, and check knows them', async () => {
  const { root, file } = await built()
  const before = readFileSync(file, 'utf8')
  await build({ cwd: root })
  expect(readFileSync(file, 'utf8')).toBe(before)
  expect(before).not.toContain(root)
  expect(before.length).toBeLessThan(400_000)
  const messages = (await check({ cwd: root })).flatMap((one) => one.messages)
  expect(messages.filter(({ ruleId }) => ruleId === 'outdated')).toEqual([])
})
