/** A table of contents on a page: each heading in both languages, facing each other like the text. */
import type { Element } from 'hast'
import { h } from '../h.ts'
import type { EditionText, Row, Voices } from '../edition.ts'
import { headingWords } from '../headings.ts'
import { isolateForeign } from '../isolate-foreign.ts'
import { wordsIn } from '../words.ts'
import { side } from './account.ts'

export interface ContentsEntry {
  /** Of the row that it leads to. */
  readonly id: string
  /** 1 for a chapter, 2 for what is in one. */
  readonly level: 1 | 2
  /** Absent: not translated. */
  readonly source?: string
  readonly target?: string
}

/** A text of one heading needs no table of contents. */
const FEWEST = 2

export function entryOf(
  row: Row,
  level: 1 | 2,
  { sourceLanguage, targetLanguage }: Pick<EditionText, 'sourceLanguage' | 'targetLanguage'>,
): ContentsEntry {
  const [source, target] = [headingWords(row, 'source', sourceLanguage), headingWords(row, 'target', targetLanguage)]
  return { id: row.id, level, ...(source === undefined ? {} : { source }), ...(target === undefined ? {} : { target }) }
}

export function contentsElement(
  entries: readonly ContentsEntry[],
  { sourceLanguage, targetLanguage, words }: Voices,
): readonly Element[] {
  if (entries.length < FEWEST) return []
  const row = (classes: readonly string[], say: (name: 'source' | 'target', language: string) => Element): Element =>
    h('div', { className: ['row', ...classes] }, [
      side('source', sourceLanguage, [say('source', sourceLanguage)]),
      side('target', targetLanguage, [say('target', targetLanguage)]),
    ])
  const name = `${wordsIn(targetLanguage, words).contents} · ${wordsIn(sourceLanguage, words).contents}`
  return [
    h('nav', { className: ['contents'], ariaLabel: name }, [
      row(['small'], (_, language) => h('p', { className: ['label'] }, wordsIn(language, words).contents)),
      ...entries.map((entry) =>
        row(entry.level === 1 ? [] : ['deep'], (side_, language) => {
          const shownWords = entry[side_] ?? wordsIn(language, words).notTranslated
          const shown = isolateForeign([{ type: 'text', value: shownWords }], language)
          return h('p', [h('a', { href: `#${entry.id}` }, shown)])
        }),
      ),
    ]),
  ]
}

/** Their look; only pages with contents have it. */
export const CONTENTS_STYLE = `
.contents{position:relative;z-index:1;margin-bottom:calc(2*var(--u));padding-block:calc(1.4*var(--u));border-block:1px solid var(--rule);background:var(--paper)}
.contents .row{padding-block:calc(.3*var(--u));break-inside:avoid}.contents .deep>*{padding-inline-start:1.5em}
.contents .label{color:var(--rubric)}.contents a{text-decoration-color:var(--rule)}.contents a:hover{text-decoration-color:var(--rubric)}
.text>.chapter{margin-top:calc(3*var(--u))}
`
