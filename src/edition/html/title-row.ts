/** A title that is no row of the text: of a book, or of a document whose front matter has it. */
import type { Element, ElementContent } from 'hast'
import type { EditionText, Voices } from '../edition.ts'
import { h } from '../h.ts'
import { isolateForeign } from '../isolate-foreign.ts'
import { side } from './account.ts'
import { missingWords } from './cells.ts'

/** Both sides of it, each under its own language. @param of The title of all, or of a part of it. */
export function titleRow(
  title: NonNullable<EditionText['heading']>,
  voices: Voices,
  of: 'text' | 'chapter' = 'text',
): Element {
  const { sourceLanguage, targetLanguage } = voices
  const isChapter = of === 'chapter'
  const source = titleWords(title.source, sourceLanguage)
  return h('div', { className: ['row', 'head', isChapter ? 'chapter' : 'title'] }, [
    side('source', sourceLanguage, [isChapter ? h('h2', source) : h('p', { className: ['title'] }, source)]),
    side('target', targetLanguage, [
      title.target === undefined
        ? h('p', { className: ['missing-box'] }, missingWords(voices))
        : h(isChapter ? 'h2' : 'h1', titleWords(title.target, targetLanguage)),
    ]),
  ])
}

export function titleWords(words: string, language: string): ElementContent[] {
  return isolateForeign([{ type: 'text', value: words }], language)
}
