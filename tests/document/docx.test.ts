/** Word documents that are hostile, damaged or locked, and what Word alone has. */
import type { Element, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { expect, test } from 'vitest'
import { readDocx } from '../../src/document/docx.ts'
import { readDocument } from '../../src/document/formats.ts'
import { DEFAULT_LIMITS } from '../../src/document/limits.ts'
import { MuqabilError } from '../../src/errors.ts'
import { leastRatios } from '../ratios.ts'
import { sourceFile } from './source-file.ts'
import { wordDocument, wordParagraph as p, wordRun as r } from './word-document.ts'

const LIMITS = { ...DEFAULT_LIMITS, rows: 3_000, markup: 600 }

function outcomeOf(bytes: Uint8Array): string {
  try {
    readDocx(sourceFile('a.docx', bytes), { limits: LIMITS })
    return 'read'
  } catch (error) {
    if (error instanceof MuqabilError) return error.message
    throw error
  }
}

test.each([
  ['more paragraphs than the limit', p(r('نص')).repeat(3_001), 'document-too-long'],
  ['as many as the limit', p(r('نص')).repeat(3_000), 'read'],
  [
    'more cells than the limit',
    `<w:tbl>${`<w:tr>${`<w:tc>${p(r('ن'))}</w:tc>`.repeat(101)}</w:tr>`.repeat(30)}</w:tbl>`,
    'document-too-long',
  ],
  ['more markup in a paragraph than the limit', p(`${r('ن', '<w:b/>')}${r('ن')}`.repeat(301)), 'markup-too-dense'],
  [
    'controls in each other',
    '<w:sdt><w:sdtContent>'.repeat(1_000) + p(r('ن')) + '</w:sdtContent></w:sdt>'.repeat(1_000),
    'source-damaged',
  ],
  ['elements that are not closed', '<w:p><w:r>', 'source-damaged'],
])('%s: read or refused by name', (_, body, outcome) => {
  const said = outcomeOf(wordDocument(body))
  if (outcome === 'read') expect(said).toBe('read')
  else expect(said).toMatch(new RegExp(`^a\\.docx: Unexpected .*\\[${outcome}\\]$`))
})

test('what is locked with a password, or of an older Word, is refused as that', () => {
  expect(outcomeOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]))).toContain(
    '[source-encrypted]',
  )
})

