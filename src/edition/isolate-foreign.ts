/** Runs of the other direction inside a text, each in a `bdi` of its own. */
import type { Element, ElementContent } from 'hast'
import { directionOf } from '../text/letters.ts'

/** Addresses: 'https://example.org/a', 'www.example.org'. */
const ADDRESS = String.raw`(?:https?:\/\/|www\.)[^\s\u0600-\u06FF\u00AB\u00BB"]+`
const LATIN = String.raw`A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02AF\u1E00-\u1EFF`
const INNER = String.raw`\w${LATIN}.@:\/+#&'\u2019\u02BE\u02BF\u2010\u2011-`
/** Words with the digits and signs that belong to them: 'Node.js', 'C++', '.NET', '@user', '5G', 'iOS 14.5', 'COVID-19'. */
const WORDS = String.raw`(?<![\w.,])(?:(?<![^\s(\u00AB\u201C"\[])[@#.\/~_\\-]+)?(?:\d+(?:[.,]\d+)*)?[${LATIN}][${INNER}]*(?: [${LATIN}\d][${INNER}]*)*[+#]*`
/** Signed numbers, no ranges and dates: '-5', '+12%', but not the end of '2020-2021'. */
const SIGNED = String.raw`(?<![\w\u0660-\u0669${LATIN})\]])[+\-\u2212]\d[\d.,]*%?`
const LATIN_RUN = new RegExp(`${ADDRESS}|${WORDS}|${SIGNED}`, 'gu')

const ARABIC = String.raw`[\u0600-\u06FF\u0750-\u077F\u0870-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC]`
const ARABIC_RUN = new RegExp(String.raw`${ARABIC}+(?:[\s\u060C\u061B]+${ARABIC}+)*`, 'g')
/** A final period or colon belongs to the sentence, not to the run. */
const TRAILING = /[.:,'\u2019-]+$/
/** Read from left to right in every language. */
const CODE = new Set(['code', 'kbd', 'samp'])

/** Wraps the runs in the text of a cell whose language is `language`. Text that is isolated already is left. */
export function isolateForeign(nodes: readonly ElementContent[], language: string): ElementContent[] {
  const rtl = directionOf(language) === 'rtl'
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text')
      return rtl ? wrap(node.value, LATIN_RUN, 'en', 'ltr') : wrap(node.value, ARABIC_RUN, 'ar', 'rtl')
    if (node.type !== 'element' || node.tagName === 'bdi') return [node]
    if (CODE.has(node.tagName)) return [isolateCode(node, language)]
    return [{ ...node, children: isolateForeign(node.children, language) }]
  })
}

/** Code keeps its own order; only words of Arabic in it are marked as such beside a language that is not. */
function isolateCode(node: Element, language: string): Element {
  const children = directionOf(language) === 'rtl' ? node.children : isolateForeign(node.children, language)
  return { ...node, properties: { dir: 'ltr', ...node.properties }, children }
}

function wrap(text: string, pattern: RegExp, lang: string, dir: 'ltr' | 'rtl'): ElementContent[] {
  const nodes: ElementContent[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const run = dir === 'ltr' && /\p{L}/u.test(match[0]) ? match[0].replace(TRAILING, '') : match[0]
    if (run === '') continue
    if (match.index > end) nodes.push({ type: 'text', value: text.slice(end, match.index) })
    nodes.push({ type: 'element', tagName: 'bdi', properties: { lang, dir }, children: [{ type: 'text', value: run }] })
    end = match.index + run.length
  }
  if (end < text.length) nodes.push({ type: 'text', value: text.slice(end) })
  return nodes
}
