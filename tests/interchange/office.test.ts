/** What editors do in Word and Excel comes back as it was meant, and what nobody can know is refused. */
import { describe, expect, test } from 'vitest'
import { openArchive } from '../../src/archive/open-archive.ts'
import { writeArchive } from '../../src/archive/write-archive.ts'
import { encodeContent } from '../../src/bitext/content.ts'
import { MuqabilError } from '../../src/errors.ts'
import type { ExportedRow } from '../../src/interchange/exchange-row.ts'
import { cellName, columnOfCell } from '../../src/interchange/office/cell-name.ts'
import { readDocxRows } from '../../src/interchange/office/read-docx.ts'
import { readXlsx } from '../../src/interchange/office/read-xlsx.ts'
import { writeDocx } from '../../src/interchange/office/write-docx.ts'
import { writeXlsx } from '../../src/interchange/office/write-xlsx.ts'

const ROW: ExportedRow = {
  document: 'input/قهوة.md',
  id: 'p-00c0ffee/s1',
  source: ['قَالَ ', { kind: 'open', id: '1' }, 'نعم', { kind: 'close', id: '1' }, ' في Node.js سنة ٢٠٢٤'],
  target: ['He said ', { kind: 'open', id: '1' }, 'yes', { kind: 'close', id: '1' }, ' in Node.js in 2024'],
  state: 'translated',
  needsWork: false,
  base: '0123456789abcdef:translated',
  codes: {},
}
const SIDES = { sourceLanguage: 'ar', targetLanguage: 'en', records: [] }

/** The file with one entry changed, or entries added, as another program would save it. */
function edited(
  bytes: Uint8Array,
  name: string,
  edit: (xml: string) => string,
  added: Record<string, string> = {},
): Uint8Array {
  const archive = openArchive(bytes, 10, 'a')
  const texts = archive.names.map((each) => [each, new TextDecoder().decode(archive.read(each))] as const)
  return writeArchive({
    ...Object.fromEntries(texts.map(([each, xml]) => [each, each === name ? edit(xml) : xml])),
    ...added,
  })
}

function refusal(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof MuqabilError) return error.message
    throw error
  }
  return ''
}

