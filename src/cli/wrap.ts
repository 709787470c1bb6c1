/** Lines that fit a terminal. */

/** In fewer nothing can be read anyway. */
const LEAST_COLUMNS = 20

/**
 * @param columns Of the terminal; undefined where there is none: then one line, for programs that search it.
 * @returns Whole lines, each with its line end, broken at spaces and indented.
 */
export function wrap(
  text: string,
  { indent, columns }: { readonly indent: number; readonly columns: number | undefined },
): string {
  const width = columns === undefined ? Infinity : Math.max(LEAST_COLUMNS, columns) - indent - 1
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each) => `${' '.repeat(indent)}${each}\n`).join('')
}
