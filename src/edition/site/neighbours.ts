/** The way to the documents before and after, with their titles in both languages. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Edition, Voices } from '../edition.ts'
import { side } from '../html/account.ts'
import { isolateForeign } from '../isolate-foreign.ts'
import { wordsIn } from '../words.ts'

export interface Neighbour {
  /** Relative address of its page. */
  readonly href: string
  readonly title: Edition['title']
}

export interface Neighbours {
  readonly previous?: Neighbour
  readonly next?: Neighbour
}

export function neighboursElement(
  { previous, next }: Neighbours,
  { sourceLanguage, targetLanguage, words }: Voices,
): Element {
  const row = (which: 'previous' | 'next', neighbour: Neighbour | undefined): readonly Element[] => {
    if (neighbour === undefined) return []
    const cell = (name: 'source' | 'target', language: string): Element => {
      const title: ElementContent[] = isolateForeign([{ type: 'text', value: neighbour.title[name] }], language)
      const rel = which === 'previous' ? 'prev' : 'next'
      return side(name, language, [
        h('a', { href: neighbour.href, hrefLang: language, rel: [rel] }, [
          h('span', { className: ['label'] }, wordsIn(language, words)[which]),
          ' ',
          h('span', title),
        ]),
      ])
    }
    return [h('div', { className: ['row'] }, [cell('source', sourceLanguage), cell('target', targetLanguage)])]
  }
  const name = `${wordsIn(targetLanguage, words).neighbours} · ${wordsIn(sourceLanguage, words).neighbours}`
  return h('nav', { className: ['neighbours'], ariaLabel: name }, [...row('previous', previous), ...row('next', next)])
}
