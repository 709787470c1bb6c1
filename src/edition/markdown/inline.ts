/** Inline content as Markdown that no code host takes for anything else. */
import type { ElementContent } from 'hast'
import { decodeName } from '../../text/decode-name.ts'
import { toHtml } from 'hast-util-to-html'

/** `$` begins a formula on some hosts. */
const SPECIAL = /[\\`*_{}[\]<>#|~&$]/g
const PAIRS: Readonly<Record<string, readonly [mark: string, tagName: string]>> = {
  strong: ['**', 'strong'],
  b: ['**', 'strong'],
  em: ['*', 'em'],
  i: ['*', 'em'],
  del: ['~~', 'del'],
  s: ['~~', 'del'],
}
/** Elements that code hosts keep as HTML. */
const KEPT = new Set(['sub', 'sup', 'kbd', 'samp', 'var', 'ins', 'q', 'ruby', 'rt', 'rp'])
/** Code hosts strip `bdi`: this mark, as a character reference, holds a sign at its number or word. */
const GUARD = '&lrm;'

export interface InlineOptions {
  /** A number or a dash there would begin a list. */
  readonly atStart: boolean
  /** Base direction of the cell. */
  readonly rtl: boolean
}

export function inlineMarkdown(nodes: readonly ElementContent[], { atStart, rtl }: InlineOptions): string {
  const text = nodes.map((node) => nodeMarkdown(node, rtl)).join('')
  return atStart
    ? text
        .replace(/^(\s*)(\d+)([.)])/, '$1$2\\$3')
        .replace(/^(\s*)([-+=])/, '$1\\$2')
        .trimStart()
    : text
}

function nodeMarkdown(node: ElementContent, rtl: boolean): string {
  if (node.type === 'text') return escapeMarkdown(node.value)
  if (node.type !== 'element') return ''
  const inside = (): string => node.children.map((child) => nodeMarkdown(child, rtl)).join('')
  const { tagName, properties } = node
  const pair = PAIRS[tagName]
  if (pair !== undefined) return marked(pair, inside())
  switch (tagName) {
    case 'br':
      return '<br>'
    case 'input':
      return properties.checked === true ? '☑' : '☐'
    case 'code':
      return code(toText(node))
    case 'bdi':
      return rtl && properties.dir === 'ltr' ? guarded(toText(node), inside()) : inside()
    case 'a':
      return `${typeof properties.href === 'string' ? `[${inside()}](<${escapeAddress(properties.href)}>${title(properties.title)})` : inside()}${anchor(properties.id)}`
    default:
      return `${KEPT.has(tagName) ? `<${tagName}>${inside()}</${tagName}>` : inside()}${anchor(properties.id)}`
  }
}

/** The whole of a text that may have marks of its own. */
export function strong(markdown: string): string {
  return /[*<]/.test(markdown) ? `<strong>${markdown}</strong>` : marked(['**', 'strong'], markdown)
}

/** Beside a letter or digit the mark works everywhere; beside a sign or space only the element does. */
function marked([mark, tagName]: readonly [mark: string, tagName: string], text: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  if (inner === '') return text
  const plain = /^[\p{L}\p{N}].*[\p{L}\p{N}\p{M}]$|^[\p{L}\p{N}]$/su.test(inner)
  return plain ? `${before}${mark}${inner}${mark}${after}` : `${before}<${tagName}>${inner}</${tagName}>${after}`
}

/** A signed number keeps its sign in front; a run that begins or ends in a sign is held on both sides. */
function guarded(text: string, markdown: string): string {
  if (/^[+\-\u2212]\d/.test(text)) return GUARD + markdown
  return /^[\p{L}\p{N}].*[\p{L}\p{N}]$|^[\p{L}\p{N}]$/su.test(text) ? markdown : GUARD + markdown + GUARD
}

function code(text: string): string {
  if (text.trim() === '') return escapeMarkdown(text)
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  // One space on each side is taken off again by every reader of Markdown.
  return /^[` ]|[` ]$/.test(text) ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`
}

function anchor(id: unknown): string {
  return typeof id === 'string' ? `<a id="${anchorId(id)}"></a>` : ''
}

/** Safe inside an attribute. */
export function anchorId(id: string): string {
  return decodeName(id).replace(/[^\w\u0600-\u06FF-]/g, '-')
}

/** What is changed in a text that is to be words and nothing else; most sentences have none of it. */
const TO_ESCAPE = /[\\`*_{}[\]<>#|~&$\n@]|:\/\/|www\./

/** Words as words. */
export function escapeMarkdown(text: string): string {
  if (!TO_ESCAPE.test(text)) return text
  return text
    .replace(SPECIAL, '\\$&')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(\w:\/)(\/)/g, '$1\\$2')
    .replace(/\bwww\./g, 'www\\.')
    .replace(/@/g, '\\@')
}

function title(text: unknown): string {
  return typeof text === 'string' && text.trim() !== '' ? ` "${escapeMarkdown(text).replace(/"/g, '&quot;')}"` : ''
}

/** Links inside the edition go to anchors, whose names are made safe; others keep their address. */
function escapeAddress(address: string): string {
  if (/^#[st]-/.test(address)) return `#${anchorId(address.slice(1))}`
  return address.replace(/[<>\\\s]/g, (character) => encodeURIComponent(character)).replace(/&/g, '&amp;')
}

/** A carried block: code as a fence, the rest as HTML that hosts sanitize. */
export function blockMarkdown(element: ElementContent): string {
  if (element.type === 'text') return escapeMarkdown(element.value)
  if (element.type !== 'element') return ''
  if (element.tagName === 'hr') return '---'
  if (element.tagName === 'pre') {
    const [child] = element.children
    const inner = child?.type === 'element' && child.tagName === 'code' ? child : element
    const text = toText(inner)
    const language = Array.isArray(inner.properties.className)
      ? String(inner.properties.className[0] ?? '')
          .replace(/^language-/, '')
          .replace(/[^\w+#.-]/g, '')
      : ''
    const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
    const fence = '`'.repeat(longest + 1)
    return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
  }
  if (['p', 'figure', 'span', 'a'].includes(element.tagName))
    return inlineMarkdown(element.tagName === 'a' ? [element] : element.children, { atStart: true, rtl: false })
  return toHtml(element).replace(/\n\s*\n/g, '\n')
}

function toText(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(toText).join('') : ''
}
