/** Check `brackets`: brackets, and those of the Qurʾān (﴿﴾), open and close on each side. */
import { eachPair, type Check } from './check.ts'
import { balanceFaults, loneAmong, type Lone } from './unbalanced.ts'

/** In Arabic text it is U+FD3F that opens. */
const loneBrackets = loneAmong([
  { open: '(', close: ')' },
  { open: '[', close: ']' },
  { open: '{', close: '}' },
  { open: '\uFD3F', close: '\uFD3E' },
])
const ANY = /[()[\]{}\uFD3E\uFD3F]/
/** "1)", "أ)", "a) … b)" number a list; ":)" is a face. */
const NUMBERING = /(^|[\s:\u061B;,\u060C])([\p{N}]{1,3}|\p{L})\)(?=\s)/gmu
const FACE = /[:;]-?[()](?!\p{L})/gu

export const brackets: Check = {
  id: 'brackets',
  severity: 'warning',
  create: eachPair((pair) => balanceFaults(pair, lone)),
}

function lone(text: string): readonly Lone[] {
  if (!ANY.test(text)) return []
  const read = [NUMBERING, FACE].reduce(
    (rest, pattern) => rest.replace(pattern, (found) => '\u0020'.repeat(found.length)),
    text,
  )
  return loneBrackets(read)
}
