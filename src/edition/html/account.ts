/** What a page says of itself: counts at its head, which explain the beads, and its origin at its foot. */
import type { Element, ElementContent } from 'hast'
import { h } from '../h.ts'
import { directionOf } from '../../text/letters.ts'
import { isApproved, type Counts, type EditionText } from '../edition.ts'
import { ROW_STATES } from '../kinds.ts'
import { safeLine } from '../safe-text.ts'
import { counted, countWords, wordsIn, type OwnWords } from '../words.ts'
import type { HtmlOptions } from './options.ts'

/** Counts that add up, each with its bead. */
export function account({ sourceLanguage, targetLanguage, counts, words: own }: EditionText): Element {
  const cell = (name: 'source' | 'target', language: string): Element =>
    side(name, language, [
      h('ul', items(counts, language, own)),
      ...warnings(counts, language, own).map((words) => h('p', words)),
    ])
  return h('div', { className: ['row', 'head', 'small', 'account'] }, [
    cell('source', sourceLanguage),
    cell('target', targetLanguage),
  ])
}

/** "29 paragraphs · ○ 26 machine draft", also for the index. */
export function items(counts: Counts, language: string, own: OwnWords): ElementContent[] {
  const states = ROW_STATES.toReversed().filter((state) => counts.states[state] > 0)
  const entries = states.map((state) =>
    h('li', [
      h('span', { className: ['bead', state], ariaHidden: 'true' }),
      counted(countWords(state, counts, language, own), counts.states[state], language),
    ]),
  )
  // White space between the items: a line may break there and nowhere else.
  return [h('li', counted(wordsIn(language, own).paragraphs, counts.rows, language)), ...entries].flatMap((item) => [
    item,
    { type: 'text' as const, value: ' ' },
  ])
}

/** What a reader must know of where the words are from. */
export function warnings(
  { states, machineDrafts, beside }: Counts,
  language: string,
  own: OwnWords,
): readonly string[] {
  const words = wordsIn(language, own)
  return [
    ...(machineDrafts > 0 ? [words.machine] : []),
    ...(states.pseudo > 0 ? [words.pseudo] : []),
    ...(beside && beside.missing > 0 ? [counted(words.besideMissing, beside.missing, language)] : []),
  ]
}

/** Source, lines left out, who translated, fonts; no time of making. */
export function colophon(edition: EditionText, { embeds, responsible }: HtmlOptions): Element {
  const { counts, machines, sourceLanguage, targetLanguage } = edition
  const approved = isApproved(counts)
  const cell = (name: 'source' | 'target', language: string): Element => {
    const words = wordsIn(language, edition.words)
    const lines: ElementContent[][] = [
      [text(`${words.source}: `), h('bdi', { dir: 'ltr' }, edition.path)],
      [
        text(
          joined(
            [counted(words.paragraphs, counts.rows, language), counted(words.sentences, counts.sentences, language)],
            language,
          ),
        ),
      ],
      ...(counts.beside ? [[text(counted(words.beside, counts.beside.texts, language))]] : []),
      ...(counts.leftOut > 0 ? [[text(counted(words.leftOut, counts.leftOut, language))]] : []),
      ...(machines.length > 0 ? [[text(`${words.translation}: `), h('bdi', { dir: 'ltr' }, machines.join(', '))]] : []),
      ...(approved && responsible ? [[text(`${words.responsible}: `), h('bdi', safeLine(responsible))]] : []),
      ...(embeds ? [[text(words.fonts)]] : []),
    ]
    return side(name, language, [h('h2', words.colophon), ...lines.map((line) => h('p', line))])
  }
  return h('footer', { className: ['row', 'colophon', 'small'] }, [
    cell('source', sourceLanguage),
    cell('target', targetLanguage),
  ])
}

export function side(name: 'source' | 'target', language: string, children: readonly ElementContent[]): Element {
  return h('div', { className: [name, directionOf(language)], lang: language, dir: directionOf(language) }, [
    ...children,
  ])
}

function joined(counts: readonly string[], language: string): string {
  return counts.join(directionOf(language) === 'rtl' ? '؛ ' : ', ')
}

function text(value: string): ElementContent {
  return { type: 'text', value }
}
