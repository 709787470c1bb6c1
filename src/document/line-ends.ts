/** The ends of lines, of every system's, as one. */

/** Of Unicode: next line, line separator, paragraph separator. */
export const SEPARATORS = /[\u0085\u2028\u2029]/g

/** Carriage returns, alone or before a line feed, as line feeds. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}
