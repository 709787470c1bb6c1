/** Names of a spreadsheet's cells: 'C7'. */

const LETTERS = 26
const FIRST = 65

/** @param column 0-based. @param row 1-based. */
export function cellName(column: number, row: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS))
    letters = String.fromCharCode(FIRST + ((rest - 1) % LETTERS)) + letters
  return `${letters}${row}`
}

/** 0-based, of 'C7'; undefined where it is no such name. */
export function columnOfCell(name: string): number | undefined {
  const letters = /^\$?([A-Z]{1,3})\$?\d+$/.exec(name)?.[1]
  if (letters === undefined) return undefined
  return Array.from(letters).reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - FIRST + 1, 0) - 1
}
