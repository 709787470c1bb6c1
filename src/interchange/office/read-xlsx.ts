/** Sheets of a spreadsheet of Excel's (.xlsx) with the columns of an export, as rows. */
import { descendants } from '../../bitext/xliff/node.ts'
import type { XmlNode } from '../../bitext/xliff/parse-xml.ts'
import type { ExchangeRow } from '../exchange-row.ts'
import { columnOfCell } from './cell-name.ts'
import { childrenOf, damaged, localAttribute, openOffice, relationsOf, type OfficeFile } from './nodes.ts'
import { isExported, tableRows, type TableRow } from './table-rows.ts'

interface Sheet {
  readonly name: string
  readonly entry: string
}

/** What sheets refer to. */
interface Shared {
  readonly strings: readonly string[]
  readonly persons: ReadonlyMap<string, string>
}

/** The author of a conversation's copy: 'tc={0C7E…}'. */
const COPY = /^tc=\{/

/**
 * Text is taken as it stands; a whole number that somebody typed is its digits. Comments and notes of cells are notes.
 * Sheets without the columns `source` and `target` in their first row are passed over.
 *
 * @throws {MuqabilError} `exchange-damaged`: no such sheet, or one without its first row; in the cells of such a sheet a
 *   formula, an error, a date or another number that is shown otherwise than it is kept, or cells that were joined.
 */
export function readXlsx(bytes: Uint8Array, file: string): readonly ExchangeRow[] {
  const office = openOffice(bytes, file)
  const main = relationsOf(office, '').find(({ kind }) => kind === 'officeDocument')?.entry ?? 'xl/workbook.xml'
  const relations = relationsOf(office, main)
  const entryOf = (wanted: string): string | undefined => relations.find(({ kind }) => kind === wanted)?.entry
  const shared = {
    strings: sharedStrings(office, entryOf('sharedStrings')),
    persons: personsOf(office, entryOf('person')),
  }
  const sheets = childrenOf(childrenOf(office.part(main), 'sheets')[0], 'sheet').flatMap((sheet): readonly Sheet[] => {
    const entry = relations.find(({ id }) => id === idOf(sheet))?.entry
    return entry === undefined ? [] : [{ name: localAttribute(sheet, 'name') ?? '', entry }]
  })
  const tables = sheets.flatMap((sheet) => rowsOf(office, sheet, shared, file))
  if (tables.length === 0) throw damaged('spreadsheet without a sheet whose first row has "source" and "target"', file)
  return tables.flatMap((rows) => tableRows(rows, file))
}

/** `r:id`, beside which stands `sheetId`. */
function idOf(sheet: XmlNode): string | undefined {
  return sheet.attributes.find(({ local, name }) => local === 'id' && name.includes(':'))?.value
}

function sharedStrings(office: OfficeFile, entry: string | undefined): readonly string[] {
  return childrenOf(entry === undefined ? undefined : office.part(entry), 'si').map(textOf)
}

/** Runs of a text, without what says how it is read aloud. */
function textOf(node: XmlNode): string {
  const raw = node.children
    .map((child) =>
      typeof child === 'string' || !('local' in child)
        ? ''
        : child.local === 't'
          ? child.children.filter((each) => typeof each === 'string').join('')
          : child.local === 'r'
            ? textOf(child)
            : '',
    )
    .join('')
  return unescaped(raw)
}

/** '_x000D_' (ECMA-376-1, 22.9.2.19); a carriage return before a line feed is the line's end. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** None where it is a sheet of something else. */
function rowsOf(
  office: OfficeFile,
  { name, entry }: Sheet,
  { strings, persons }: Shared,
  file: string,
): readonly (readonly TableRow[])[] {
  const sheet = office.part(entry)
  const [header, ...rows] = childrenOf(childrenOf(sheet, 'sheetData')[0], 'row')
  if (sheet === undefined || header === undefined) return []
  const valueOf = (cell: XmlNode): string => cellValue(cell, strings, `cell ${nameOf(cell)} of sheet "${name}"`, file)
  const names = new Map(
    placed(header).flatMap(([column, cell]) => (isPlain(cell) ? [[column, valueOf(cell).trim().toLowerCase()]] : [])),
  )
  const texts = (): string[] => [header, ...rows].flatMap((row) => childrenOf(row, 'c').filter(isPlain).map(valueOf))
  if (!isExported([...names.values()], texts, { place: `sheet "${name}"`, file })) return []
  if (childrenOf(childrenOf(sheet, 'mergeCells')[0], 'mergeCell').length > 0)
    throw damaged(`joined cells in sheet "${name}"`, file)
  const comments = commentsOf(office, entry, persons)
  return [
    rows.map((row, index): TableRow => {
      const line = Number(localAttribute(row, 'r') ?? index + 2)
      const cells = placed(row).filter(([column]) => (names.get(column) ?? '') !== '')
      return {
        cells: Object.fromEntries(cells.map(([column, cell]) => [names.get(column) ?? '', valueOf(cell)])),
        comments: placed(row).flatMap(([, cell]) => comments.get(nameOf(cell)) ?? []),
        place: `row ${line} of sheet "${name}"`,
        line,
      }
    }),
  ]
}

/** Cells with their columns; one without a name stands behind the one before it. */
function placed(row: XmlNode): readonly (readonly [number, XmlNode])[] {
  let next = 0
  return childrenOf(row, 'c').map((cell) => {
    const column = columnOfCell(nameOf(cell)) ?? next
    next = column + 1
    return [column, cell] as const
  })
}

function nameOf(cell: XmlNode): string {
  return localAttribute(cell, 'r') ?? ''
}

function isPlain(cell: XmlNode): boolean {
  return childrenOf(cell, 'f').length === 0 && ['s', 'inlineStr', 'str'].includes(localAttribute(cell, 't') ?? 'n')
}

function cellValue(cell: XmlNode, shared: readonly string[], place: string, file: string): string {
  if (childrenOf(cell, 'f').length > 0) throw damaged(`formula in ${place}`, file)
  const value = childrenOf(cell, 'v')
    .flatMap(({ children }) => children)
    .filter((child) => typeof child === 'string')
    .join('')
  switch (localAttribute(cell, 't') ?? 'n') {
    case 's':
      return shared[Number(value)] ?? ''
    case 'inlineStr':
      return childrenOf(cell, 'is').map(textOf).join('')
    case 'str':
      return unescaped(value)
    case 'n':
      // A date is a number too, and only its format says so; digits alone are no date that anybody would type.
      if (value === '' || /^\d{1,4}$/.test(value)) return value
      throw damaged(`number ${value} in ${place}, which may be shown otherwise (format the cell as text)`, file)
    default:
      throw damaged(`value that is no text in ${place}`, file)
  }
}

/** Notes of cells, and the conversations that newer programs keep, by the cell's name; the author in front. */
function commentsOf(
  office: OfficeFile,
  entry: string,
  persons: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { kind, entry: part } of relationsOf(office, entry)) {
    const root = kind === 'threadedComment' || kind === 'comments' ? office.part(part) : undefined
    if (root === undefined) continue
    const authors = descendants(root)
      .filter(({ local }) => local === 'author')
      .map(wordsOf)
    for (const comment of descendants(root).filter(({ local }) => local === 'comment' || local === 'threadedComment')) {
      const author =
        authors[Number(localAttribute(comment, 'authorId') ?? -1)] ??
        persons.get(localAttribute(comment, 'personId') ?? '') ??
        ''
      // Of a conversation the old kind of note holds a copy, with words of the program's own.
      if (comment.local === 'comment' && COPY.test(author)) continue
      const words = childrenOf(comment, 'text')
        .map((each) => (comment.local === 'comment' ? textOf(each) : wordsOf(each)))
        .join('')
        .trim()
      const text = author === '' || words.startsWith(`${author}:`) ? words : `${author}: ${words}`
      const cell = localAttribute(comment, 'ref') ?? ''
      if (words !== '') found.set(cell, [...(found.get(cell) ?? []), text])
    }
  }
  return found
}

/** Names of those who take part in conversations, by their ids. */
function personsOf(office: OfficeFile, entry: string | undefined): ReadonlyMap<string, string> {
  return new Map(
    childrenOf(entry === undefined ? undefined : office.part(entry), 'person').map((person) => [
      localAttribute(person, 'id') ?? '',
      localAttribute(person, 'displayName') ?? '',
    ]),
  )
}

function wordsOf(node: XmlNode): string {
  return node.children.filter((child) => typeof child === 'string').join('')
}
