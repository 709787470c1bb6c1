/** One file of a book's text. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { toXast } from 'hast-util-to-xast'
import { toXml } from 'xast-util-to-xml'
import { directionOf } from '../../text/letters.ts'

/** `body` is sound already; the language and direction are those of its own words. */
export function xhtmlFile(title: string, language: string, body: readonly ElementContent[]): string {
  const tag = { lang: language, xmlLang: language, dir: directionOf(language) }
  const page = h('html', { ...tag, 'xmlns:epub': 'http://www.idpf.org/2007/ops' }, [
    h('head', [
      h('meta', { charSet: 'utf-8' }),
      h('title', title),
      h('link', { rel: ['stylesheet'], type: 'text/css', href: 'style.css' }),
    ]),
    h('body', withLineEnds(body)),
  ])
  // What ends a CDATA section may stand in no text either (XML 1.0, section 2.4), and the writer leaves it.
  const xml = toXml(toXast(page), { closeEmptyElements: true }).replaceAll(']]>', ']]&gt;')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n${xml}\n`
}

/** A block a line, for whoever unpacks two books to compare them. */
function withLineEnds(body: readonly ElementContent[]): ElementContent[] {
  return [
    ...body.flatMap((each): ElementContent[] => [{ type: 'text', value: '\n' }, each]),
    { type: 'text', value: '\n' },
  ]
}

export function section(type: string, role: string | undefined, children: readonly ElementContent[]): Element {
  return h('section', { 'epub:type': type, ...(role === undefined ? {} : { role }) }, [...children])
}
