/** Words of pictures and titles of links: translated like rows, laid back in every edition, and no rows themselves. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseRecord } from '../../src/bitext/read-record.ts'
import { startTranslationServer, type TranslationServer } from '../servers/google.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const ARABIC = /[\u0620-\u064A]/
const FORMATS = ['html', 'markdown', 'interleaved', 'epub', 'json', 'tei', 'csv', 'html-mono', 'markdown-mono']
const MARKDOWN = `---
title: رحلة البن
---

# رحلة البن

![مقهى الفيشاوي سنة ١٩٢٠](cafe.jpg "من أرشيف المدينة")

شربت ![فنجان](cup.png) القهوة في [المقهى](https://example.org/ "موقع المقهى") ثم ![شعار "الدار"](logo.png). ومضى <abbr title="الأمم المتحدة">أ.م</abbr>.

<figure><img src="x.png" alt="ميدان &quot;التحرير&quot;"><figcaption>في الليل</figcaption></figure>

![مرجع][ref] وكلام ![صورة قهوة] ثم ![صورة قهوة][] وكفى.

![Logo](logo.png) و\`رمز\` <span translate="no" title="كما هو">ثابت</span>

| ![شعار "الدار"](logo.png) | قهوة |
| --- | --- |
| شاي | ![](none.png) |

[ref]: b.png "عنوان المرجع"
[صورة قهوة]: c.png
`
const HTML = `<!doctype html><html lang="ar"><body><main><h1>رحلة البن</h1><p><img src="cafe.jpg" alt="مقهى الفيشاوي"></p>
<p>شربت <img src="cup.png" alt="فنجان"> القهوة في <a href="https://example.org/" title="موقع المقهى">المقهى</a> قبل الفجر.</p></main></body></html>`

let server: TranslationServer
beforeAll(async () => {
  server = await startTranslationServer()
})
afterAll(() => server.close())

const config = (overrides: object = {}): string =>
  JSON.stringify({
    provider: { name: 'google', api: 'rest', project: 'p', endpoint: server.url },
    formats: FORMATS,
    ...overrides,
  })
const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')
const last = (stdout: string): Record<string, number> =>
  JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>

describe('in a Markdown source', () => {
  test('each is sent once, stands in the record as a sub-flow of its code, and goes to every edition', async () => {
    const root = temporaryProject({ 'input/a.md': MARKDOWN, 'muqabil.config.json': config() })
    Object.assign(server.meter, { requests: 0, characters: 0, texts: new Map() })
    const planned = last((await muqabil(root, ['plan', '--json'])).stdout)
    const built = await muqabil(root, ['build', '--json'])
    expect(built.status).toBe(0)
    expect([...server.meter.texts.values()].every((times) => times === 1)).toBe(true)
    expect(planned.characters).toBe(server.meter.characters)

    const record = parseRecord(read(root, 'translations/a.md.en.xlf'), { file: 'a.xlf' })
    const texts = record.units.filter(({ kind }) => kind === 'attribute')
    expect(texts.map(({ segments }) => segments.map(({ source }) => source).flat())).toEqual(
      [
        'مقهى الفيشاوي سنة ١٩٢٠',
        'من أرشيف المدينة',
        'فنجان',
        'موقع المقهى',
        'شعار "الدار"',
        'الأمم المتحدة',
        'ميدان "التحرير"',
        'مرجع',
        'عنوان المرجع',
        'صورة قهوة',
        'صورة قهوة',
        'شعار "الدار"',
      ].map((text) => [text]),
    )
    const flows = record.units.flatMap(({ codes }) => Object.values(codes).flatMap(({ subFlows = [] }) => subFlows))
    // Pictures that stand alone, two of them, are in no row: nothing refers to their three texts.
    expect(new Set(flows)).toEqual(
      new Set(
        texts
          .slice(2)
          .filter((_, index) => index !== 4)
          .map(({ id }) => id),
      ),
    )

    // The account and the page say the same number of rows.
    const rows = read(root, 'output/a.html').match(/<div id="p-[^"]+" class="row /g) ?? []
    expect(last(built.stdout)).toMatchObject({ units: rows.length, failed: 0, untranslated: 0 })
    expect(read(root, 'output/a.html')).toContain(`<li>${rows.length} paragraphs</li>`)
    const data = JSON.parse(read(root, 'output/a.json')) as { counts: object }
    expect(data.counts).toMatchObject({ rows: rows.length, beside: { texts: 13, missing: 0 } })

    const kept = /ثابت|رمز/g
    const alone = read(root, 'output/a.en.md')
    const labels = /\[ref\]|\[صورة قهوة\](?=[:\s]|$)/gm
    expect(alone.replace(labels, '').replace('title="كما هو"', '').replace(kept, '')).not.toMatch(ARABIC)
    expect(alone.match(/\]\(|\]\[|\]: /g)).toHaveLength(12)
    expect(read(root, 'output/a.en.html').replace(kept, '').replace('title="كما هو"', '')).not.toMatch(ARABIC)
    for (const ending of ['html', 'md', 'interleaved.md', 'json', 'tei.xml', 'csv']) {
      const edition = read(root, `output/a.${ending}`)
      // In the Arabic alone.
      expect(edition.split('فنجان').length - 1, ending).toBe(ending === 'json' ? 2 : 1)
      expect(edition, ending).not.toContain('Not translated')
    }
    expect((await muqabil(root, ['check'])).status).toBe(0)
    expect((await muqabil(root, ['build', '--frozen'])).status).toBe(0)
  })

  test('the translation of Markdown alone, read again, has the pictures and links that the source has', async () => {
    const root = temporaryProject({
      'input/a.md': MARKDOWN,
      'muqabil.config.json': config({ formats: ['markdown-mono'] }),
    })
    await muqabil(root, ['build'])
    const addresses = (text: string): readonly string[] =>
      [...text.matchAll(/(?:\]\(|src="|^\[[^\]]+\]: )([\w.:/-]+)/gm)].map(([, address = '']) => address)
    expect(addresses(read(root, 'output/a.en.md'))).toEqual(addresses(MARKDOWN))
    const again = temporaryProject({
      'input/a.md': read(root, 'output/a.en.md'),
      'muqabil.config.json': '{"provider":"pseudo","sourceLanguage":"en","targetLanguage":"fr"}',
    })
    const { stdout } = await muqabil(again, ['inspect', 'input/a.md', '--json'])
    expect(stdout.match(/"kind":"attribute"/g)).toHaveLength(13)
  })
})

describe('Nothing is silently wrong', () => {
  test.each([
    ['a.md', MARKDOWN],
    ['a.html', HTML],
  ])('what is missing of %s is counted and stands beside the picture, in no edition as English', async (name, text) => {
    const root = temporaryProject({ [`input/${name}`]: text, 'muqabil.config.json': config() })
    expect((await muqabil(root, ['build'])).status).toBe(0)
    const path = join(root, `translations/${name}.en.xlf`)
    const record = readFileSync(path, 'utf8')
    const cut = record.replace(
      /(<unit id="[^"]+" type="muqabil:attribute">(?:(?!<\/unit>)[^])*?<segment id="s1") state="\w+"([^>]*>\s*<source>(?:مقهى|فنجان)[^<]*<\/source>)\s*<target>[^<]*<\/target>/g,
      '$1$2',
    )
    expect(cut).not.toBe(record)
    writeFileSync(path, cut)
    const built = await muqabil(root, ['build', '--frozen', '--json'])
    expect(built.status).toBe(1)
    expect(last(built.stdout)).toMatchObject({ untranslated: 2 })
    const page = read(root, 'output/a.html')
    expect(page).toContain('2 texts of pictures, links and the front matter are not translated.')
    expect(page.match(/<strong class="missing-box">Not translated<\/strong>/g)).toHaveLength(2)
    for (const ending of ['html', 'md', 'interleaved.md', 'tei.xml', 'csv'])
      expect(read(root, `output/a.${ending}`).split('فنجان').length - 1, ending).toBe(1)
    expect(read(root, 'output/a.tei.xml').match(/<gap reason="not translated"\/>/g)).toHaveLength(2)
    expect((await muqabil(root, ['check'])).stdout).toMatch(/missing/)
  })

  test('a person mends one by an exchanged file; a wrong number in it is found at its line', async () => {
    const root = temporaryProject({ 'input/a.md': MARKDOWN, 'muqabil.config.json': config({ formats: ['html'] }) })
    await muqabil(root, ['build'])
    await muqabil(root, ['export', '--format', 'xliff12', '--out', 'out.xlf'])
    const path = join(root, 'out.xlf')
    const file = readFileSync(path, 'utf8')
    const edited = file.replace(
      /(<source[^>]*>مقهى الفيشاوي سنة ١٩٢٠<\/source>\s*<target[^>]*>)[^<]*/,
      '$1The Fishawi café in 1921',
    )
    expect(edited).not.toBe(file)
    writeFileSync(path, edited)
    expect((await muqabil(root, ['import', 'out.xlf'])).status).toBe(0)
    await muqabil(root, ['build'])
    expect(read(root, 'output/a.html')).toContain('The Fishawi café in 1921</a>')
    const found = (await muqabil(root, ['check', '--json'])).stdout
    expect(found).toMatch(/"line":7,"column":21,"ruleId":"numbers"[^\n]*١٩٢٠/)
  })

  test('what refers to a text that is gone goes too, and the record can be read', async () => {
    const root = temporaryProject({ 'input/a.md': MARKDOWN, 'muqabil.config.json': config({ formats: ['html'] }) })
    await muqabil(root, ['build'])
    writeFileSync(join(root, 'input/a.md'), '# رحلة البن\n\nشربت القهوة.\n')
    for (const flags of [[], ['--prune'], []]) {
      expect((await muqabil(root, ['build', ...flags])).status).toBe(0)
      expect(() => parseRecord(read(root, 'translations/a.md.en.xlf'), { file: 'a.xlf' })).not.toThrow()
    }
  })
})
