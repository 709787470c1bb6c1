/** Refuses a user's stylesheet that asks for anything outside the page, by the name of what asks. */
import { MuqabilError } from '../../errors.ts'

/** Rules and functions that fetch; `data:` and names inside the page may stand in most of them. */
const FETCHES = /@import|image-set\(|(?:url|src|image)\(\s*(?!["']?\s*(?:data:|#))|<\/style/gi
/** In CSS '\75 rl(' is 'url('. */
const ESCAPE = /\\(?:([0-9a-f]{1,6})[ \t\n\r\f]?|([^\n]))/gi

/**
 * The stylesheet as it stands in the page. Comments and strings are looked into as well: what is
 * one of them depends on what stands before.
 *
 * @param file As shown in messages.
 * @throws {MuqabilError} `stylesheet-fetch`
 */
export function checkStylesheet(css: string, file: string): string {
  const plain = css.replace(ESCAPE, (whole, code: string | undefined, other: string) => {
    const point = code === undefined ? undefined : Number.parseInt(code, 16)
    if (point === undefined) return other
    // The line end that an escape takes along is kept for the count of lines.
    return (point > 0 && point < 0x80 ? String.fromCharCode(point) : '') + (whole.endsWith('\n') ? '\n' : '')
  })
  for (const text of [css, plain]) {
    FETCHES.lastIndex = 0
    const found = FETCHES.exec(text)
    if (found === null) continue
    const line = text.slice(0, found.index).split('\n').length
    throw new MuqabilError('stylesheet-fetch', { found: found[0].trim() }, { file, line })
  }
  return css
}
