/** The search of a site on its index: hidden until its script is there, labelled in both languages. */
import type { Element, Properties } from 'hast'
import { h } from 'hastscript'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import type { Voices } from '../edition.ts'
import { counted, wordsIn } from '../words.ts'

/** Where the script puts a number. */
const NUMBER = '{}'
/** A number that no label has of its own. */
const UNSAID = 987_654_321

/** @param index Address of the file that names all others of the search. */
export function searchBox({ sourceLanguage, targetLanguage, words: own }: Voices, index: string): Element {
  const place = (language: string): Properties => ({ lang: language, dir: directionOf(language) })
  const label = (language: string): Element =>
    h(
      'label',
      { htmlFor: 'query', ...place(language), className: [directionOf(language)] },
      wordsIn(language, own).search,
    )
  const said = (language: string): Element => {
    const words = wordsIn(language, own)
    return h('span', {
      ...place(language),
      className: [directionOf(language)],
      dataOne: counted(words.results, 1, language),
      dataMany: counted(words.results, UNSAID, language)
        .replace(String(UNSAID), NUMBER)
        .replace(toArabicIndic(UNSAID), NUMBER),
      dataNone: words.nothingFound,
      dataFailed: words.searchFailed,
    })
  }
  const more = (language: string): Element =>
    h('span', { ...place(language), className: [directionOf(language)] }, wordsIn(language, own).moreResults)
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
      dataParagraph: wordsIn(targetLanguage, own).paragraph,
    }),
    h('button', { type: 'button', id: 'more', hidden: true }, [more(targetLanguage), ' ', more(sourceLanguage)]),
  ])
}
