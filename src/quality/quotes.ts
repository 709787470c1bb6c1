/** Check `quotes`: quotation marks open and close on each side. */
import { eachPair, type Check } from './check.ts'
import { balanceFaults, loneAmong, type Lone, type MarkPair } from './unbalanced.ts'

const PAIRS: readonly MarkPair[] = [
  { open: '\u00AB', close: '\u00BB' },
  { open: '\u201C', close: '\u201D' },
  { open: '\u2039', close: '\u203A' },
]
/** Some older files have »…« for «…». */
const MIRRORED: readonly MarkPair[] = [{ open: '\u00BB', close: '\u00AB' }, ...PAIRS.slice(1)]
const [loneUsual, loneMirrored] = [loneAmong(PAIRS), loneAmong(MIRRORED)]
const ANY = /["\u00AB\u00BB\u201C-\u201E\u2039\u203A]/
/** Inches and seconds: 5" */
const MEASURE = /\p{N}"/gu

export const quotes: Check = {
  id: 'quotes',
  severity: 'warning',
  create: eachPair((pair) => balanceFaults(pair, lone)),
}

function lone(text: string): readonly Lone[] {
  if (!ANY.test(text)) return []
  const straight = [
    ...text
      .replace(/"\p{N}[^"]*\p{N}"/gu, '')
      .replace(isQuoted(text) ? /$^/ : MEASURE, '')
      .matchAll(/"/g),
  ]
  const odd = straight.length % 2 === 1 ? straight.at(-1) : undefined
  const read = curly(text)
  const usual = loneUsual(read)
  const mirrored = usual.length === 0 ? usual : loneMirrored(read)
  return [
    ...(mirrored.length < usual.length ? mirrored : usual),
    ...(odd ? [{ mark: '"', missing: 'close', start: odd.index } as const] : []),
  ]
}

/** An even number of straight marks needs no guessing which of them measure. */
function isQuoted(text: string): boolean {
  return [...text.matchAll(/"/g)].length % 2 === 0
}

/** German usage, in which U+201C closes what U+201E opened, and ” on both ends. */
function curly(text: string): string {
  const opened = text.replace(/\u201E([^\u201C\u201D]*)[\u201C\u201D]/g, '$1')
  return opened.includes('\u201C') ? opened : opened.replace(/\u201D([^\u201D]*)\u201D/g, '\u201C$1\u201D')
}
