/** The same text in every format is the same rows with the same ids, so that its translations are found again. */
import { describe, expect, test } from 'vitest'
import { reconcile } from '../../src/bitext/reconcile.ts'
import { readDocument } from '../../src/document/formats.ts'
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
  const source = extractUnits(tree, { path, language: 'ar', ...read })
  const { record } = reconcile({
    record: undefined,
    source,
    targetLanguage: 'en',
    rules: '1',
    cut: (unit) => cutUnit(unit, { mode: 'sentence' }),
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
})
