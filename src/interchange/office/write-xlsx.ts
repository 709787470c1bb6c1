/** Rows as a spreadsheet of Excel's (.xlsx). */
import { writeArchive } from '../../archive/write-archive.ts'
import { STATES } from '../../bitext/states.ts'
import { directionOf } from '../../text/letters.ts'
import { xmlText } from '../escape-xml.ts'
import type { ExchangeFile } from '../exchange-row.ts'
import { toPlaceholders } from '../placeholders.ts'
import { TABLE_COLUMNS } from '../write-table.ts'
import { cellName } from './cell-name.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** In characters of the sheet's face, of each column of `TABLE_COLUMNS`. */
const WIDTHS = [18, 16, 60, 60, 12, 30, 26] as const
/** Styles of cells: plain, bold, and text that begins at the right or left. */
const [PLAIN, BOLD, RIGHT_TO_LEFT, LEFT_TO_RIGHT] = [0, 1, 2, 3] as const

/**
 * The columns of a CSV export. Cells are text, those that are still empty too: nothing in them is run as a formula, and
 * what is typed into them keeps its zeros and signs.
 *
 * @see ECMA-376-1, section 18 (SpreadsheetML).
 */
export function writeXlsx({ sourceLanguage, targetLanguage, rows }: ExchangeFile): Uint8Array {
  const styles = TABLE_COLUMNS.map((name) =>
    name === 'source' ? styleFor(sourceLanguage) : name === 'target' ? styleFor(targetLanguage) : PLAIN,
  )
  const lines = rows.map((row) => [
    row.document,
    row.id,
    toPlaceholders(row.source),
    toPlaceholders(row.target ?? []),
    row.state,
    row.note ?? '',
    row.base,
  ])
  const data = [
    rowOf(1, TABLE_COLUMNS, () => BOLD),
    ...lines.map((cells, index) => rowOf(index + 2, cells, (column) => styles[column] ?? PLAIN)),
  ].join('')
  const columns = WIDTHS.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styles[index] ?? PLAIN}" customWidth="1"/>`,
  ).join('')
  const last = cellName(TABLE_COLUMNS.length - 1, lines.length + 1)
  const state = cellName(TABLE_COLUMNS.indexOf('state'), 2)
  const states = `${state}:${cellName(TABLE_COLUMNS.indexOf('state'), Math.max(2, lines.length + 1))}`
  return writeArchive({
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook ${SHEET} xmlns:r="${RELATIONS}"><sheets><sheet name="muqabil" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/styles.xml': `${HEAD}${STYLES}`,
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet ${SHEET}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>${data}</sheetData><autoFilter ref="A1:${last}"/><dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${states}"><formula1>"${STATES.join(',')}"</formula1></dataValidation></dataValidations></worksheet>`,
  })
}

function rowOf(row: number, cells: readonly string[], styleOf: (column: number) => number): string {
  const written = cells.map((cell, column) =>
    cell === ''
      ? ''
      : `<c r="${cellName(column, row)}" s="${styleOf(column)}" t="inlineStr"><is><t xml:space="preserve">${cellText(cell)}</t></is></c>`,
  )
  return `<row r="${row}">${written.join('')}</row>`
}

/** What looks like an escape of a spreadsheet is escaped, and so is what XML cannot hold (ECMA-376-1, 22.9.2.19). */
function cellText(text: string): string {
  return xmlText(
    text
      .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
      .replace(
        /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g,
        (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
      ),
  )
}

function styleFor(language: string): number {
  return directionOf(language) === 'rtl' ? RIGHT_TO_LEFT : LEFT_TO_RIGHT
}

const ALIGNED = (order: number): string =>
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"${order === 0 ? '' : ` readingOrder="${order}"`}/></xf>`
const STYLES = `<styleSheet ${SHEET}><fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">${ALIGNED(0)}<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${ALIGNED(2)}${ALIGNED(1)}</cellXfs></styleSheet>`
