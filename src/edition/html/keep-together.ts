/** Keeps together at a line end what is one word to a reader: the Arabic article with its name, the numbers of a range. */
import type { ElementContent } from 'hast'

/** The article before a name, assimilated forms too: 'al-Assad', 'ash-Shams', 'ed-Din'. */
const ARTICLE =
  /(?<![\p{L}\p{M}'\u2019\u02BE\u02BF-])(?:[aeu][lstdnrz]|a(?:sh|th|dh)|e(?:sh))-[\u02BE\u02BF'\u2018\u2019]?\p{L}[\p{L}\p{M}'\u2019\u02BE\u02BF]*/u
/** '2020-2021', '١٠–١٥'; dates too. */
const RANGE =
  /(?<![\d\u0660-\u0669\u2013-])[\d\u0660-\u0669]{1,6}(?:[-\u2013][\d\u0660-\u0669]{1,6}){1,2}(?![\d\u0660-\u0669-])/u
const KEPT = new RegExp(`${ARTICLE.source}|${RANGE.source}`, 'giu')

/** For the text of either side. */
export function keepTogether(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent | ElementContent[] => {
    if (node.type === 'text') return parts(node.value)
    return node.type === 'element' ? { ...node, children: keepTogether(node.children) } : node
  })
}

function parts(text: string): ElementContent[] {
  if (!text.includes('-') && !text.includes('\u2013')) return text === '' ? [] : [{ type: 'text', value: text }] // both have one of these in them
  const nodes: ElementContent[] = []
  let end = 0
  for (const match of text.matchAll(KEPT)) {
    if (match.index > end) nodes.push({ type: 'text', value: text.slice(end, match.index) })
    nodes.push({
      type: 'element',
      tagName: 'span',
      properties: { className: ['nb'] },
      children: [{ type: 'text', value: match[0] }],
    })
    end = match.index + match[0].length
  }
  if (end < text.length) nodes.push({ type: 'text', value: text.slice(end) })
  return nodes
}
