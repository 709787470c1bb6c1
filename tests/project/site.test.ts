/** A site as files: what its pages share, what refers to what, what goes, and what `check` says of it. */
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assetsIn, isOurAsset } from '../../src/edition/site/assets.ts'
import { build } from '../../src/project/build.ts'
import { check } from '../../src/project/check.ts'
import { temporaryProject } from '../temporary-project.ts'

const CONFIG = { layout: 'site', provider: 'pseudo', formats: ['html'] }
const SOURCES = {
  'input/a.md': '# عنوان\n\nشرب قهوة. ثم عاد.\n',
  'input/b/c.md': '# فصل\n\nجاء الرجل.\n',
  'input/b/د ه.md': '# أخير\n\nنصٌّ آخر.\n',
}

function siteOf(config: object = {}, files: Readonly<Record<string, string>> = SOURCES): string {
  return temporaryProject({ ...files, 'muqabil.config.json': JSON.stringify({ ...CONFIG, ...config }) })
}

async function built(root: string): Promise<string> {
  await build({ cwd: root, environment: {} })
  return root
}

function outputs(root: string): readonly string[] {
  return readdirSync(join(root, 'output'), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(root, 'output', name)).isFile())
    .toSorted()
}

const read = (root: string, name: string): string => readFileSync(join(root, 'output', name), 'utf8')
const snapshot = (root: string): readonly (readonly [string, string])[] =>
  outputs(root).map((name) => [name, readFileSync(join(root, 'output', name)).toString('base64')])
const assets = (root: string): readonly string[] => readdirSync(join(root, 'output/assets')).toSorted()

async function told(root: string, files?: readonly string[]): Promise<readonly string[]> {
  const found = await check({ cwd: root, environment: {}, ...(files ? { files } : {}) })
  return found.flatMap((file) =>
    file.messages.filter(({ ruleId }) => ruleId === 'outdated').map(({ reason }) => `${file.path}: ${reason}`),
  )
}

describe('what pages share', () => {
  test('stands once, under names that say what is in it, with the licences of the faces', async () => {
    const root = await built(siteOf({ fonts: 'embed' }))
    const names = assets(root)
    for (const name of names) expect(isOurAsset(name, readFileSync(join(root, 'output/assets', name)))).toBe(true)
    expect(names.filter((name) => name.endsWith('.woff2')).length).toBeGreaterThanOrEqual(3)
    expect(names.filter((name) => name.endsWith('.txt'))).toHaveLength(2)
    const style = names.find((name) => name.startsWith('style-')) ?? ''
    for (const page of ['a.html', 'b/c.html', 'index.html']) {
      const html = read(root, page)
      expect(html).not.toContain('base64,')
      expect(html).toContain(`href="${page.includes('/') ? '../' : ''}assets/${style}"`)
    }
    expect(assetsIn(read(root, `assets/${style}`)).every((name) => names.includes(name))).toBe(true)
  })

  test('is the same to the byte wherever and however often it is made, and written again it is not touched', async () => {
    const [one, other] = [await built(siteOf()), await built(siteOf())]
    expect(snapshot(one)).toEqual(snapshot(other))
    const before = outputs(one).map((name) => statSync(join(one, 'output', name)).mtimeMs)
    rmSync(join(one, '.muqabil'), { recursive: true })
    await built(one)
    expect(outputs(one).map((name) => statSync(join(one, 'output', name)).mtimeMs)).toEqual(before)
  })

  test('a run about one source writes the site that a run about all writes', async () => {
    const [one, all] = [siteOf(), await built(siteOf())]
    await build({ cwd: one, environment: {}, files: ['input/b/c.md'] })
    await built(one)
    expect(snapshot(one)).toEqual(snapshot(all))
  })

  test('the user’s style comes last, as a file of its own', async () => {
    const root = siteOf({ stylesheet: 'mine.css' })
    writeFileSync(join(root, 'mine.css'), ':root{--paper:#fff}')
    const html = read(await built(root), 'b/c.html')
    expect(html.indexOf('../assets/theme-')).toBeGreaterThan(html.indexOf('</style>'))
    expect(html.indexOf('</style>')).toBeGreaterThan(html.indexOf('../assets/style-'))
  })
})

