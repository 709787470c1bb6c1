/** Inline content: text with numbered codes in it, the same on both sides of a segment. */
import type { ElementContent } from 'hast'

/**
 * A run of text, or a code. Text is exactly as in the source after white space was settled by
 * its reader; adjacent strings are joined, and no string is empty.
 */
export type Content = readonly (string | Code)[]

/**
 * A place in the text where markup stands. `open` and `close` share an `id`; a pair may begin in
 * one segment and end in another (XLIFF's `sc`/`ec`). Ids are unique in a unit: '1', '2', … in
 * source order.
 */
export interface Code {
  readonly kind: 'open' | 'close' | 'standalone'
  readonly id: string
}

/** What a code stands for. The element is laid on both sides of the edition again. */
export interface CodeFacts {
  readonly kind: 'pair' | 'standalone'
  readonly tagName: string
  readonly properties: Readonly<Record<string, PropertyValue>>
  /** The markup as HTML, for originalData in XLIFF: '<strong>' and '</strong>'; whole for a standalone code. */
  readonly open: string
  readonly close?: string
  /** The elements and texts inside a standalone code, as hast. */
  readonly children?: readonly ElementContent[]
  /** What a translator should see in its place, such as the text of inline code. */
  readonly shown?: string
  /** Ids of the units that hold texts of its attributes. */
  readonly subFlows?: readonly string[]
}

/** JSON-ready values of hast properties. */
export type PropertyValue = string | number | boolean | readonly (string | number)[]

/** The text alone, codes left out. */
export function plainText(content: Content): string {
  return content.filter((part) => typeof part === 'string').join('')
}

/** The same content with adjacent texts joined and no empty one. */
export function glue(parts: Content): Content {
  const glued: (string | Code)[] = []
  for (const part of parts) {
    const last = glued.at(-1)
    if (part === '') continue
    if (typeof part === 'string' && typeof last === 'string') glued[glued.length - 1] = last + part
    else glued.push(part)
  }
  return glued
}

/** Length in Unicode code points, as every limit, quota and bill counts it. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * One string for content, so that it can be compared, hashed and stored: `&` and `<` escaped,
 * codes as `<1>` … `</1>` and `<2/>`.
 */
export function encodeContent(content: Content): string {
  let encoded = ''
  for (const part of content) encoded += typeof part === 'string' ? escaped(part) : codeText(part)
  return encoded
}

/** A record that is read has one content for a machine's words and the target, as long as nobody changed these. */
export function isSameContent(a: Content, b: Content): boolean {
  return a === b || encodeContent(a) === encodeContent(b)
}

function escaped(text: string): string {
  return text.includes('<') || text.includes('&') ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text
}

function codeText({ kind, id }: Code): string {
  switch (kind) {
    case 'open':
      return `<${id}>`
    case 'close':
      return `</${id}>`
    case 'standalone':
      return `<${id}/>`
  }
}

const TOKEN = /<(\/?)([^<>/]+)(\/?)>/g

/** The content that `encodeContent` made a string of. */
export function decodeContent(encoded: string): Content {
  const parts: (string | Code)[] = []
  let end = 0
  for (const token of encoded.matchAll(TOKEN)) {
    pushText(parts, encoded.slice(end, token.index))
    const kind = token[1] ? 'close' : token[3] ? 'standalone' : 'open'
    parts.push({ kind, id: token[2] ?? '' })
    end = token.index + token[0].length
  }
  pushText(parts, encoded.slice(end))
  return parts
}

function pushText(parts: (string | Code)[], encoded: string): void {
  if (encoded !== '') parts.push(encoded.replaceAll('&lt;', '<').replaceAll('&amp;', '&'))
}

/** Codes renumbered '1', '2', … in the order of their first appearance, so that equal sentences of different units are equal. */
export function renumberCodes(content: Content): {
  readonly content: Content
  readonly ids: ReadonlyMap<string, string>
} {
  const ids = new Map<string, string>()
  for (const part of content) if (typeof part === 'object' && !ids.has(part.id)) ids.set(part.id, String(ids.size + 1))
  return { content: renameCodes(content, ids), ids }
}

/** The content with its codes under other ids; codes that `names` has not keep theirs. */
export function renameCodes(content: Content, names: ReadonlyMap<string, string>): Content {
  return content.map((part) => (typeof part === 'string' ? part : { ...part, id: names.get(part.id) ?? part.id }))
}

/** What `renumberCodes` gave as ids, the other way round: from the numbers back to the unit's own. */
export function ownCodeIds(ids: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...ids].map(([own, number]) => [number, own]))
}