describe('Word', () => {
  const written = writeDocx({ ...SIDES, rows: [ROW] })
  const withBody = (edit: (xml: string) => string, added?: Record<string, string>): Uint8Array =>
    edited(written, 'word/document.xml', edit, added)
  const target = (bytes: Uint8Array): string => encodeContent(readDocxRows(bytes, 'a.docx')[0]?.target ?? [])

  test('the same rows give the same bytes, and text from right to left says so', () => {
    expect(writeDocx({ ...SIDES, rows: [ROW] })).toEqual(written)
    const xml = new TextDecoder().decode(openArchive(written, 10, 'a').read('word/document.xml'))
    expect(xml).toContain('<w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">قَالَ </w:t>')
    expect(xml).toContain('<w:rStyle w:val="Code"/>')
  })

  test('tracked changes are edits: what was put in is there, what was taken out is not, what was moved stands once', () => {
    const bytes = withBody((xml) =>
      xml.replace(
        '<w:t xml:space="preserve">He said </w:t></w:r>',
        '<w:t xml:space="preserve">He </w:t></w:r><w:del w:author="A"><w:r><w:delText>said </w:delText></w:r></w:del><w:ins w:author="A"><w:r><w:t xml:space="preserve">rep</w:t></w:r><w:r><w:t xml:space="preserve">lied </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>',
      ),
    )
    expect(target(bytes)).toBe('He replied <1>yes</1> in Node.js in 2024')
  })

  test('a paragraph whose end was deleted runs on; a new paragraph is a new line', () => {
    const cut = (mark: string): Uint8Array =>
      withBody((xml) =>
        xml.replace(
          '<w:p><w:r><w:t xml:space="preserve">He said </w:t></w:r>',
          `<w:p><w:pPr><w:rPr>${mark}</w:rPr></w:pPr><w:r><w:t xml:space="preserve">He said </w:t></w:r></w:p><w:p>`,
        ),
      )
    expect(target(cut('<w:del w:author="A"/>'))).toBe('He said <1>yes</1> in Node.js in 2024')
    expect(target(cut(''))).toBe('He said \n<1>yes</1> in Node.js in 2024')
  })

  test('comments are notes with their authors', () => {
    const bytes = withBody(
      (xml) =>
        xml.replace(
          '<w:r><w:t xml:space="preserve">He said </w:t></w:r>',
          '<w:commentRangeStart w:id="7"/><w:r><w:t xml:space="preserve">He said </w:t></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
        ),
      {
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>',
        'word/comments.xml':
          '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="7" w:author="ليلى"><w:p><w:r><w:annotationRef/></w:r><w:r><w:t>Who said it?</w:t></w:r></w:p></w:comment></w:comments>',
      },
    )
    expect(readDocxRows(bytes, 'a.docx')[0]).toMatchObject({ note: 'ليلى: Who said it?', id: ROW.id, base: ROW.base })
  })

  test('what nobody can know is refused with its row', () => {
    const swap = (from: string, to: string): string =>
      refusal(() =>
        readDocxRows(
          withBody((xml) => xml.replace(from, to)),
          'a.docx',
        ),
      )
    expect(swap('<w:tr><w:trPr><w:cantSplit/></w:trPr>', '<w:tr><w:trPr><w:del w:author="A"/></w:trPr>')).toMatch(
      /row 1 of its tables that a tracked change takes out/,
    )
    expect(swap('<w:t xml:space="preserve">He said </w:t>', '<w:drawing/>')).toMatch(/picture in row 1/)
    const listed = (number: number): string =>
      `<w:p><w:pPr><w:numPr><w:numId w:val="${number}"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">He said </w:t>`
    expect(swap('<w:p><w:r><w:t xml:space="preserve">He said </w:t>', listed(3))).toMatch(/list in row 1/)
    expect(swap('<w:p><w:r><w:t xml:space="preserve">He said </w:t>', listed(0))).toBe('')
    expect(swap('>translated<', '>fertig<')).toMatch(/state "fertig" in row 1/)
    expect(
      refusal(() =>
        readDocxRows(
          withBody((xml) => xml.replace(/<w:tbl>[^]*<\/w:tbl>/, '')),
          'a.docx',
        ),
      ),
    ).toMatch(/without a table/)
    expect(refusal(() => readDocxRows(new TextEncoder().encode('no archive'), 'a.docx'))).toMatch(/no zip archive/)
    expect(refusal(() => readDocxRows(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0), 'a.docx'))).toMatch(/password/)
  })

  test('a part of a table that was split off, and a column that stands twice, are refused and not passed over', () => {
    const another = { ...ROW, id: 'p-00c0ffee/s2' }
    const split = edited(writeDocx({ ...SIDES, rows: [ROW, another] }), 'word/document.xml', (xml) => {
      const at = xml.lastIndexOf('<w:tr>')
      return `${xml.slice(0, at)}</w:tbl><w:p/><w:tbl>${xml.slice(at)}`
    })
    expect(refusal(() => readDocxRows(split, 'a.docx'))).toMatch(/exported rows in table 2 without a first row/)
    const twice = withBody((xml) => xml.replace('>note</w:t>', '>Target</w:t>'))
    expect(refusal(() => readDocxRows(twice, 'a.docx'))).toMatch(/two columns "target" in the first row of table 1/)
    const other = withBody((xml) => xml.replace('<w:tbl>', '<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:tbl>'))
    expect(readDocxRows(other, 'a.docx')).toHaveLength(1)
  })
})

