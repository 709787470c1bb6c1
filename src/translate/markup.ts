/** Inline codes in the form a provider keeps best, and back with checks. */
import type { Code, Content } from '../bitext/content.ts'
import { foldDigits } from '../text/digits.ts'

export type Markup = 'html' | 'placeholders'

/** Codes of a pair whose other end is not in this segment are sent as single ones. */
function lonelyIds(content: Content): ReadonlySet<string> {
  const kinds = new Map<string, Set<string>>()
  for (const part of content)
    if (typeof part === 'object') kinds.set(part.id, new Set([...(kinds.get(part.id) ?? []), part.kind]))
  return new Set([...kinds].filter(([, each]) => each.size === 1).map(([id]) => id))
}

/** The text to send. */
export function encodeMarkup(content: Content, markup: Markup): string {
  const lonely = lonelyIds(content)
  const plain = !content.some((part) => typeof part === 'object')
  return content
    .map((part) => {
      // Braces are doubled only where placeholders stand beside them.
      if (typeof part === 'string')
        return markup === 'html' ? escapeHtml(part) : plain ? part : part.replaceAll('{', '{{').replaceAll('}', '}}')
      const single = lonely.has(part.id)
      if (markup === 'html')
        return single ? `<br id="${part.id}">` : part.kind === 'open' ? `<span id="${part.id}">` : '</span>'
      return single ? `{${part.id}/}` : part.kind === 'open' ? `{${part.id}}` : `{/${part.id}}`
    })
    .join('')
}

/** The answer as content, or what is wrong with its codes. */
export type Decoded =
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'bad-codes'; readonly reason: string }

/**
 * Reads an answer. Entities are unescaped once, what the service added to our tags is dropped,
 * a space inside a placeholder and digits of another script are allowed. All codes of the source
 * must be there, once, pairs closed in their order.
 */
export function decodeMarkup(answer: string, source: Content, markup: Markup): Decoded {
  const parts = markup === 'html' ? readHtml(answer) : readPlaceholders(answer, source)
  if (parts === undefined) return { kind: 'bad-codes', reason: 'markup that was not sent' }
  const kinds = new Map(
    source
      .filter((part) => typeof part === 'object')
      .map((part) => [`${lonelyIds(source).has(part.id)} ${part.id} ${part.kind}`, part]),
  )
  const lonely = new Map(
    source.flatMap((part) => (typeof part === 'object' && lonelyIds(source).has(part.id) ? [[part.id, part]] : [])),
  )
  const restored = parts.map((part): string | Code | undefined => {
    if (typeof part === 'string') return part
    if (part.kind === 'standalone') return lonely.get(part.id)
    return lonely.has(part.id) ? undefined : part
  })
  const fault = faultOf(restored, source, kinds.size)
  if (fault !== undefined) return { kind: 'bad-codes', reason: fault }
  return {
    kind: 'content',
    content: joinText(restored.flatMap((part) => (part === undefined || part === '' ? [] : [part]))),
  }
}

function faultOf(parts: readonly (string | Code | undefined)[], source: Content, expected: number): string | undefined {
  if (parts.includes(undefined)) return 'a code that was not sent'
  const codes = parts.filter((part) => typeof part === 'object')
  const seen = new Set(codes.map(({ id, kind }) => `${id} ${kind}`))
  const missing = source.find((part) => typeof part === 'object' && !seen.has(`${part.id} ${part.kind}`))
  if (typeof missing === 'object') return `code ${missing.id} is missing`
  if (codes.length !== expected) return 'a code came back twice'
  const open: string[] = []
  const lonely = lonelyIds(source)
  for (const { id, kind } of codes) {
    if (lonely.has(id)) continue
    if (kind === 'open') open.push(id)
    else if (open.pop() !== id) return `code ${id} is closed out of order`
  }
  return undefined
}

const TAG = /<(\/?)\s*(span|br)\b([^>]*?)\/?>/gi

function readHtml(answer: string): readonly (string | Code)[] | undefined {
  const parts: (string | Code)[] = []
  const open: string[] = []
  let end = 0
  for (const tag of answer.matchAll(TAG)) {
    parts.push(unescapeHtml(answer.slice(end, tag.index)))
    end = tag.index + tag[0].length
    const id = foldDigits(/\bid\s*=\s*["']?([\w-]+|[\u0660-\u0669]+)/.exec(tag[3] ?? '')?.[1] ?? '')
    if (tag[2]?.toLowerCase() === 'br') {
      if (!tag[1]) parts.push({ kind: 'standalone', id })
    } else if (tag[1]) {
      parts.push({ kind: 'close', id: open.pop() ?? '' })
    } else {
      open.push(id)
      parts.push({ kind: 'open', id })
    }
  }
  const rest = answer.slice(end)
  parts.push(unescapeHtml(rest))
  const texts = answer.replace(TAG, '')
  return /<\/?[a-z][^>]*>/i.test(texts) ? undefined : parts
}

const PLACEHOLDER = /\{\{|\}\}|\{\s*(\/?)\s*([0-9\u0660-\u0669\u06F0-\u06F9]+)\s*(\/?)\s*\}/g

function readPlaceholders(answer: string, source: Content): readonly (string | Code)[] {
  // Without codes in the source an answer's braces are its own.
  if (!source.some((part) => typeof part === 'object')) return [answer]
  const parts: (string | Code)[] = []
  let end = 0
  for (const token of answer.matchAll(PLACEHOLDER)) {
    parts.push(answer.slice(end, token.index))
    end = token.index + token[0].length
    if (token[2] === undefined) parts.push(token[0].charAt(0))
    else parts.push({ kind: token[1] ? 'close' : token[3] ? 'standalone' : 'open', id: foldDigits(token[2]) })
  }
  parts.push(answer.slice(end))
  return parts
}

function joinText(parts: readonly (string | Code)[]): Content {
  const joined: (string | Code)[] = []
  for (const part of parts) {
    if (typeof part === 'string' && typeof joined.at(-1) === 'string') joined.push(`${joined.pop()}${part}`)
    else joined.push(part)
  }
  return joined
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' }

/** Entities a translation service writes (HTML 4, section 24, the markup-significant ones; numeric). */
function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,6}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
        ? String.fromCodePoint(point)
        : whole
    },
  )
}
