/** Text of files in Markdown that a code host shows: none of it is markup, an address or a person's name. */
import { showInvisible } from '../../errors.ts'

/** What turns a line round unseen: overrides, embeddings and isolates, as in "Trojan Source" (CVE-2021-42574). */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/gu
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu
const SPACE = /\s+/gu
/** '@name' would be told, '#12' and 'GH-12' would be linked from there, and so would '://'. */
const REFERENCE = /@(?=[\p{L}\p{N}])|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)/giu
/** Parts two characters, seen by nobody. */
const APART = '&#8203;'

/** One line of Markdown. */
export function markdownText(text: string): string {
  return apart(settle(text).replace(/[\\`*_{}[\]<>#|~&$@!]/g, '\\$&'))
}

/** One line of HTML within Markdown. */
export function htmlText(text: string): string {
  return apart(
    settle(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  )
}

function settle(text: string): string {
  return text.replace(SPACE, ' ').replace(CONTROL, showInvisible).replace(DIRECTION, showInvisible)
}

function apart(text: string): string {
  return text.replace(REFERENCE, (found) => `${found}${APART}`)
}
