/** The same text in every format is the same rows with the same ids, so that its translations are found again. */
import { describe, expect, test } from 'vitest'
import { encodeContent } from '../../src/bitext/content.ts'
import { reconcile } from '../../src/bitext/reconcile.ts'
import type { SourceDocument } from '../../src/bitext/source.ts'
import { readDocument } from '../../src/document/formats.ts'
import { bilingualFormats } from '../../src/interchange/formats.ts'
import { readXliff } from '../../src/interchange/read-xliff.ts'
import { bilingualSource } from '../../src/project/bilingual-source.ts'
import { configSchema } from '../../src/project/config.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { extractUnits } from '../../src/segment/extract-units.ts'
import { sourceFile } from './source-file.ts'
import { wordDocument, wordParagraph as p, wordRun as r } from './word-document.ts'
import { zip } from './zip-folder.ts'

const TITLE = 'تاريخ القهوة'
const PARAGRAPHS = [
  'وصلت القَهْوَةُ إلى مكّة في القرن التاسع الهجري. ثمّ انتشرت في القاهرة، وقال الجزيري: «حلّت القهوة محلّ النوم».',
  'وفي سنة 1554 فُتح أوّل مقهى في إسطنبول (Istanbul)، وكان سعر الفنجان ٥ دراهم.',
  'وصلت القَهْوَةُ إلى مكّة في القرن التاسع الهجري. ثمّ انتشرت في القاهرة، وقال الجزيري: «حلّت القهوة محلّ النوم».',
]
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

function bookOf(body: string): Uint8Array {
  return zip({
    'META-INF/container.xml': '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
    'a.opf':
      '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
    'a.xhtml': `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${body}</body></html>`,
  })
}

interface Row {
  readonly id: string
  readonly kind: string
  readonly segments: readonly string[]
}

async function rowsOf(path: string, bytes: Uint8Array): Promise<readonly Row[]> {
  const { tree, ...read } = await readDocument(sourceFile(path, bytes))
  return rowsIn(extractUnits(tree, { path, language: 'ar', ...read }))
}

/** As a build has them: a text with its own translation is one segment. */
function rowsIn(source: SourceDocument): readonly Row[] {
  const { record } = reconcile({
    record: undefined,
    source,
    targetLanguage: 'en',
    rules: '1',
    cut: (unit) => (unit.own ? [unit.content] : cutUnit(unit, { mode: 'sentence' })),
  })
  return record.units.map(({ id, kind, segments }) => ({ id, kind, segments: segments.map((each) => each.id) }))
}

