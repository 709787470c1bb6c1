/** Rows as comma-separated values: RFC 4180, in the form that spreadsheets open as text. */

/** What a spreadsheet takes for a formula (owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r]/

/**
 * Begins with a byte order mark, without which spreadsheets take UTF-8 for an older encoding. A cell
 * that begins like a formula gets an apostrophe in front: it would be run, and no text of a source may be.
 */
export function writeCsv(rows: readonly (readonly (string | number)[])[], separator: ',' | '\t' = ','): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('')}`
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  // A reader takes white space away that no quotation marks keep.
  return /[",\r\n]|^\s|\t|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
