/** Elements whose `lang` is not that of their letters. */
import type { Element, Nodes, Root } from 'hast'
import { toString } from 'hast-util-to-string'
import { scriptOf, shareOfScript } from '../text/letters.ts'

/** More of the letters than this are the source language's: the tag is wrong. */
const MOST = 0.5

/** What is said of them, for `--verbose`; nothing when every tag is right. */
export function distrustedLanguages(tree: Root, language: string): readonly string[] {
  const wrong: Element[] = []
  const parents: Nodes[] = [tree]
  for (let node = parents.pop(); node !== undefined; node = parents.pop()) {
    if ('children' in node) for (const child of node.children.toReversed()) parents.push(child)
    if (node.type !== 'element') continue
    const { lang } = node.properties
    const differs = typeof lang === 'string' && scriptOf(lang) !== scriptOf(language)
    if (differs && shareOfScript(language, toString(node)) > MOST) wrong.push(node)
  }
  const [first] = wrong
  if (first === undefined) return []
  const line = first.position?.start.line
  const place = line === undefined ? '' : `, the first in line ${line}`
  const count = wrong.length === 1 ? '1 element' : `${wrong.length} elements`
  return [`the letters go before lang="${String(first.properties.lang)}" of the source (${count}${place})`]
}
