/** A unit's text as Markdown, with the markup that its source has. */
import type { Element, ElementContent } from 'hast'
import { toString } from 'hast-util-to-string'
import type { CodePlace, SourceUnit } from '../../bitext/source.ts'
import { safeAddress } from '../safe-address.ts'
import { safeText } from '../safe-text.ts'
import { escapeText } from './escape-text.ts'
import { safeSource } from './safe-source.ts'
import { codeOf } from './unit-text.ts'

export interface UnitMarkdownOptions {
  readonly unit: SourceUnit
  /** The whole source. */
  readonly text: string
  readonly syntax: 'markdown' | 'html'
  /** What a further line of the unit begins with. */
  readonly prefix: string
}

/** @param nodes As `unitText` gives them. */
export function unitMarkdown(nodes: readonly ElementContent[], options: UnitMarkdownOptions): string {
  const { unit, text, syntax, prefix } = options
  const inCell = unit.kind === 'cell' || unit.kind === 'header-cell'
  const written: string[] = []
  for (const [index, node] of nodes.entries()) {
    const before = written.join('')
    written.push(nodeMarkdown(node, { before, after: firstOf(nodes.slice(index + 1)) }))
  }
  return written.join('')

  function nodeMarkdown(node: ElementContent, beside: Beside): string {
    if (node.type === 'text')
      return syntax === 'html' ? escapeHtml(safeText(node.value)) : escapeText(safeText(node.value), inCell)
    if (node.type !== 'element') return ''
    const id = codeOf(node) ?? ''
    const place = unit.place?.codes[id]
    const facts = unit.codes[id]
    if (facts?.kind === 'standalone') return standalone(node, place)
    const children = unitMarkdown(node.children, options)
    if (place === undefined || facts === undefined) return children
    if (place.inner === undefined) return children === '' ? safeSource(text.slice(place.start, place.end)) : children
    const opening = text.slice(place.start, place.inner.start)
    const closing = text.slice(place.inner.end, place.end + listLength(place.end))
    if (/^<[A-Za-z]/.test(opening) && /^<\//.test(closing)) return safeSource(opening) + children + safeSource(closing)
    if (node.tagName === 'a') return link({ children, opening, closing, place, href: facts.properties.href })
    return marked(children, { opening, closing, tagName: node.tagName, ...beside })
  }

  /** A list of attributes right after the markup that it is about. */
  function listLength(at: number): number {
    ATTRIBUTE_LIST.lastIndex = at
    return syntax === 'markdown' && ATTRIBUTE_LIST.test(text) ? ATTRIBUTE_LIST.lastIndex - at : 0
  }

  function standalone(node: Element, place: CodePlace | undefined): string {
    if (node.tagName === 'br') return lineBreak(place === undefined ? '\\' : text.slice(place.start, place.end))
    if (place === undefined) return '' // the reader made it: a task's box, a note's way back
    const own = text.slice(place.start, place.end + listLength(place.end))
    return own.startsWith('<') ? safeSource(own) : own
  }

  function lineBreak(own: string): string {
    // Halves of a verse that are cells of a table stay so.
    if (/^\s*(?:<|\|)/.test(own)) return safeSource(own)
    return inCell || syntax === 'html' || unit.kind === 'heading'
      ? '<br>'
      : `${own.startsWith('\\') ? '\\' : '  '}\n${prefix}`
  }

  function link({ children, opening, closing, place, href }: LinkParts): string {
    const inner = text.slice(place.inner?.start, place.inner?.end)
    if (children.trim() === '') return children
    // An address that stands for itself is one only as long as it is its own words.
    if (!opening.startsWith('[')) {
      if (unescaped(children) === inner.trim()) return opening + inner + closing
      const address = safeAddress(href)
      return address === undefined ? children : `[${children}](<${address.replace(/[<>\\\s]/g, encodeURIComponent)}>)`
    }
    // The words of a reference are its label, too.
    if (/^\](?:\[\])?$/.test(closing))
      return children === inner ? opening + children + closing : `${opening}${children}][${inner.replace(/\s+/g, ' ')}]`
    return opening + children + closing
  }
}

const ATTRIBUTE_LIST = /\{:[^{}\n]*\}/y

interface LinkParts {
  readonly children: string
  readonly opening: string
  readonly closing: string
  readonly place: CodePlace
  readonly href: unknown
}

interface Beside {
  /** What is written before it. */
  readonly before: string
  /** The character that a reader sees after it. */
  readonly after: string
}

interface Marks extends Beside {
  readonly opening: string
  readonly closing: string
  readonly tagName: string
}

/** Marks open before a letter and close after one; elsewhere it depends on what is beside them (CommonMark 0.31.2, 6.2), and only the element is sure to. */
function marked(text: string, { opening, closing, tagName, before, after }: Marks): string {
  const [, lead = '', inner = '', tail = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  if (inner === '') return text
  const outside = [lastOf(lead === '' ? before : ' '), tail === '' ? after : ' '] as const
  // Marks that stand together open and close together.
  const shown = inner.replace(/^[*_~]+|(?<!\\)[*_~]+$/g, '')
  const [first, last] = [Array.from(shown.slice(0, 2))[0] ?? '', lastOf(shown)]
  const opens = !isMark(first) || isLoose(outside[0])
  const closes = !isMark(last) || isLoose(outside[1])
  const inWord = opening.startsWith('_') && (isWord(outside[0]) || isWord(outside[1]))
  const sound = opens && closes && !inWord
  return sound ? `${lead}${opening}${inner}${closing}${tail}` : `${lead}<${tagName}>${inner}</${tagName}>${tail}`
}

const isMark = (character: string): boolean => /[\p{P}\p{S}]/u.test(character)
const isLoose = (character: string): boolean => character === '' || /[\s\p{P}\p{S}]/u.test(character)
const isWord = (character: string): boolean => /[\p{L}\p{N}\p{M}]/u.test(character)

function lastOf(text: string): string {
  return Array.from(text.slice(-2)).at(-1) ?? ''
}

function firstOf(nodes: readonly ElementContent[]): string {
  const [first] = nodes
  if (first === undefined) return ''
  if (first.type === 'text') return Array.from(first.value.slice(0, 2))[0] ?? ''
  return Array.from(toString(first).slice(0, 2))[0] ?? '\uFFFC'
}

function unescaped(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/\s*\n\s*/g, ' ')
}
