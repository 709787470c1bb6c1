/** Content as one text for formats without inline codes: `<1>` … `</1>` and `<2/>`. */
import { glue, type Code, type Content } from '../bitext/content.ts'

/** '<b>', '</b>', '<2/>', and with backslashes what is text: '<\b>'. */
const TOKEN = /<(\\*)(\/?)([\p{L}\d_][\p{L}\d_.:-]*)(\/?)>/gu

/** Text of the source that looks like a code gets a backslash; nothing else is changed. */
export function toPlaceholders(content: Content): string {
  return content
    .map((part) => (typeof part === 'string' ? part.replace(TOKEN, '<\\$1$2$3$4>') : tokenOf(part)))
    .join('')
}

/** What `toPlaceholders` made a text of. */
export function fromPlaceholders(text: string): Content {
  const parts: (string | Code)[] = []
  let end = 0
  for (const token of text.matchAll(TOKEN)) {
    const [whole, slashes = '', before = '', id = '', after = ''] = token
    parts.push(text.slice(end, token.index))
    if (slashes !== '' || (before !== '' && after !== '')) parts.push(whole.replace('\\', ''))
    else parts.push({ kind: before ? 'close' : after ? 'standalone' : 'open', id })
    end = token.index + whole.length
  }
  return glue([...parts, text.slice(end)])
}

function tokenOf({ kind, id }: Code): string {
  switch (kind) {
    case 'open':
      return `<${id}>`
    case 'close':
      return `</${id}>`
    case 'standalone':
      return `<${id}/>`
  }
}
