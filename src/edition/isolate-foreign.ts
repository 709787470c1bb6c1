/** Runs of the other direction inside a text, each in a `bdi` of its own. */
import type { ElementContent } from 'hast'
import { directionOf } from '../text/letters.ts'

/** Latin words, names and addresses with the signs that belong to them; signed numbers. */
const LATIN_RUN = /(?:https?:\/\/|www\.)[^\s\u0600-\u06FF«»"]+|[A-Za-z\u00C0-\u024F][\w\u00C0-\u024F.@:/+#&'’-]*(?: [A-Za-z\u00C0-\u024F0-9][\w\u00C0-\u024F.@:/+#&'’-]*)*[+#]*|[+\-\u2212]\d[\d.,]*%?/g
const ARABIC_RUN = /[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC]+(?:[\s\u060C\u061B]+[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC]+)*/g
/** A final period or colon belongs to the sentence, not to the run. */
const TRAILING = /[.:,'’-]+$/

/** Wraps the runs in the text of a cell whose language is `language`. Text that is isolated already is left. */
export function isolateForeign(nodes: readonly ElementContent[], language: string): ElementContent[] {
  const rtl = directionOf(language) === 'rtl'
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return rtl ? wrap(node.value, LATIN_RUN, 'en', 'ltr') : wrap(node.value, ARABIC_RUN, 'ar', 'rtl')
    if (node.type !== 'element' || node.tagName === 'bdi' || node.tagName === 'code') return [node]
    return [{ ...node, children: isolateForeign(node.children, language) }]
  })
}

function wrap(text: string, pattern: RegExp, lang: string, dir: 'ltr' | 'rtl'): ElementContent[] {
  const nodes: ElementContent[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const run = dir === 'ltr' && /^[A-Za-z\u00C0-\u024F]/.test(match[0]) ? match[0].replace(TRAILING, '') : match[0]
    if (run === '') continue
    if (match.index > end) nodes.push({ type: 'text', value: text.slice(end, match.index) })
    nodes.push({ type: 'element', tagName: 'bdi', properties: { lang, dir }, children: [{ type: 'text', value: run }] })
    end = match.index + run.length
  }
  if (end < text.length) nodes.push({ type: 'text', value: text.slice(end) })
  return nodes
}
