/** Soft hyphens in English words, for a browser that has no dictionary. */
import type { ElementContent } from 'hast'
import british from 'hyphen/en-gb/index.js'
import american from 'hyphen/en-us/index.js'

const SOFT = '\u00AD'
/** Lower-case words of six letters or more that are no part of a name, an address or a compound: 'settlement'. */
const WORD = /(?<![\p{L}\p{M}\p{N}@./_\u2019'-])[a-z]{6,}(?![\p{L}\p{M}\p{N}@/_-]|[.\u2019'][\p{L}\p{N}])/gu
/** Letters that stay before and behind a hyphen. */
const LEAST = { before: 2, behind: 3 }
const VERBATIM = new Set(['code', 'kbd', 'samp', 'pre', 'bdi'])

/** Text of another language than English is left. */
export function hyphenate(nodes: readonly ElementContent[], language: string): ElementContent[] {
  if (!/^en\b/i.test(language)) return [...nodes]
  const cut = /^en-(?:gb|au|nz|ie|za|in)\b/i.test(language) ? british : american
  const visit = (node: ElementContent): ElementContent => {
    if (node.type === 'text')
      return { ...node, value: node.value.replace(WORD, (word) => inner(cut.hyphenateSync(word))) }
    if (node.type !== 'element' || VERBATIM.has(node.tagName)) return node
    return { ...node, children: node.children.map(visit) }
  }
  return nodes.map(visit)
}

/** Without the hyphens that leave too few letters on a line. */
function inner(hyphenated: string): string {
  const parts = hyphenated.split(SOFT)
  const word = parts.join('')
  let at = 0
  return parts
    .map((part, index) => {
      const isKept = index > 0 && at >= LEAST.before && word.length - at >= LEAST.behind
      at += part.length
      return isKept ? SOFT + part : part
    })
    .join('')
}