test.each([
  ['runs in one paragraph', (count: number) => p(r('كلمة ').repeat(20 * count))],
  ['paragraphs', (count: number) => p(r('نصّ طويل فيه كلمات.', '<w:bCs/><w:rtl/>')).repeat(count)],
  ['rows of a table', (count: number) => `<w:tbl>${`<w:tr><w:tc>${p(r('ن'))}</w:tc></w:tr>`.repeat(count)}</w:tbl>`],
  [
    'fields that nothing ends',
    (count: number) => p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r('ن')).repeat(Math.ceil(count / 4)),
  ],
  [
    'items of a list',
    (count: number) => p(r('بند'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>').repeat(count),
  ],
])('%s: four times as many take about four times as long', (_, body) => {
  const [small, large] = [wordDocument(body(500)), wordDocument(body(2_000))]
  const run = (bytes: Uint8Array) => (): void => void expect(outcomeOf(bytes)).toBe('read')
  const [ratio] = leastRatios([run(small), run(large)], [9])
  expect(ratio).toBeLessThan(9)
})

test('items have the numbers that Word shows: over what stands between, anew in another list, from where it begins', () => {
  const item = (text: string, list: number, level = 0): string =>
    p(r(text), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`)
  const level = (index: number, start = 1): string =>
    `<w:lvl w:ilvl="${index}"><w:start w:val="${start}"/><w:numFmt w:val="decimal"/></w:lvl>`
  const numbering = [
    `<w:abstractNum w:abstractNumId="0">${level(0)}${level(1)}</w:abstractNum>`,
    `<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="S"/>${level(0, 5)}</w:abstractNum>`,
    '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="S"/></w:abstractNum>',
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>',
  ]
  const first = [
    item('أ', 1),
    item('ب', 1),
    item('ج', 1, 1),
    p(r('بين')),
    item('د', 1, 1),
    item('ه', 1),
    item('و', 1, 1),
  ]
  const body = [...first, item('ز', 2), item('ح', 2), item('ط', 3), item('ي', 3)]
  const { tree } = readDocx(sourceFile('a.docx', wordDocument(body.join(''), numbering.join(''))), {})
  expect(numbersOf(tree)).toEqual('1أ 2ب 1ج 2د 3ه 1و 1ز 2ح 5ط 6ي'.split(' '))
})

/** Each item's number and words. */
function numbersOf(node: Root | Element): readonly string[] {
  let number = node.type === 'element' ? Number(node.properties.start ?? 1) : 0
  return node.children.flatMap((child) => {
    if (child.type !== 'element') return []
    const [first] = child.children
    const own = child.tagName === 'li' && first?.type === 'text' ? [`${number++}${first.value}`] : []
    return [...own, ...numbersOf(child)]
  })
}

test('a line whose cells all go on from the one above is still a line of its table', () => {
  const cell = (text: string, properties = ''): string =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text === '' ? '' : r(text))}</w:tc>`
  const both = '<w:gridSpan w:val="2"/>'
  const lines = [cell('أ', `${both}<w:vMerge w:val="restart"/>`), cell('', `${both}<w:vMerge/>`), cell('ب') + cell('ج')]
  const table = `<w:tbl>${lines.map((line) => `<w:tr>${line}</w:tr>`).join('')}</w:tbl>`
  expect(toHtml(readDocx(sourceFile('a.docx', wordDocument(table)), {}).tree)).toBe(
    '<table><tbody><tr><td colspan="2" rowspan="2">أ</td></tr><tr></tr><tr><td>ب</td><td>ج</td></tr></tbody></table>',
  )
})

test('links lead to the bookmarks of every program, between paragraphs too', async () => {
  const body = [
    p('<w:hyperlink w:anchor="_x1y2">' + r('أولى') + '</w:hyperlink>'),
    p('<w:hyperlink w:anchor="_heading=h.z">' + r('ثانية') + '</w:hyperlink>'),
    p('<w:bookmarkStart w:name="_heading=h.z"/><w:bookmarkStart w:name="_GoBack"/>' + r('هدف')),
    `<w:bookmarkStart w:name="_x1y2"/>${p(r('آخر'))}`,
  ]
  const { tree } = await readDocument(sourceFile('a.docx', wordDocument(body.join(''))))
  expect(toHtml(tree)).toBe(
    '<p><a href="#_x1y2">أولى</a></p><p><a href="#_heading=h.z">ثانية</a></p><p><a id="_heading=h.z"></a>هدف</p><p><a id="_x1y2"></a>آخر</p>',
  )
})

test('the end of a page inside a paragraph parts words, and makes no line where none follows', () => {
  const end = '<w:r><w:br w:type="page"/></w:r>'
  const body = [p(r('أول') + end + r('ثان')), p('<w:bookmarkStart w:name="a"/>' + end + r('ثالث') + end), p(end)]
  expect(toHtml(readDocx(sourceFile('a.docx', wordDocument(body.join(''))), {}).tree)).toBe(
    '<p>أول<br>ثان</p><p>ثالث</p>',
  )
})

test('a formula is text where a line of text can say it, else it is left out and counted', () => {
  const run = (text: string): string => `<m:r><m:t>${text}</m:t></m:r>`
  const power = `<m:sSup><m:sSupPr/><m:e>${run('x')}</m:e><m:sup>${run('2')}</m:sup></m:sSup>`
  const share = `<m:f><m:num>${run('a')}</m:num><m:den>${run('b')}</m:den></m:f>`
  const body = p(r('قبل ') + `<m:oMath>${power}</m:oMath>` + r(' وبعد') + `<m:oMath>${share}</m:oMath>`)
  const { tree, decisions } = readDocx(sourceFile('a.docx', wordDocument(body)), {})
  expect(toHtml(tree)).toBe('<p>قبل x<sup>2</sup> وبعد</p>')
  expect(decisions).toEqual(['left out 1 formula'])
})

test('text that a style hides is left out and listed', () => {
  const hidden = '<w:style w:type="character" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>'
  const bytes = wordDocument(p(r('سرّ', '<w:rStyle w:val="Hid"/>') + r('ظاهر')), '', hidden)
  const { tree, leftOut } = readDocx(sourceFile('a.docx', bytes), {})
  expect(toHtml(tree)).toBe('<p>ظاهر</p>')
  expect(leftOut).toEqual([{ text: 'سرّ', reason: 'hidden' }])
})
