/** Anchors and marks of notes of the source's own, which stand on both sides. */
import type { Element, ElementContent } from 'hast'
import { toArabicIndic } from '../text/digits.ts'
import { directionOf } from '../text/letters.ts'

/**
 * Each side has names of its own, and no name can meet one of the page's. The marks of notes are
 * counted in the digits of their side.
 */
export function ownMarks(
  nodes: readonly ElementContent[],
  side: 'source' | 'target',
  language: string,
): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return node
    if (isPlain(node)) return { ...node, children: ownMarks(node.children, side, language) }
    const { id, href, ariaDescribedBy: _described, ariaLabel: _label, ...rest } = node.properties
    const own = typeof href === 'string' && href.startsWith('#') ? `#${anchorName(href.slice(1), side)}` : href
    const isMark = rest.dataFootnoteRef !== undefined || rest.dataFootnoteBackref !== undefined
    const children = ownMarks(node.children, side, language)
    return {
      ...node,
      properties: {
        ...rest,
        ...(typeof id === 'string' ? { id: anchorName(id, side) } : {}),
        ...(own === undefined ? {} : { href: own }),
      },
      children: isMark ? markText(children, directionOf(language) === 'rtl') : children,
    }
  })
}

/** Without attributes there is nothing to name. */
function isPlain({ properties }: Element): boolean {
  for (const _ in properties) return false
  return true
}

/** Some telephones draw the usual sign of the way back as a coloured picture; this one is in the edition's own face. */
const WAY_BACK = /\u21A9[\uFE0E\uFE0F]?/g

function markText(nodes: readonly ElementContent[], isRtl: boolean): ElementContent[] {
  return nodes.map((node) => {
    if (node.type === 'element') return { ...node, children: markText(node.children, isRtl) }
    if (node.type !== 'text') return node
    const value = node.value.replace(WAY_BACK, '\u2191')
    return { ...node, value: isRtl ? toArabicIndic(value) : value }
  })
}

/** The name of an anchor of the source's own on one side of the edition. */
export function anchorName(id: string, side: 'source' | 'target'): string {
  return `${side === 'source' ? 's' : 't'}-${id}`
}

/** For data, whose programs find the marks of a note by its number: without the ways back, and the space before them. */
export function withoutWaysBack(nodes: readonly ElementContent[]): ElementContent[] {
  const kept = nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node]
    if (node.properties.dataFootnoteBackref !== undefined) return []
    return [{ ...node, children: withoutWaysBack(node.children) }]
  })
  const last = kept.at(-1)
  if (kept.length === nodes.length || last?.type !== 'text') return kept
  return [...kept.slice(0, -1), { ...last, value: last.value.trimEnd() }]
}
