/** The search's script in Chromium, on files so small that words are in several of them: it finds what a look at every row finds. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { foldWord, formsOf, wordsOfText } from '../../src/edition/site/fold-word.ts'
import { readIndex, readRows, type SearchIndex } from '../../src/edition/site/search-files.ts'
import { startSearch } from '../../src/edition/site/search-index.ts'
import type { SearchedDocument } from '../../src/edition/site/searched-document.ts'
import { build } from '../../src/project/build.ts'
import { launchChromium } from '../browser.ts'
import { temporaryProject } from '../temporary-project.ts'

const WORDS =
  'القهوة قهوة وقهوة قهوتي قَلَم قلمان القلم الكتاب كتب كتاب ذهب ذهبوا منه منزل منزلان عليه coffee cup cupboard'.split(' ')

const QUERIES =
  'قهوة القهوة قه من قَلَمٌ منزلان كتاب+قهوة كتب+ذهب+قل رقم7 رقم+7 رقم12+كت cup CUPBOARD cof coffee+ذهب عنوان لاشيء'
    .split(' ')
    .map((query) => query.replaceAll('+', ' '))

/** Thirty articles, and a book whose rows have longer keys. */
function sources(): Readonly<Record<string, string>> {
  const paragraph = (seed: number): string =>
    Array.from({ length: 4 }, (_, at) => WORDS[(seed * seed + seed * at * 3 + at) % WORDS.length]).join(' ')
  const article = (seed: number, rows: number): string =>
    ['# عنوان', ...Array.from({ length: rows }, (_, at) => `${paragraph(seed * 31 + at)} رقم${at}.`)].join('\n\n')
  return {
    ...Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`input/${String(at).padStart(2, '0')}.md`, article(at, 6)]),
    ),
    'input/book.md': article(77, 1000),
  }
}

/** A site whose search is in small files. */
async function siteOfSmallFiles(): Promise<{
  readonly root: string
  readonly documents: readonly SearchedDocument[]
  readonly index: SearchIndex
}> {
  const config = JSON.stringify({ layout: 'site', provider: 'pseudo', formats: ['html'] })
  const root = temporaryProject({ ...sources(), 'muqabil.config.json': config })
  await build({ cwd: root, environment: {} })
  const assets = join(root, 'output/assets')
  const names = readdirSync(assets).filter((name) => /^search-(?:rows|words|index)-/.test(name))
  const contentOf = (name: string): string => readFileSync(join(assets, name), 'utf8')
  const old = names.find((name) => name.startsWith('search-index')) ?? ''
  const documents = (readIndex(contentOf(old))?.rows ?? []).flatMap(([, name]) => readRows(contentOf(name)))
  for (const name of names) rmSync(join(assets, name))
  const { add, finish } = startSearch((text) => () => text, { rows: 2000, words: 150 })
  const made = [...documents.flatMap((document) => add(document)), ...finish()]
  for (const { name, content } of made) writeFileSync(join(assets, name), content)
  const page = join(root, 'output/index.html')
  const last = made.at(-1)
  writeFileSync(page, readFileSync(page, 'utf8').replace(old, last?.name ?? ''))
  const index = readIndex(String(last?.content))
  if (!index) throw new Error('Unexpected file, expected the one that names the others')
  return { root, documents, index }
}

interface FoundRow {
  readonly address: string
  readonly forms: readonly string[]
}

/** In the order of the site, each with all that it is found by. */
function rowsOf(documents: readonly SearchedDocument[]): readonly FoundRow[] {
  return documents.flatMap(([href, , , , rows]) =>
    rows.map(([id, , , source, target]) => ({
      address: `${href}#${id}`,
      forms: wordsOfText(`${source} ${target}`).flatMap((word) => formsOf(foldWord(word))),
    })),
  )
}

/** Addresses of all rows that have words beginning so, those with the words themselves first. */
function lookedFor(rows: readonly FoundRow[], query: string): readonly string[] {
  const asked = [...new Set(wordsOfText(query).map(foldWord))]
  return rows
    .filter(({ forms }) => asked.every((word) => forms.some((form) => form.startsWith(word))))
    .map(({ address, forms }) => ({ address, exact: asked.filter((word) => forms.includes(word)).length }))
    .toSorted((a, b) => b.exact - a.exact)
    .map(({ address }) => address)
}

/** Addresses of up to forty results as they are shown, and how many there are. */
async function shown(page: Page, query: string): Promise<{ readonly first: readonly string[]; readonly said: string }> {
  await page.locator('#query').fill(query)
  await page.locator('#hits[aria-busy=false]').waitFor({ state: 'attached' })
  for (const count of [40]) {
    if (!(await page.locator('#more').isVisible())) break
    const before = await page.locator('.hit').count()
    await page.locator('#more').click()
    await expect.poll(() => page.locator('.hit').count()).toBeGreaterThan(before)
    expect(await page.locator('.hit').count()).toBeLessThanOrEqual(count)
  }
  const links = page.locator('.hit a.no')
  return {
    first: await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '')),
    said: (await page.locator('#found span[lang=en]').textContent()) ?? '',
  }
}

test('finds what a look at every row finds, in the same order, and loads few files for it', async () => {
  const { root, documents, index } = await siteOfSmallFiles()
  const froms = index.words.map(([from]) => from.split(' ')[0])
  expect(froms.length).toBeGreaterThan(30)
  expect(new Set(froms).size).toBeLessThan(froms.length)
  expect(index.rows.length).toBeGreaterThan(8)
  const rows = rowsOf(documents)
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    let asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    for (const query of QUERIES) {
      await page.goto('about:blank')
      asked = []
      await page.goto(pathToFileURL(join(root, 'output/index.html')).href)
      const { first, said } = await shown(page, query)
      const expected = lookedFor(rows, query)
      expect([query, first]).toEqual([query, expected.slice(0, 40)])
      expect([query, Number.parseInt(said, 10) || 0]).toEqual([query, expected.length])
      // Neither more than have the words, and one at each end, nor a file twice.
      const words = wordsOfText(query).map(foldWord)
      const most = index.words.filter(([from]) => words.some((word) => from.startsWith(word))).length + 2 * words.length
      expect(asked.filter((url) => url.includes('search-words')).length).toBeLessThanOrEqual(most)
      expect(new Set(asked).size).toBe(asked.length)
    }
  } finally {
    await browser.close()
  }
})
