/** Blocks of HTML that only an end of their own closes, blank lines or not (CommonMark 0.31.2, 4.6, kinds 1 to 5). */

const ENDS: readonly (readonly [begin: RegExp, end: RegExp])[] = [
  // Any of these ends any of them.
  [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![A-Z]+/i, />/],
]

interface OwnEnd {
  /** What it begins with: `<!--`, `<pre`. */
  readonly opening: string
  readonly closed: boolean
}

/** Undefined for a block that a blank line ends. */
export function ownEnd(html: string): OwnEnd | undefined {
  const block = html.trimStart()
  for (const [begin, end] of ENDS) {
    const [opening] = begin.exec(block) ?? []
    if (opening !== undefined) return { opening, closed: end.test(block) }
  }
  return undefined
}
