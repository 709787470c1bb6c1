/** Tables of a Word document (.docx) with the columns of an export, as rows. */
import { descendants, elements } from '../../bitext/xliff/node.ts'
import type { XmlNode } from '../../bitext/xliff/parse-xml.ts'
import type { ExchangeRow } from '../exchange-row.ts'
import { cellText } from './cell-text.ts'
import { childrenOf, damaged, localAttribute, openOffice, relationsOf, type OfficeFile } from './nodes.ts'
import { isExported, tableRows, type TableRow } from './table-rows.ts'

/**
 * Tracked changes are taken as accepted, comments are notes. Tables without the columns `source` and `target` in their
 * first row are passed over.
 *
 * @throws {MuqabilError} `exchange-damaged`: no such table, or a part of one without its first row; cells that were
 *   joined; a picture, a list, a table or a note in a cell of a translation; a row that was taken out, of which nobody
 *   can say what is meant.
 */
export function readDocxRows(bytes: Uint8Array, file: string): readonly ExchangeRow[] {
  const office = openOffice(bytes, file)
  const main = relationsOf(office, '').find(({ kind }) => kind === 'officeDocument')?.entry ?? 'word/document.xml'
  const root = office.part(main)
  if (root === undefined) throw damaged('archive that is no Word document', file)
  const comments = commentsOf(office, main)
  const tables = descendants(root)
    .filter(({ local }) => local === 'tbl')
    .map((table) => ({ rows: rowsOf(table), names: namesOf(rowsOf(table)[0]) }))
    .filter(({ rows, names }, index) =>
      isExported(names, () => rows.flatMap((row) => cellsOf(row).map((cell) => cellText(cell).text)), {
        place: `table ${index + 1}`,
        file,
      }),
    )
  if (tables.length === 0) throw damaged('document without a table whose first row has "source" and "target"', file)
  let line = 0
  return tableRows(
    tables.flatMap(({ rows, names }) =>
      rows.slice(1).flatMap((row): readonly TableRow[] => {
        line++
        return [rowOf(row, { names, comments, line, file })]
      }),
    ),
    file,
  )
}

interface Reading {
  readonly names: readonly string[]
  readonly comments: ReadonlyMap<string, string>
  readonly line: number
  readonly file: string
}

function rowOf(row: XmlNode, { names, comments, line, file }: Reading): TableRow {
  const place = `row ${line} of its tables`
  const properties = childrenOf(row, 'trPr')[0]
  if (properties && childrenOf(properties, 'del').length > 0)
    throw damaged(`${place} that a tracked change takes out`, file)
  const cells = cellsOf(row)
  if (cells.length !== names.length || cells.some(isJoined))
    throw damaged(`${place} with ${cells.length} cells, of ${names.length}`, file)
  const read = cells.map(cellText)
  const unclear = read.find((cell, index) => cell.unclear !== undefined && names[index] !== '')?.unclear
  if (unclear !== undefined) throw damaged(`${unclear} in ${place}`, file)
  return {
    cells: Object.fromEntries(read.map(({ text }, index) => [names[index] ?? '', text])),
    comments: [...new Set(read.flatMap((cell) => cell.comments))].flatMap((id) => comments.get(id) ?? []),
    place,
    line,
  }
}

function namesOf(row: XmlNode | undefined): readonly string[] {
  return row === undefined ? [] : cellsOf(row).map((cell) => cellText(cell).text.trim().toLowerCase())
}

/** Rows and cells may stand in content controls and in tracked insertions. */
function rowsOf(table: XmlNode): readonly XmlNode[] {
  return within(table, 'tr')
}

function cellsOf(row: XmlNode): readonly XmlNode[] {
  return within(row, 'tc')
}

function within(node: XmlNode, local: string): readonly XmlNode[] {
  return elements(node).flatMap((child) =>
    child.local === local
      ? [child]
      : ['sdt', 'sdtContent', 'ins', 'moveTo', 'customXml'].includes(child.local)
        ? within(child, local)
        : [],
  )
}

function isJoined(cell: XmlNode): boolean {
  const properties = childrenOf(cell, 'tcPr')[0]
  const span = localAttribute(properties && childrenOf(properties, 'gridSpan')[0], 'val')
  return (
    (span !== undefined && span !== '1') || (properties !== undefined && childrenOf(properties, 'vMerge').length > 0)
  )
}

/** Each with its author in front, by its id. */
function commentsOf(office: OfficeFile, main: string): ReadonlyMap<string, string> {
  const entry = relationsOf(office, main).find(({ kind }) => kind === 'comments')?.entry
  const part = entry === undefined ? undefined : office.part(entry)
  return new Map(
    childrenOf(part, 'comment').flatMap((comment) => {
      const text = cellText(comment).text.trim()
      const author = localAttribute(comment, 'author') ?? ''
      return text === '' ? [] : [[localAttribute(comment, 'id') ?? '', author === '' ? text : `${author}: ${text}`]]
    }),
  )
}
