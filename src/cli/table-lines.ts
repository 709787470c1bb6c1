/** Lines of a table in a terminal: columns of one width, cells of several lines, right-to-left text in its own direction. */
import { showInvisible } from '../errors.ts'
import { cutToWidth, displayWidth, wrapToWidth } from '../text/display-width.ts'
import { isRightToLeft } from '../text/isolate.ts'

/** RIGHT-TO-LEFT ISOLATE … POP DIRECTIONAL ISOLATE: the whole of a line, so that what is written left to right in it keeps its place among the words. */
const [RLI, PDI] = ['\u2067', '\u2069']

export interface TableColumn {
  readonly head: string
  readonly align?: 'end'
}

/** Cells of all columns but the last, and the lines of the last, each with a label or none. */
export interface TableRow {
  readonly cells: readonly string[]
  readonly texts: readonly { readonly label: string; readonly text: string }[]
}

const GAP = '  '

/**
 * The last column has the room that is left, and its texts are broken into lines of it.
 *
 * @param columns Of the terminal: no line is longer.
 */
export function tableLines(
  heads: readonly TableColumn[],
  rows: readonly TableRow[],
  columns: number,
): readonly string[] {
  const own = heads.slice(0, -1)
  const widths = own.map(({ head }, index) =>
    Math.max(displayWidth(head), ...rows.map(({ cells }) => displayWidth(cells[index] ?? ''))),
  )
  const labels = Math.max(0, ...rows.flatMap(({ texts }) => texts.map(({ label }) => displayWidth(label))))
  const before = widths.reduce((sum, width) => sum + width + GAP.length, 0)
  const left = columns - 1 - before - (labels > 0 ? labels + 1 : 0)
  const line = (cells: readonly string[], label: string, text: string): string =>
    [
      ...own.map((column, index) => padded(cells[index] ?? '', widths[index] ?? 0, column.align)),
      `${labels > 0 ? `${padded(label, labels)} ` : ''}${text}`,
    ]
      .join(GAP)
      .trimEnd()
  const last = heads.at(-1)?.head ?? ''
  return [
    line(
      own.map(({ head }) => head),
      '',
      last,
    ),
    ...rows.flatMap(({ cells, texts }) =>
      texts
        .flatMap(({ label, text }) =>
          textLines(text, left).map((each, index) => ({ label: index === 0 ? label : '', each })),
        )
        .map(({ label, each }, index) => line(index === 0 ? cells : [], label, each)),
    ),
  ]
}

/** Lines of so many columns at most, safe to print; what is longer and has no space is broken where it must be. */
export function textLines(text: string, columns: number): readonly string[] {
  const safe = showInvisible(text)
  const rtl = isRightToLeft(safe)
  const words = safe.split(' ').flatMap((word) => chunks(word, columns))
  return wrapToWidth(words.join(' '), columns).map((line) => (rtl ? RLI + line + PDI : line))
}

function chunks(word: string, columns: number): readonly string[] {
  const parts: string[] = []
  let rest = word
  while (displayWidth(rest) > columns) {
    // Room for the sign of a cut is left by it, which is not written here.
    const part = cutToWidth(rest, columns).slice(0, -1) || rest.slice(0, 1)
    parts.push(part)
    rest = rest.slice(part.length)
  }
  return [...parts, rest]
}

function padded(text: string, width: number, align?: 'end'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'end' ? space + text : text + space
}
