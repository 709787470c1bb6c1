/** An edition's article in one language: the source's own blocks, with that language's text in them. */
import type { Element, ElementContent, Properties, Root } from 'hast'
import { h } from 'hastscript'
import { rowsOf, type Edition, type Row } from '../edition.ts'
import { ALERTS } from '../kinds.ts'
import { targetElement } from '../attributes.ts'
import { anchorName } from '../own-marks.ts'
import { safeBlock, safeInline } from '../safe-element.ts'
import { wordsIn } from '../words.ts'
import type { Side } from './unit-text.ts'

/** Blocks that may stand on a page, with what they may say of themselves. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      'address article aside blockquote caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6',
      'header hgroup li main p section summary table tbody tfoot thead tr ul',
    ]
      .flatMap((names) => names.split(' '))
      .map((name) => [name, []]),
  ),
  ol: ['start', 'reversed'],
  li: ['value'],
  td: ['colSpan', 'rowSpan', 'align'],
  th: ['colSpan', 'rowSpan', 'align', 'scope'],
}
/** Carried whole. */
const WHOLE = new Set(['pre', 'hr', 'img', 'input', 'picture'])

/** Whether it stands on lines of its own. */
export function isBlock(tagName: string): boolean {
  return tagName in BLOCKS || tagName === 'pre' || tagName === 'hr'
}

/** Nothing in it is live; a sentence that is missing is a box that says so. */
export function monoTree(edition: Edition, side: Side): ElementContent[] {
  const { document, record } = edition
  const rows = new Map(rowsOf(edition).map((row) => [row.id, row]))
  const language = side === 'source' ? edition.sourceLanguage : edition.targetLanguage
  return childrenOf(document.skeleton)

  function childrenOf(parent: Root | Element): ElementContent[] {
    return parent.children.flatMap((node): ElementContent[] => {
      if (node.type === 'text') return node.value.trim() === '' ? [] : [{ type: 'text', value: node.value }]
      return node.type === 'element' ? blockOf(node) : []
    })
  }

  function blockOf(node: Element): ElementContent[] {
    if (isAnchor(node)) return [h('a', { id: anchorName(String(node.properties.id), side) })]
    // The last row of its note has it.
    if (node.properties.dataFootnoteBackref !== undefined) return []
    const row = rows.get(record.units[node.data?.unit ?? -1]?.id ?? '')
    if (row === undefined && (WHOLE.has(node.tagName) || !holdsUnit(node)) && !holdsAnchor(node)) return carriedOf(node)
    const children = row ? rowText(row) : [...alertName(node), ...childrenOf(node)]
    const allowed = BLOCKS[node.tagName]
    if (allowed === undefined) return row ? [h('p', children)] : children
    return [{ type: 'element', tagName: node.tagName, properties: ownProperties(node, allowed), children }]
  }

  function carriedOf(node: Element): ElementContent[] {
    const own = side === 'target' ? targetElement(node, record, edition.words) : undefined
    return own ? safeBlock(own, edition.targetLanguage) : safeBlock(node, edition.sourceLanguage)
  }

  /** The kind of an alert, where the author has set no title. */
  function alertName({ properties: { dataAlert } }: Element): ElementContent[] {
    const kind = ALERTS.find((name) => name === dataAlert)
    return kind === undefined ? [] : [h('p', { className: ['alert'] }, wordsIn(language, edition.words).alerts[kind])]
  }

  function rowText(row: Row): ElementContent[] {
    return row[side].flatMap((sentence, index): ElementContent[] => [
      ...(index === 0 ? [] : [{ type: 'text' as const, value: ' ' }]),
      ...safeInline(sentence.children, language),
      ...(sentence.missing
        ? [h('strong', { className: ['missing-box'] }, wordsIn(edition.targetLanguage, edition.words).notTranslated)]
        : []),
    ])
  }

  function ownProperties({ properties, tagName }: Element, allowed: readonly string[]): Properties {
    const { id, dataFootnotes } = properties
    const own = Object.fromEntries(Object.entries(properties).filter(([name]) => allowed.includes(name)))
    return {
      ...own,
      ...(typeof id === 'string' ? { id: anchorName(id, side) } : {}),
      ...(properties.dataAlert === undefined ? {} : { className: ['frame'] }),
      ...(tagName === 'section' && dataFootnotes !== undefined ? { className: ['notes'] } : {}),
    }
  }
}

/** The name of a place. */
function isAnchor({ tagName, properties: { id, href }, children }: Element): boolean {
  return tagName === 'a' && id !== undefined && href === undefined && children.length === 0
}

function holdsAnchor({ children }: Element): boolean {
  return children.some((child) => child.type === 'element' && isAnchor(child))
}

function holdsUnit(node: Element): boolean {
  return node.data?.unit !== undefined || node.children.some((child) => child.type === 'element' && holdsUnit(child))
}
