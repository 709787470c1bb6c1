/** The search of a site on its index: hidden until its script is there, labelled in both languages. */
import type { Element, Properties } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../../text/letters.ts'
import { counted, wordsIn } from '../words.ts'

interface Languages {
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/** Where the script puts a number. */
const NUMBER = '{}'

/** @param index Address of the file that names all others of the search. */
export function searchBox({ sourceLanguage, targetLanguage }: Languages, index: string): Element {
  const place = (language: string): Properties => ({ lang: language, dir: directionOf(language) })
  const label = (language: string): Element =>
    h('label', { htmlFor: 'query', ...place(language), className: [directionOf(language)] }, wordsIn(language).search)
  const said = (language: string): Element => {
    const words = wordsIn(language)
    return h('span', {
      ...place(language),
      className: [directionOf(language)],
      dataOne: counted(words.results, 1, language),
      // A number that no label has of its own.
      dataMany: counted(words.results, 2, language).replace(/[2\u0662]/, NUMBER),
      dataNone: words.nothingFound,
      dataFailed: words.searchFailed,
    })
  }
  const more = (language: string): Element =>
    h('span', { ...place(language), className: [directionOf(language)] }, wordsIn(language).moreResults)
  return h('div', { className: ['search'], id: 'search', role: 'search', hidden: true, dataIndex: index }, [
    h('div', { className: ['ask'] }, [
      label(targetLanguage),
      h('input', {
        type: 'search',
        id: 'query',
        dir: 'auto',
        autoComplete: 'off',
        autoCapitalize: 'off',
        spellCheck: 'false',
        enterKeyHint: 'search',
        ariaControls: ['hits'],
      }),
      label(sourceLanguage),
    ]),
    h('p', { className: ['found', 'small'], id: 'found', role: 'status' }, [
      said(targetLanguage),
      said(sourceLanguage),
    ]),
    h('div', {
      id: 'hits',
      className: ['hits'],
      dataSource: `${sourceLanguage} ${directionOf(sourceLanguage)}`,
      dataTarget: `${targetLanguage} ${directionOf(targetLanguage)}`,
      dataParagraph: wordsIn(targetLanguage).paragraph,
    }),
    h('button', { type: 'button', id: 'more', hidden: true }, [more(targetLanguage), ' ', more(sourceLanguage)]),
  ])
}
