/** Rows as a Word document: a table of five columns, for those who work in a word processor. */
import { writeArchive } from '../../archive/write-archive.ts'
import { STATES } from '../../bitext/states.ts'
import { directionOf } from '../../text/letters.ts'
import { xmlAttribute, xmlText } from '../escape-xml.ts'
import type { ExchangeFile, ExportedRow } from '../exchange-row.ts'
import { toPlaceholders } from '../placeholders.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** Twentieths of a point, of a page of A4 across: id, source, target, state, note. */
const WIDTHS = [1900, 4700, 4700, 1200, 2300] as const
const PAGE = { width: 16838, height: 11906, margin: 1000 } as const

/** A code, or text with a backslash that looks like one. */
const CODE = /(<\/?[\p{L}\d_][\p{L}\d_.:-]*\/?>)/u

/**
 * Of a cell `id` the first line is the row's id, the second says what was exported (`baseOf`), the third names the
 * document: small, since nobody edits them, and in the text, since programs lose what is hidden.
 *
 * @see ECMA-376-1, section 17 (WordprocessingML).
 */
export function writeDocx({ sourceLanguage, targetLanguage, rows }: ExchangeFile): Uint8Array {
  const header = ['id', 'source', 'target', 'state', 'note'].map((name, index) =>
    cellOf(index, paragraph(run(name, '<w:b/>'))),
  )
  const body = rows.map((row) => rowOf(row, sourceLanguage, targetLanguage))
  const grid = WIDTHS.map((width) => `<w:gridCol w:w="${width}"/>`).join('')
  const table = `<w:tbl><w:tblPr><w:tblStyle w:val="Rows"/><w:tblW w:w="${sum(WIDTHS)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${header.join('')}</w:tr>${body.join('')}</w:tbl>`
  const { width, height, margin } = PAGE
  const section = `<w:sectPr><w:pgSz w:w="${width}" w:h="${height}" w:orient="landscape"/><w:pgMar w:top="${margin}" w:right="${margin}" w:bottom="${margin}" w:left="${margin}" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>`
  return writeArchive({
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'word/styles.xml': `${HEAD}${stylesOf(sourceLanguage, targetLanguage)}`,
    'word/document.xml': `${HEAD}<w:document ${WORD}><w:body>${table}<w:p/>${section}</w:body></w:document>`,
  })
}

function rowOf(row: ExportedRow, sourceLanguage: string, targetLanguage: string): string {
  const cells = [
    [row.id, row.base, row.document]
      .map((line) => paragraph(run(line, '<w:sz w:val="12"/><w:szCs w:val="12"/>')))
      .join(''),
    text(toPlaceholders(row.source), sourceLanguage),
    text(toPlaceholders(row.target ?? []), targetLanguage),
    choice(row.state),
    text(row.note ?? '', targetLanguage),
  ]
  return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.map((cell, index) => cellOf(index, cell)).join('')}</w:tr>`
}

function cellOf(column: number, content: string): string {
  return `<w:tc><w:tcPr><w:tcW w:w="${WIDTHS[column] ?? 0}" w:type="dxa"/></w:tcPr>${content}</w:tc>`
}

function paragraph(runs: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`
}

/** Codes stand out, and are text like any other: what an editor deletes is seen at the import. */
function text(words: string, language: string): string {
  const isRightToLeft = directionOf(language) === 'rtl'
  const direction = isRightToLeft ? '<w:rtl/>' : ''
  const runs = words
    .split(CODE)
    .filter((piece) => piece !== '')
    .map((piece) => run(piece, (CODE.test(piece) ? '<w:rStyle w:val="Code"/>' : '') + direction))
  return paragraph(runs.join(''), isRightToLeft ? '<w:bidi/>' : '')
}

/** Line feeds and tabs are elements. */
function run(words: string, properties = ''): string {
  const content = words
    .split(/([\n\t])/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece === '\n' ? '<w:br/>' : piece === '\t' ? '<w:tab/>' : `<w:t xml:space="preserve">${xmlText(piece)}</w:t>`,
    )
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${content.join('')}</w:r>`
}

/** A list to choose from. */
function choice(state: string): string {
  const items = STATES.map((each) => `<w:listItem w:displayText="${each}" w:value="${each}"/>`).join('')
  return `<w:sdt><w:sdtPr><w:dropDownList w:lastValue="${state}">${items}</w:dropDownList></w:sdtPr><w:sdtContent>${paragraph(run(state))}</w:sdtContent></w:sdt>`
}

function stylesOf(sourceLanguage: string, targetLanguage: string): string {
  const languages = `<w:lang w:val="${xmlAttribute(targetLanguage)}" w:bidi="${xmlAttribute(sourceLanguage)}"/>`
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>`)
    .join('')
  const margins = ['left', 'right'].map((side) => `<w:${side} w:w="100" w:type="dxa"/>`).join('')
  return `<w:styles ${WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="26"/>${languages}</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="character" w:styleId="Code"><w:name w:val="Muqabil Code"/><w:rPr><w:color w:val="9C2A1D"/></w:rPr></w:style><w:style w:type="table" w:styleId="Rows"><w:name w:val="Muqabil Rows"/><w:tblPr><w:tblBorders>${borders}</w:tblBorders><w:tblCellMar>${margins}</w:tblCellMar></w:tblPr></w:style></w:styles>`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
