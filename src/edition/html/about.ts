/** What the head of a page says of it to machines: description, Open Graph, and the translation as data. */
import type { Element } from 'hast'
import { h } from '../h.ts'
import { isApproved, type EditionText } from '../edition.ts'
import { ROW_STATES } from '../kinds.ts'
import { accountWords } from '../epub/front-matter.ts'
import { safeLine } from '../safe-text.ts'
import { counted, countWords, ownName, wordsIn } from '../words.ts'

/** Nothing of when it was made, and no address: a page does not know where it will stand. */
export function aboutEdition(edition: EditionText, responsible: string | undefined): readonly Element[] {
  const { sourceLanguage, targetLanguage, title, description: own } = edition
  const account = `${wordsIn(targetLanguage, edition.words).edition}: ${ownName(sourceLanguage)}, ${ownName(targetLanguage)}. ${accountWords(edition, targetLanguage)}`
  const description = own === undefined ? account : `${own.target} · ${account}`
  const openGraph = {
    'og:type': 'article',
    'og:title': `${title.target} · ${title.source}`,
    'og:description': description,
    'og:locale': targetLanguage.replaceAll('-', '_'),
    'og:locale:alternate': sourceLanguage.replaceAll('-', '_'),
  }
  return [
    h('meta', { name: 'description', content: description }),
    ...Object.entries(openGraph).map(([property, content]) => h('meta', { property, content })),
    dataBlock({
      '@context': 'https://schema.org',
      '@type': 'CreativeWork',
      name: title.target,
      ...(own === undefined ? {} : { description: own.target }),
      inLanguage: targetLanguage,
      creativeWorkStatus: statusOf(edition),
      ...(edition.machines.length > 0 ? { creditText: edition.machines.join(', ') } : {}),
      ...(isApproved(edition.counts) && responsible
        ? { translator: { '@type': 'Person', name: safeLine(responsible) } }
        : {}),
      translationOfWork: {
        '@type': 'CreativeWork',
        name: title.source,
        ...(own === undefined ? {} : { description: own.source }),
        inLanguage: sourceLanguage,
      },
    }),
  ]
}

/** "26 machine draft, 3 reviewed", in the words of the page's head. */
function statusOf({ counts, targetLanguage, words }: EditionText): string {
  return ROW_STATES.filter((state) => counts.states[state] > 0)
    .map((state) => counted(countWords(state, counts, targetLanguage, words), counts.states[state], targetLanguage))
    .join(', ')
}

/** What could end its element, begin another or break a line of a script. */
const ESCAPED = /[<>&\u2028\u2029]/g

/** Data is no script to a browser: it is not run, and the page's policy need not allow it. */
function dataBlock(data: object): Element {
  const json = JSON.stringify(data).replace(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return h('script', { type: 'application/ld+json' }, json)
}
