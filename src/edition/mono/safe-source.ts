/** Raw HTML of a Markdown source, as it is written, without what would run or act on a page. */
import { GONE } from '../safe-element.ts'
import { safeAddress } from '../safe-address.ts'

/** A comment, or a tag: its slash, name, attributes. */
const TOKEN = /<!--[^]*?-->|<(\/?)([A-Za-z][\w:-]*)((?:\s[^<>"']*|\/|"[^"<]*"|'[^'<]*')*)>/g
const ATTRIBUTE = /\s+([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g
/** Nothing of them acts by itself; not one of them takes an address but those of ADDRESSES. */
const NAMES =
  /^(?:class|id|name|title|alt|lang|dir|align|valign|width|height|href|src|srcset|media|sizes|loading|cite|colspan|rowspan|scope|span|start|type|value|checked|disabled|open|reversed|translate|markdown|border|cellpadding|cellspacing|datetime|role|rel|color|size|face|aria-[a-z]+|data-[\w-]+)$/i
const ADDRESSES = new Set(['href', 'src', 'srcset', 'cite'])
/** Of others the words stay. */
const ELEMENTS =
  /^(?:a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hgroup|hr|i|img|input|ins|kbd|li|main|mark|menu|nav|ol|p|picture|pre|q|rp|rt|ruby|s|samp|section|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|wbr)$/i

/** Tags that are harmless stay as they are written, to the byte. */
export function safeSource(html: string): string {
  const kept = withoutGone(html)
  let [safe, end] = ['', 0]
  for (const token of kept.matchAll(TOKEN)) {
    safe += closed(kept.slice(end, token.index)) + safeTag(token)
    end = token.index + token[0].length
  }
  return safe + closed(kept.slice(end))
}

/** With all that is in them, up to their end or, if they have none, to the end of all. */
function withoutGone(html: string): string {
  let kept = html
  for (const name of GONE) {
    if (!kept.toLowerCase().includes(`<${name}`)) continue
    kept = kept.replace(new RegExp(`<${name}(?=[\\s/>])[^]*?(?:</${name}(?=[\\s/>])[^>]*>|$(?![^]))`, 'gi'), '')
  }
  return kept
}

function safeTag([tag, slash = '', name, attributes = '']: RegExpMatchArray): string {
  if (name === undefined) return tag
  if (!ELEMENTS.test(name)) return ''
  if (slash !== '') return tag
  const found = [...attributes.matchAll(ATTRIBUTE)]
  const own = found.filter(([, key = '', value = '']) => isSafe(key.toLowerCase(), value))
  const isRead = attributes.replace(ATTRIBUTE, '').replace(/[\s/]+/g, '') === ''
  if (own.length === found.length && isRead) return tag
  return `<${name}${own.map(([attribute]) => attribute.replace(/^\s+/, ' ')).join('')}>`
}

function isSafe(name: string, value: string): boolean {
  if (!NAMES.test(name)) return false
  // A reference could hide a scheme.
  const address = value.replace(/^["']|["']$/g, '')
  if (!ADDRESSES.has(name)) return true
  const addresses = name === 'srcset' ? address.split(',') : [address]
  return !/&(?!amp;)/.test(address) && addresses.every((each) => safeAddress(each) !== undefined)
}

/** What is no whole tag begins none; declarations and instructions do nothing. */
function closed(text: string): string {
  return text.replace(/<(?=[A-Za-z/])/g, '&lt;')
}