describe('the way from document to document', () => {
  test('is the order of the index, by addresses that lead there, with titles in both languages', async () => {
    const root = await built(siteOf())
    const links = (page: string): readonly string[] =>
      [...read(root, page).matchAll(/<a href="([^"]+)" hreflang="\w+" rel="(\w+)">/g)].map(
        ([, href, rel]) => `${rel} ${decodeURIComponent(href ?? '')}`,
      )
    expect(links('a.html')).toEqual(['next b/c.html', 'next b/c.html'])
    expect(links('b/c.html')).toEqual(['prev ../a.html', 'prev ../a.html', 'next ../b/د ه.html', 'next ../b/د ه.html'])
    expect(links('b/د ه.html')).toEqual(['prev ../b/c.html', 'prev ../b/c.html'])
    expect(read(root, 'b/c.html')).toContain('<span>عنوان</span>')
  })
})

describe('what goes', () => {
  test('files that nothing refers to any more; what is not ours, or was changed by hand, stays', async () => {
    const root = await built(siteOf())
    const [old = ''] = assets(root).filter((name) => name.startsWith('style-'))
    writeFileSync(join(root, 'output/assets/note.txt'), 'mine')
    writeFileSync(join(root, 'output/assets/style-0000000000000000.css'), 'mine')
    writeFileSync(join(root, 'input/a.md'), '# عنوان\n\nواحد. اثنان. ثلاثة. أربعة.\n')
    await built(root)
    expect(assets(root)).not.toContain(old)
    expect(assets(root)).toEqual(expect.arrayContaining(['note.txt', 'style-0000000000000000.css']))
    expect(await told(root)).toEqual([])
  })

  test('all of them with the layout, and nothing that the page of a refused source needs', async () => {
    const root = await built(siteOf())
    const [style = ''] = assets(root).filter((name) => name.startsWith('style-'))
    writeFileSync(join(root, 'input/a.md'), Buffer.from([0xc7, 0xe1, 0xff, 0xc7]))
    writeFileSync(join(root, 'input/b/c.md'), '# فصل\n\nواحد. اثنان. ثلاثة.\n')
    await built(root)
    expect(assets(root)).toContain(style)
    writeFileSync(join(root, 'input/a.md'), SOURCES['input/a.md'])
    writeFileSync(join(root, 'muqabil.config.json'), JSON.stringify({ ...CONFIG, layout: 'page', fonts: 'system' }))
    await built(root)
    expect(existsSync(join(root, 'output/assets'))).toBe(false)
    expect(read(root, 'a.html')).not.toContain('assets/')
  })
})

describe('check', () => {
  test.each([
    ['a page', 'a.html', 'input/a.md'],
    ['the index', 'index.html', 'output/index.html'],
    ['the style', 'assets/style-', 'output/assets/style-'],
  ])('%s that was changed by hand, or is gone, is found where it belongs', async (_, start, where) => {
    const root = await built(siteOf())
    expect(await told(root)).toEqual([])
    const name = outputs(root).find((each) => each.startsWith(start)) ?? ''
    appendFileSync(join(root, 'output', name), ' ')
    expect(await told(root)).toEqual([expect.stringMatching(new RegExp(`^${where}.*: Unexpected content of`))])
    rmSync(join(root, 'output', name))
    expect(await told(root)).toEqual([expect.stringMatching(new RegExp(`^${where}.*: Unexpected absence of`))])
    // A build mends it, however short its way is where nothing has changed.
    await built(root)
    expect(await told(root)).toEqual([])
  })

  test('of one source says nothing of others and of the index', async () => {
    const root = await built(siteOf())
    for (const name of ['index.html', 'a.html', 'b/c.html']) appendFileSync(join(root, 'output', name), ' ')
    expect(await told(root, ['input/a.md'])).toEqual([expect.stringMatching(/^input\/a\.md/)])
  })

  test('an index of pages that was changed by hand is found, too', async () => {
    const root = await built(siteOf({ layout: 'page' }))
    appendFileSync(join(root, 'output/index.html'), ' ')
    expect(await told(root)).toEqual([expect.stringMatching(/^output\/index\.html/)])
  })
})

test('above fifty documents a site is what one gets unasked', async () => {
  const { layout: _layout, ...config } = CONFIG
  const of = (count: number): string =>
    temporaryProject({
      'muqabil.config.json': JSON.stringify(config),
      ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`input/${at}.txt`, 'كلام قليل.'])),
    })
  expect(existsSync(join(await built(of(50)), 'output/assets'))).toBe(false)
  expect(existsSync(join(await built(of(51)), 'output/assets'))).toBe(true)
})