describe('the same text', () => {
  test('in plain text, Markdown, HTML, EPUB and Word', async () => {
    const html = `<h1>${TITLE}</h1>${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}`
    const sources: Readonly<Record<string, Uint8Array>> = {
      'a.txt': encode([TITLE, ...PARAGRAPHS].join('\n\n')),
      'openiti.txt': encode(
        [
          '######OpenITI#',
          '#META#Header#End#',
          `### | ${TITLE}`,
          ...PARAGRAPHS.map((text) => `# ${text.replace(' ', ' PageV01P001 ').replace(' في ', ' ms001\n~~في ')}`),
        ].join('\n'),
      ),
      'a.md': encode([`# ${TITLE}`, ...PARAGRAPHS].join('\n\n')),
      'a.html': encode(
        `<!DOCTYPE html><html><body><nav><a href="/">الرئيسية</a></nav><main>${html}</main></body></html>`,
      ),
      'a.epub': bookOf(html),
      'a.docx': wordDocument(
        p(r(TITLE, '<w:bCs/><w:rtl/>'), '<w:pStyle w:val="H1"/>') +
          PARAGRAPHS.map((text) => p(r(text.slice(0, 10)) + r(text.slice(10), '<w:rtl/>'))).join(''),
      ),
    }
    const expected = await rowsOf('a.txt', sources['a.txt'] ?? encode(''))
    expect(expected.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'paragraph', 'paragraph'])
    expect(new Set(expected.map(({ id }) => id)).size).toBe(4)
    for (const [path, bytes] of Object.entries(sources))
      expect([path, await rowsOf(path, bytes)]).toEqual([path, expected])
  })

  test('with lists, a table, emphasis and a link in Markdown, HTML, EPUB and Word', async () => {
    const html =
      '<h2>الأسعار</h2><p>سعر <strong>القَهْوَةِ</strong> في <a href="https://example.org/">اليمن</a> قليل.</p>' +
      '<ul><li>بنّ</li><li>زبيب</li></ul><table><tr><th>السنة</th><th>السعر</th></tr><tr><td>٢٠٢٤</td><td>12.5</td></tr></table>'
    const list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    const row = (head: string, ...cells: readonly string[]): string =>
      `<w:tr><w:trPr>${head}</w:trPr>${cells.map((cell) => `<w:tc>${p(r(cell))}</w:tc>`).join('')}</w:tr>`
    const sources: Readonly<Record<string, Uint8Array>> = {
      'a.md': encode(
        '## الأسعار\n\nسعر **القَهْوَةِ** في [اليمن](https://example.org/) قليل.\n\n- بنّ\n- زبيب\n\n| السنة | السعر |\n| --- | --- |\n| ٢٠٢٤ | 12.5 |\n',
      ),
      'a.html': encode(html),
      'a.epub': bookOf(html),
      'a.docx': wordDocument(
        p(r('الأسعار'), '<w:pStyle w:val="H2"/>') +
          p(
            `${r('سعر ')}${r('القَهْوَةِ', '<w:bCs/><w:rtl/>')}${r(' في ')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org/"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r('اليمن')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${r(' قليل.')}`,
          ) +
          p(r('بنّ'), list) +
          p(r('زبيب'), list) +
          `<w:tbl>${row('<w:tblHeader/>', 'السنة', 'السعر')}${row('', '٢٠٢٤', '12.5')}</w:tbl>`,
      ),
    }
    const expected = await rowsOf('a.md', sources['a.md'] ?? encode(''))
    expect(expected).toHaveLength(8)
    for (const [path, bytes] of Object.entries(sources))
      expect([path, await rowsOf(path, bytes)]).toEqual([path, expected])
  })

  test('in files of both languages: the same ids, and sentences where they bring no translation', async () => {
    const texts = [TITLE, ...PARAGRAPHS]
    const target = (index: number): string => (index === 1 ? '<target>Coffee came to Mecca.</target>' : '')
    const units = (write: (text: string, index: number) => string): string => texts.map(write).join('\n')
    const files: Readonly<Record<string, string>> = {
      'a.xlf': `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar" target-language="en" datatype="plaintext"><body>${units((text, index) => `<trans-unit id="${index}"><source>${text}</source>${target(index)}</trans-unit>`)}</body></file></xliff>`,
      'b.xliff': `<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ar" trgLang="en"><file id="f">${units((text, index) => `<unit id="u${index}"><segment${index === 1 ? ' state="translated"' : ''}><source>${text}</source>${target(index)}</segment></unit>`)}</file></xliff>`,
      'c.po': `msgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Source-Language: ar\\n"\n\n${units((text, index) => `msgctxt "${index}"\nmsgid "${text}"\nmsgstr "${index === 1 ? 'Coffee came to Mecca.' : ''}"\n`)}`,
    }
    // What a file of both languages cannot say is what its texts are: all of them are paragraphs.
    const expected = (await rowsOf('a.txt', encode(texts.join('\n\n')))).map(({ id, segments }, index) => ({
      id,
      segments: index === 1 ? ['s1'] : segments,
    }))
    for (const [path, text] of Object.entries(files)) {
      const read = bilingualFormats[path.slice(1)]
      if (read === undefined) throw new Error(path)
      const rows = rowsIn(bilingualSource(path, read(text, path), configSchema.parse({})))
      expect([path, rows.map(({ id, segments }) => ({ id, segments }))]).toEqual([path, expected])
    }
  })

  test('with emphasis and a link in XLIFF: markup is codes at the same places', async () => {
    const [before, strong, between, link, after] = ['سعر ', 'القَهْوَةِ', ' في ', 'اليمن', ' قليل.']
    const markdown = await rowsOf(
      'a.md',
      encode(`${before}**${strong}**${between}[${link}](https://example.org/)${after}\n`),
    )
    const old = `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar" target-language="en" datatype="html"><body><trans-unit id="1"><source>${before}<g id="1" ctype="bold">${strong}</g>${between}<g id="2" ctype="link">${link}</g>${after}</source></trans-unit></body></file></xliff>`
    const now = `<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ar" trgLang="en"><file id="f"><unit id="u"><segment><source>${before}<pc id="1" type="fmt">${strong}</pc>${between}<pc id="2" type="link">${link}</pc>${after}</source></segment></unit></file></xliff>`
    for (const text of [old, now]) {
      const source = bilingualSource('a.xlf', readXliff(text, 'a.xlf'), configSchema.parse({}))
      expect(rowsIn(source)).toEqual(markdown)
      expect(source.units.map(({ content }) => encodeContent(content))).toEqual([
        `${before}<1>${strong}</1>${between}<2>${link}</2>${after}`,
      ])
    }
  })

  test('with words of a picture: in Markdown, HTML, EPUB the same ids, which no row has', async () => {
    const html = '<p>شربت <img src="https://example.org/a.png" alt="فنجان"> القهوة.</p><p>فنجان</p>'
    const sources: Readonly<Record<string, Uint8Array>> = {
      'a.md': encode('شربت ![فنجان](https://example.org/a.png) القهوة.\n\nفنجان\n'),
      'a.html': encode(html),
      'a.epub': bookOf(html.replace('">', '"/>')),
    }
    const expected = await rowsOf('a.md', sources['a.md'] ?? encode(''))
    expect(expected.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'attribute'])
    expect(new Set(expected.map(({ id }) => id)).size).toBe(3)
    for (const [path, bytes] of Object.entries(sources))
      expect([path, await rowsOf(path, bytes)]).toEqual([path, expected])
  })
})
