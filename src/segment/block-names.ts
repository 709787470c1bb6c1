/** Which elements are blocks, and what their text is. */
import type { Element } from 'hast'
import type { UnitKind } from '../bitext/source.ts'

const BLOCKS = named(
  'address article aside blockquote caption center col colgroup dd details dialog div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre ' +
    'section summary table tbody td tfoot th thead tr ul',
)
/** Blocks that are a unit themselves when nothing but inline markup is in them; in others loose text gets a paragraph of its own. */
export const UNIT_BLOCKS = named('p h1 h2 h3 h4 h5 h6 li td th caption figcaption dt dd summary legend')
/** Parts of a list or a table: what is kept in one stays in its place, on both sides. */
export const PARTS = named('li dd dt td th tr tbody thead tfoot caption figcaption summary legend')
/** A picture in one is a row of it, so that a table is whole. */
export const CELLS = named('td th')
/** Carried whole: what is in them is not prose. */
export const CARRIED = named('pre hr col colgroup')
const KINDS: Readonly<Record<string, UnitKind>> = {
  li: 'item',
  td: 'cell',
  th: 'header-cell',
  caption: 'caption',
  figcaption: 'caption',
  dt: 'term',
  dd: 'definition',
  blockquote: 'quotation',
}

function named(names: string): ReadonlySet<string> {
  return new Set(names.split(' '))
}

export function kindOf({ tagName }: Element, ancestors: readonly Element[]): UnitKind {
  if (/^h[1-6]$/.test(tagName)) return 'heading'
  if (ancestors.some(({ properties }) => properties.dataFootnotes !== undefined)) return 'note'
  for (const name of [tagName, ...ancestors.map((ancestor) => ancestor.tagName).toReversed()]) {
    const kind = KINDS[name]
    if (kind) return kind
  }
  return 'paragraph'
}

/** Whether it, or something in it, stands on lines of its own. */
export function isBlock(node: Element): boolean {
  return BLOCKS.has(node.tagName) || containsBlock(node)
}

export function containsBlock(node: Element): boolean {
  return node.children.some((child) => child.type === 'element' && (BLOCKS.has(child.tagName) || containsBlock(child)))
}
