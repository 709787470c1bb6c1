/** Titles that stand in the front matter alone, as site builders have them: above the text, in both languages. */
import { EpubCheck } from '@likecoin/epubcheck-ts'
import { strFromU8, unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import { temporaryProject } from '../temporary-project.ts'

/** Whatever says "ثالث" is not translated. */
const PROVIDER = `const words = { 'رِحْلَةُ البُنّ في Yemen': 'The road of coffee', 'من «١»': 'From one' }
export default { name: 'own', translate: async ({ texts }) => texts.map((text) => text.includes('ثالث') ? '' : words[text] ?? 'Tea.') }`
const TITLED = '---\ntitle: رِحْلَةُ البُنّ في Yemen\n---\n\nنص.\n\n## من «١»\n\nنص آخر.\n'

async function built(
  files: Readonly<Record<string, string>>,
  formats: readonly string[],
  layout = 'page',
): Promise<string> {
  const config = { provider: './own.mjs', fonts: 'system', formats, layout }
  const root = temporaryProject({ ...files, 'own.mjs': PROVIDER, 'muqabil.config.json': JSON.stringify(config) })
  await build({ cwd: root, environment: {} })
  return root
}

const read = (root: string, name: string): string => readFileSync(join(root, 'output', name), 'utf8')
const headings = (page: string): readonly string[] =>
  [...page.matchAll(/<(h[12]|p class="title")>(.*?)<\/(?:h[12]|p)>/g)].map(([, tag, words = '']) =>
    `${tag?.slice(0, 2).trim()} ${words.replaceAll(/<[^>]+>/g, '')}`.trim(),
  )

test('it goes before a heading of the second level: on the page, in the index, alone, in data and in a book', async () => {
  const formats = ['html', 'html-mono', 'html-mono-source', 'json', 'epub']
  const root = await built({ 'input/a.md': TITLED }, formats)
  const page = read(root, 'a.html')
  expect(page).toContain('<title>The road of coffee · رِحْلَةُ البُنّ في Yemen</title>')
  expect(headings(page).slice(0, 4)).toEqual([
    'p رِحْلَةُ البُنّ في Yemen',
    'h1 The road of coffee',
    'h2 من «١»',
    'h2 From one',
  ])
  expect(page.indexOf('The road of coffee</h1>')).toBeLessThan(page.indexOf('<div class="row head small account">'))
  expect(read(root, 'index.html')).toContain('The road of coffee')
  expect(headings(read(root, 'a.en.html'))).toEqual(['h1 The road of coffee', 'h2 From one'])
  expect(headings(read(root, 'a.ar.html'))).toEqual(['h1 رِحْلَةُ البُنّ في Yemen', 'h2 من «١»'])
  expect(JSON.parse(read(root, 'a.json'))).toMatchObject({
    source: { title: 'رِحْلَةُ البُنّ في Yemen' },
    target: { title: 'The road of coffee' },
    counts: { rows: 3 },
  })
  const bytes = readFileSync(join(root, 'output/a.epub'))
  expect((await EpubCheck.validate(bytes)).messages).toEqual([])
  const text = strFromU8(unzipSync(bytes)['EPUB/text-1.xhtml'] ?? new Uint8Array())
  expect(text).toContain('The road of coffee</h1>')
})

test.each([
  [
    'a heading of the first level is the title, wherever it stands',
    '---\ntitle: شيء آخر\n---\n\nنص.\n\n# من «١»\n',
    ['h1 من «١»', 'h1 From one'],
  ],
  [
    'a first heading of the same words is it',
    '---\ntitle: من «١»\n---\n\n## من «١»\n\nنص.\n',
    ['h2 من «١»', 'h2 From one'],
  ],
  [
    'words that are no text to translate stand on both sides',
    '---\ntitle: createRoot\n---\n\n## من «١»\n',
    ['p createRoot', 'h1 createRoot', 'h2 من «١»', 'h2 From one'],
  ],
])('%s', async (_, text, expected) => {
  expect(
    headings(read(await built({ 'input/a.md': text }, ['html']), 'a.html')).filter(
      (each) => !/Colophon|حَرْد/.test(each),
    ),
  ).toEqual(expected)
})

test('one without a translation says so, and the source does not stand in its place', async () => {
  const root = await built({ 'input/a.md': '---\ntitle: الفصل الثالث\n---\n\nنص.\n' }, ['html', 'html-mono', 'epub'])
  const [, title = ''] = /<div class="row head title">(.*?)<div class="row/s.exec(read(root, 'a.html')) ?? []
  expect(title.match(/الثالث/g)).toHaveLength(1)
  expect(title).toContain('missing-box')
  expect(read(root, 'a.en.html')).toMatch(/<article[^>]*><p class="missing-box">Not translated<\/p>/)
  expect((await EpubCheck.validate(readFileSync(join(root, 'output/a.epub')))).messages).toEqual([])
})

test('a chapter begins with it, and the contents lead there', async () => {
  const files = {
    'input/kitab/1.md': '---\ntitle: من «١»\n---\n\n| أ | ب |\n| --- | --- |\n| ج | د |\n',
    'input/kitab/2.md': '# رِحْلَةُ البُنّ في Yemen\n\nنص.\n',
    'input/kitab/3.md': '---\ntitle: الفصل الثالث\n---\n\nنص.\n',
  }
  const page = read(await built(files, ['html'], 'book'), 'kitab.html')
  const [contents = ''] = /<nav class="contents".*?<\/nav>/s.exec(page) ?? []
  expect(
    [...contents.matchAll(/<a href="#[^"]+">(.*?)<\/a>/g)].map(([, words = '']) => words.replaceAll(/<[^>]+>/g, '')),
  ).toEqual(['من «١»', 'From one', 'رِحْلَةُ البُنّ في Yemen', 'The road of coffee', 'الفصل الثالث', 'Not translated'])
  const chapters = [...page.matchAll(/<div[^>]* class="row [^"]*chapter[^"]*"/g)]
  expect(chapters).toHaveLength(3)
  expect(page).toContain('<h2>From one</h2>')
})
