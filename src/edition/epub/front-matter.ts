/** What a book says of itself: at its head what is in it, at its end where it comes from. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../../text/letters.ts'
import { BEADS } from '../beads.ts'
import type { Edition } from '../edition.ts'
import { ROW_STATES } from '../kinds.ts'
import { safeLine } from '../safe-text.ts'
import { counted, countWords, wordsIn } from '../words.ts'

/** Counts that add up, and in words whether it is a machine's. */
export function accountOf(edition: Edition): Element {
  return h(
    'div',
    { className: ['account'] },
    bothLanguages(edition, (language) => [h('p', accountWords(edition, language))]),
  )
}

/** "29 paragraphs, ○ 29 machine draft. Machine translation, not reviewed." */
export function accountWords({ counts, words: own }: Pick<Edition, 'counts' | 'words'>, language: string): string {
  const states = ROW_STATES.toReversed().filter((state) => counts.states[state] > 0)
  const words = wordsIn(language, own)
  const parts = [
    counted(words.paragraphs, counts.rows, language),
    ...states.map(
      (state) => `${BEADS[state]} ${counted(countWords(state, counts, language, own), counts.states[state], language)}`,
    ),
  ]
  const warnings = [
    ...(counts.machineDrafts > 0 ? [words.machine] : []),
    ...(counts.states.pseudo > 0 ? [words.pseudo] : []),
  ]
  return [`${parts.join(directionOf(language) === 'rtl' ? '، ' : ', ')}.`, ...warnings].join(' ')
}

/** Source, counts, who translated, faces; no time of making. */
export function colophonOf(
  edition: Edition,
  hasFonts: boolean,
  responsible: string | undefined,
): readonly ElementContent[] {
  const { counts, machines, path } = edition
  const approved = counts.rows > 0 && counts.states.reviewed + counts.states.carried === counts.rows
  return bothLanguages(edition, (language) => {
    const words = wordsIn(language, edition.words)
    const lines: readonly (readonly (string | Element)[])[] = [
      [`${words.source}: `, h('bdi', { dir: 'ltr' }, path)],
      [counted(words.paragraphs, counts.rows, language)],
      [counted(words.sentences, counts.sentences, language)],
      ...(counts.leftOut > 0 ? [[counted(words.leftOut, counts.leftOut, language)]] : []),
      ...(machines.length > 0 ? [[`${words.translation}: `, h('bdi', { dir: 'ltr' }, machines.join(', '))]] : []),
      ...(approved && responsible !== undefined ? [[`${words.responsible}: `, h('bdi', safeLine(responsible))]] : []),
      ...(hasFonts ? [[words.fonts]] : []),
    ]
    return [h('h2', words.colophon), ...lines.map((line) => h('p', [...line]))]
  })
}

function bothLanguages(
  { sourceLanguage, targetLanguage }: Edition,
  say: (language: string) => readonly Element[],
): Element[] {
  return [sourceLanguage, targetLanguage].map((language) =>
    h('div', { className: [directionOf(language)], lang: language, xmlLang: language, dir: directionOf(language) }, [
      ...say(language),
    ]),
  )
}
