/** Keeps the Arabic article with its name at a line end. */
import type { ElementContent } from 'hast'

/** The article before a name, assimilated forms too: 'al-Assad', 'ash-Shams', 'ed-Din'. */
const ARTICLE =
  /(?<![\p{L}\p{M}'\u2019\u02BE\u02BF-])(?:[aeu][lstdnrz]|a(?:sh|th|dh)|e(?:sh))-[\u02BE\u02BF'\u2018\u2019]?\p{L}[\p{L}\p{M}'\u2019\u02BE\u02BF]*/giu

/** Text without Latin letters stays as it is. */
export function keepArticles(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return parts(node.value)
    return node.type === 'element' ? [{ ...node, children: keepArticles(node.children) }] : [node]
  })
}

function parts(text: string): ElementContent[] {
  const nodes: ElementContent[] = []
  let end = 0
  for (const match of text.matchAll(ARTICLE)) {
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
