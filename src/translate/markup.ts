/** Inline codes in the form a provider keeps best, and back with checks. */
import { glue, type Code, type Content } from '../bitext/content.ts'
import type { Markup } from '../providers/provider.ts'
import { foldDigits } from '../text/digits.ts'
import { escapeMarkup, unescapeMarkup } from './entities.ts'

/** The text to send. */
export function encodeMarkup(content: Content, markup: Markup): string {
  const lonely = lonelyIds(content)
  const plain = !content.some((part) => typeof part === 'object')
  return content
    .map((part) => {
      if (typeof part === 'object') return encodeCode(part, lonely.has(part.id), markup)
      if (markup !== 'placeholders') return escapeMarkup(part)
      // Braces are doubled only where placeholders stand beside them.
      return plain ? part : part.replaceAll('{', '{{').replaceAll('}', '}}')
    })
    .join('')
}

/** A picture, unlike a line break, parts no sentence: so a single code is one in HTML. */
function encodeCode({ id, kind }: Code, single: boolean, markup: Markup): string {
  switch (markup) {
    case 'html':
      return single ? `<img id="${id}">` : kind === 'open' ? `<span id="${id}">` : '</span>'
    case 'xml':
      return single ? `<x${id}/>` : kind === 'open' ? `<x${id}>` : `</x${id}>`
    case 'placeholders':
      return single ? `{${id}/}` : kind === 'open' ? `{${id}}` : `{/${id}}`
  }
}

/** The answer as content, or what is wrong with its codes. */
export type Decoded =
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'bad-codes'; readonly reason: string }

/**
 * Reads an answer. Entities are unescaped once, what the service added to our tags is dropped, a
 * space inside a placeholder and digits of another script are allowed. All codes of the source
 * must be there, once, pairs closed in their order.
 */
export function decodeMarkup(answer: string, source: Content, markup: Markup): Decoded {
  const parts = readers[markup](answer, source)
  if (parts === undefined) return { kind: 'bad-codes', reason: 'markup that was not sent' }
  if (![...parts, ...source].some((part) => typeof part === 'object')) return { kind: 'content', content: glue(parts) }
  const lonely = new Map(source.flatMap((part) => (typeof part === 'object' ? [[part.id, part] as const] : [])))
  const single = lonelyIds(source)
  const restored = parts.map((part): string | Code | undefined => {
    if (typeof part === 'string') return part
    if (part.kind === 'standalone') return single.has(part.id) ? lonely.get(part.id) : undefined
    return single.has(part.id) ? undefined : part
  })
  const fault = faultOf(restored, source, single)
  if (fault !== undefined) return { kind: 'bad-codes', reason: fault }
  return { kind: 'content', content: glue(restored.filter((part) => part !== undefined)) }
}

type Reader = (answer: string, source: Content) => readonly (string | Code)[] | undefined

const readers: Readonly<Record<Markup, Reader>> = { html: readHtml, xml: readXml, placeholders: readPlaceholders }

/** Codes of a pair whose other end is not in this segment are sent as single ones. */
function lonelyIds(content: Content): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const part of content) if (typeof part === 'object') counts.set(part.id, (counts.get(part.id) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count === 1).map(([id]) => id))
}

function faultOf(
  parts: readonly (string | Code | undefined)[],
  source: Content,
  single: ReadonlySet<string>,
): string | undefined {
  if (parts.includes(undefined)) return 'a code that was not sent'
  const codes = parts.filter((part) => typeof part === 'object')
  const wanted = source.filter((part) => typeof part === 'object')
  const seen = new Set(codes.map(({ id, kind }) => `${id} ${kind}`))
  const missing = wanted.find(({ id, kind }) => !seen.has(`${id} ${kind}`))
  if (missing !== undefined) return `code ${missing.id} is missing`
  if (codes.length !== wanted.length) return 'a code came back twice'
  const open: string[] = []
  for (const { id, kind } of codes) {
    if (single.has(id)) continue
    if (kind === 'open') open.push(id)
    else if (open.pop() !== id) return `code ${id} is closed out of order`
  }
  return undefined
}

const HTML_TAG = /<(\/?)\s*(span|br|img)\b([^>]*?)\/?>/gi
const ANY_TAG = /<\/?[a-z][^>]*>/i

function readHtml(answer: string): readonly (string | Code)[] | undefined {
  const open: string[] = []
  const parts = tokens(answer, HTML_TAG, unescapeMarkup, ([, end, name = '', attributes = '']): Code | undefined => {
    const id = foldDigits(/\bid\s*=\s*["']?([\w-]+|[\u0660-\u0669]+)/.exec(attributes)?.[1] ?? '')
    if (name.toLowerCase() !== 'span') return end ? undefined : { kind: 'standalone', id }
    if (end) return { kind: 'close', id: open.pop() ?? '' }
    open.push(id)
    return { kind: 'open', id }
  })
  return ANY_TAG.test(answer.replace(HTML_TAG, '')) ? undefined : parts
}

const XML_TAG = /<(\/?)\s*x([\d\u0660-\u0669]+)\s*(\/?)>/gi

function readXml(answer: string, source: Content): readonly (string | Code)[] | undefined {
  const single = lonelyIds(source)
  const parts = tokens(answer, XML_TAG, unescapeMarkup, ([, end, digits = '', empty]): Code | undefined => {
    const id = foldDigits(digits)
    // An XML processor may write an empty element as a pair of tags.
    if (single.has(id)) return end ? undefined : { kind: 'standalone', id }
    return { kind: end ? 'close' : empty ? 'standalone' : 'open', id }
  })
  return ANY_TAG.test(answer.replace(XML_TAG, '')) ? undefined : parts
}

const PLACEHOLDER = /\{\{|\}\}|\{\s*(\/?)\s*([0-9\u0660-\u0669\u06F0-\u06F9]+)\s*(\/?)\s*\}/g

function readPlaceholders(answer: string, source: Content): readonly (string | Code)[] {
  // Without codes in the source an answer's braces are its own.
  if (!source.some((part) => typeof part === 'object')) return [answer]
  return tokens(
    answer,
    PLACEHOLDER,
    (text) => text,
    ([whole, end, digits, empty]): Code | string => {
      if (digits === undefined) return whole.charAt(0)
      return { kind: end ? 'close' : empty ? 'standalone' : 'open', id: foldDigits(digits) }
    },
  )
}

/** The answer cut at every match of `pattern`; what `read` gives nothing for is dropped. */
function tokens(
  answer: string,
  pattern: RegExp,
  text: (piece: string) => string,
  read: (match: RegExpExecArray) => string | Code | undefined,
): readonly (string | Code)[] {
  const parts: (string | Code)[] = []
  let end = 0
  for (const match of answer.matchAll(pattern)) {
    parts.push(text(answer.slice(end, match.index)))
    end = match.index + match[0].length
    const part = read(match)
    if (part !== undefined) parts.push(part)
  }
  parts.push(text(answer.slice(end)))
  return parts
}
