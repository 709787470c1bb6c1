/** The tags of a page, without those that only look like tags: in comments, scripts and values of attributes. */
import type { Tag } from '../open-elements.ts'

export interface PageTag extends Tag {
  /** Offset in the page. */
  readonly at: number
}

/** What has no end in the page, and takes all that follows along. */
export interface Unclosed {
  /** '<!--', '<script>'. */
  readonly opening: string
  readonly at: number
}

const NEXT = /<!--|<(\/?)([A-Za-z][^\s/<>]*)/g
/** The end of a tag, or the quotation mark that opens a value in it. */
const INSIDE = /=[ \t\n]*(["'])|>/g
/** What stands in them is no markup (HTML Standard, "raw text" and "escapable raw text"). */
const RAW = new Set('iframe noembed noframes plaintext script style textarea title xmp'.split(' '))

/** In the order of the page; what is unclosed comes last. In time that grows with the page's length. */
export function* pageTags(page: string): Generator<PageTag, Unclosed | undefined> {
  const next = new RegExp(NEXT)
  for (let found = next.exec(page); found !== null; found = next.exec(page)) {
    const [start, slash, named] = found
    const { index: at } = found
    if (named === undefined) {
      next.lastIndex = endOfComment(page, at)
      if (next.lastIndex === 0) return { opening: start, at }
      continue
    }
    const name = named.toLowerCase()
    const end = endOfTag(page, next.lastIndex)
    if (end === -1) return { opening: start, at }
    yield { tag: page.slice(at, end), closes: slash === '/', name, at }
    next.lastIndex = end
    if (slash === '/' || !RAW.has(name)) continue
    next.lastIndex = endOfElement(page, end, name)
    if (next.lastIndex === 0) return { opening: `${start}>`, at }
  }
  return undefined
}

/** `<!-->` and `<!--->` are whole comments. 0: it has no end. */
function endOfComment(page: string, at: number): number {
  const short = /^<!--?-?>/.exec(page.slice(at, at + 6))
  return short ? at + short[0].length : page.indexOf('-->', at + 4) + 1
}

function endOfTag(page: string, from: number): number {
  const inside = new RegExp(INSIDE)
  inside.lastIndex = from
  for (let found = inside.exec(page); found !== null; found = inside.exec(page)) {
    const [, quote] = found
    if (quote === undefined) return inside.lastIndex
    inside.lastIndex = page.indexOf(quote, inside.lastIndex) + 1
    if (inside.lastIndex === 0) return -1
  }
  return -1
}

/** Where its closing tag begins; 0: it has none. */
function endOfElement(page: string, from: number, name: string): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  closing.lastIndex = from
  return closing.exec(page)?.index ?? 0
}
