/** Text that XML 1.0 cannot hold, and how it is written all the same. */
import type { XmlChild } from './xml.ts'

/** Characters outside of XML's Char (section 2.2): C0 controls, lone surrogates, U+FFFE and U+FFFF. */
const UNWRITABLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** One set of characters is looked for much faster than a choice of them, and hardly any text has one of these. */
const PERHAPS_UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/

export function hasUnwritable(text: string): boolean {
  return PERHAPS_UNWRITABLE.test(text) && UNWRITABLE.test(text)
}

/** Text with the characters that XML cannot hold as `cp`, where the schema allows elements. */
export function writable(text: string): readonly XmlChild[] {
  if (!hasUnwritable(text)) return text === '' ? [] : [text]
  return text
    .split(new RegExp(`(${UNWRITABLE.source})`))
    .filter((piece) => piece !== '')
    .map((piece) => (piece.length === 1 && hasUnwritable(piece) ? codePoint(piece) : piece))
}

/** Text for places that hold nothing but text: what cannot be written is U+FFFD there. */
export function printable(text: string): string {
  return hasUnwritable(text) ? text.replace(new RegExp(UNWRITABLE, 'g'), '\uFFFD') : text
}

function codePoint(character: string): XmlChild {
  const hex = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return { name: 'cp', attributes: { hex }, children: [] }
}
