/** Inline content as Markdown that no code host takes for anything else. */
import type { ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'

const SPECIAL = /[\\`*_{}[\]<>#|~&]/g
const PAIRS: Readonly<Record<string, string>> = { strong: '**', b: '**', em: '*', i: '*', del: '~~', s: '~~' }
/** Elements that code hosts keep as HTML. */
const KEPT = new Set(['sub', 'sup', 'kbd', 'ins', 'q', 'cite', 'abbr', 'mark', 'small', 'u', 'bdi'])

/** `atStart`: a number or a dash there would begin a list. */
export function inlineMarkdown(nodes: readonly ElementContent[], atStart: boolean): string {
  const text = nodes.map(nodeMarkdown).join('')
  return atStart ? text.replace(/^(\s*)(\d+)([.)])/, '$1$2\\$3').replace(/^(\s*)([-+=])/, '$1\\$2') : text
}

function nodeMarkdown(node: ElementContent): string {
  if (node.type === 'text') return escapeMarkdown(node.value)
  if (node.type !== 'element') return ''
  const inside = (): string => node.children.map(nodeMarkdown).join('')
  const { tagName, properties } = node
  if (tagName === 'br') return '<br>'
  if (tagName === 'input') return properties.checked === true ? '☑' : '☐'
  if (tagName === 'code') return code(node.children.map((child) => (child.type === 'text' ? child.value : '')).join(''))
  if (tagName === 'a') return typeof properties.href === 'string' ? `[${inside()}](<${escapeAddress(properties.href)}>)${anchor(properties.id)}` : inside()
  if (tagName === 'img') return `[${escapeMarkdown(`▣ ${String(properties.alt ?? '')}`)}](<${escapeAddress(String(properties.src ?? ''))}>)`
  const mark = PAIRS[tagName]
  if (mark !== undefined) return pair(mark, inside())
  return KEPT.has(tagName) && tagName !== 'bdi' ? `<${tagName}>${inside()}</${tagName}>` : inside()
}

/** A mark only works next to a letter: white space goes outside. */
function pair(mark: string, text: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  return inner === '' ? text : `${before}${mark}${inner}${mark}${after}`
}

function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return /^`|`$/.test(text) ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`
}

function anchor(id: unknown): string {
  return typeof id === 'string' ? `<a id="${id.replace(/[^\w\u0600-\u06FF-]/g, '-')}"></a>` : ''
}

function escapeMarkdown(text: string): string {
  return text.replace(SPECIAL, '\\$&').replace(/\s*\n\s*/g, ' ').replace(/\b(https?:\/)(\/)/g, '$1\\$2').replace(/\bwww\./g, 'www\\.').replace(/@/g, '\\@')
}

function escapeAddress(address: string): string {
  return address.replace(/[<>\\\s]/g, (character) => encodeURIComponent(character))
}

/** A carried block: code as a fence, the rest as HTML that hosts sanitize. */
export function blockMarkdown(element: ElementContent): string {
  if (element.type !== 'element') return ''
  if (element.tagName === 'hr') return '---'
  const [child] = element.children
  if (element.tagName === 'pre') {
    const inner = child?.type === 'element' && child.tagName === 'code' ? child : element
    const text = toText(inner)
    const language = Array.isArray(inner.properties.className) ? String(inner.properties.className[0] ?? '').replace(/^language-/, '').replace(/[^\w+#.-]/g, '') : ''
    const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
    const fence = '`'.repeat(longest + 1)
    return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
  }
  if (element.tagName === 'p' || element.tagName === 'img') return inlineMarkdown(element.tagName === 'img' ? [element] : element.children, true)
  return toHtml(element).replace(/\n\s*\n/g, '\n')
}

function toText(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(toText).join('') : ''
}