describe('Excel', () => {
  const written = writeXlsx({ ...SIDES, rows: [ROW] })
  const sheet = 'xl/worksheets/sheet1.xml'
  const TARGET = /<c r="D2"[^]*?<\/c>/
  const withTarget = (cell: string, added?: Record<string, string>): Uint8Array =>
    edited(written, sheet, (xml) => xml.replace(TARGET, cell), added)

  test('what is typed into a cell that was empty is text too', () => {
    const { target: _, ...untranslated } = ROW
    const xml = new TextDecoder().decode(
      openArchive(writeXlsx({ ...SIDES, rows: [untranslated] }), 10, 'a').read(sheet),
    )
    expect(xml).not.toContain('r="D2"')
    const [, style = ''] = /<col min="4" max="4"[^>]* style="(\d)"/.exec(xml) ?? []
    const styles = new TextDecoder().decode(openArchive(written, 10, 'a').read('xl/styles.xml'))
    const cells = /<cellXfs[^]*<\/cellXfs>/.exec(styles)?.[0].match(/<xf [^>]*>/g) ?? []
    expect(cells[Number(style)]).toContain('numFmtId="49"')
  })

  test('names of cells go both ways', () => {
    for (const [column, name] of [
      [0, 'A1'],
      [25, 'Z1'],
      [26, 'AA1'],
      [701, 'ZZ1'],
      [702, 'AAA1'],
    ] as const) {
      expect(cellName(column, 1)).toBe(name)
      expect(columnOfCell(name)).toBe(column)
    }
  })

  test('shared strings with runs, and columns in another order, are read', () => {
    const bytes = edited(
      withTarget('<c r="D2" t="s"><v>0</v></c>'),
      'xl/_rels/workbook.xml.rels',
      (xml) =>
        xml.replace(
          '</Relationships>',
          '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        ),
      {
        'xl/sharedStrings.xml':
          '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t xml:space="preserve">He &lt;1&gt;</t></r><r><rPr><b/></rPr><t>agreed&lt;/1&gt;</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>',
      },
    )
    expect(encodeContent(readXlsx(bytes, 'a.xlsx')[0]?.target ?? [])).toBe('He <1>agreed</1>')
  })

  test('a year that was typed is its digits; formulas, dates, errors and joined cells are refused by name', () => {
    expect(readXlsx(withTarget('<c r="D2"><v>1999</v></c>'), 'a.xlsx')[0]?.target).toEqual(['1999'])
    const refused = (cell: string): string => refusal(() => readXlsx(withTarget(cell), 'a.xlsx'))
    expect(refused('<c r="D2" t="str"><f>A1</f><v>x</v></c>')).toMatch(/formula in cell D2 of sheet "muqabil"/)
    expect(refused('<c r="D2" s="9"><v>45321</v></c>')).toMatch(/number 45321 in cell D2/)
    expect(refused('<c r="D2" t="e"><v>#REF!</v></c>')).toMatch(/no text in cell D2/)
    expect(
      refusal(() =>
        readXlsx(
          edited(written, sheet, (xml) =>
            xml.replace('</sheetData>', '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'),
          ),
          'a.xlsx',
        ),
      ),
    ).toMatch(/joined cells/)
  })

  test('a sheet without its first row, and a column that stands twice, are refused and not passed over', () => {
    const read = (edit: (xml: string) => string): string =>
      refusal(() => readXlsx(edited(written, sheet, edit), 'a.xlsx'))
    expect(read((xml) => xml.replace(/<row r="1">[^]*?<\/row>/, ''))).toMatch(
      /exported rows in sheet "muqabil" without/,
    )
    expect(read((xml) => xml.replace('>note</t>', '>target</t>'))).toMatch(/two columns "target" .* sheet "muqabil"/)
  })

  test('notes of cells are notes', () => {
    const bytes = withTarget('<c r="D2" t="inlineStr"><is><t>Yes</t></is></c>', {
      'xl/worksheets/_rels/sheet1.xml.rels':
        '<Relationships><Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/></Relationships>',
      'xl/comments1.xml':
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Layla</author></authors><commentList><comment ref="D2" authorId="0"><text><r><t>Layla:</t></r><r><t xml:space="preserve">\nwho?</t></r></text></comment></commentList></comments>',
    })
    expect(readXlsx(bytes, 'a.xlsx')[0]).toMatchObject({ note: 'Layla:\nwho?' })
  })
  test('a note beside a conversation is read too, and who speaks is named', () => {
    const relation = (kind: string, target: string): string =>
      `<Relationship Id="${kind}" Type="http://schemas.microsoft.com/office/2017/10/relationships/${kind}" Target="${target}"/>`
    const bytes = edited(
      withTarget('<c r="D2" t="inlineStr"><is><t>Yes</t></is></c>', {
        'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships>${relation('comments', '../comments1.xml')}${relation('threadedComment', '../threadedComments/threadedComment1.xml')}</Relationships>`,
        'xl/comments1.xml':
          '<comments><authors><author>tc={0C7E}</author><author>Layla</author></authors><commentList><comment ref="C2" authorId="0"><text><t>[Threaded comment]\n\nComment:\n  Who?</t></text></comment><comment ref="D2" authorId="1"><text><t>A note.</t></text></comment></commentList></comments>',
        'xl/threadedComments/threadedComment1.xml':
          '<ThreadedComments><threadedComment ref="C2" personId="{P1}" id="{0C7E}"><text>Who?</text></threadedComment></ThreadedComments>',
        'xl/persons/person.xml': '<personList><person displayName="سلمى" id="{P1}"/></personList>',
      }),
      'xl/_rels/workbook.xml.rels',
      (xml) => xml.replace('</Relationships>', `${relation('person', 'persons/person.xml')}</Relationships>`),
    )
    expect(readXlsx(bytes, 'a.xlsx')[0]).toMatchObject({ note: 'سلمى: Who?\nLayla: A note.' })
  })
})
