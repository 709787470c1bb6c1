/** A row of the page: its number, the source, the translation. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import type { Edition, Row } from '../edition.ts'
import { wordDiff } from '../word-diff.ts'
import { stateWords, wordsIn } from '../words.ts'
import { cellBlock, missingBox } from './cells.ts'

/** `classes` say where it stands, for the style. */
export function rowElement(row: Row, edition: Edition, classes: readonly string[]): Element {
  const { sourceLanguage, targetLanguage } = edition
  const kind = row.unit === 'header-cell' ? ['header-cell'] : row.note === undefined ? [] : ['note-row']
  const lang = row.machine ? `${targetLanguage}-x-mtfrom-${sourceLanguage.split('-')[0]}` : targetLanguage
  return h('div', { id: row.id, className: ['row', row.state, ...kind, ...classes], dataState: row.state }, [
    spine(row, edition),
    h(
      'div',
      {
        className: ['source', 'cell', directionOf(sourceLanguage)],
        lang: sourceLanguage,
        dir: directionOf(sourceLanguage),
      },
      sourceCell(row, sourceLanguage),
    ),
    h(
      'div',
      { className: ['target', 'cell', directionOf(targetLanguage)], lang, dir: directionOf(targetLanguage) },
      targetCell(row, targetLanguage),
    ),
  ])
}

function sourceCell(row: Row, language: string): ElementContent[] {
  const block = cellBlock(row, { name: 'source', language })
  return row.changes.length === 0 ? [block] : [block, changesOf(row, language)]
}

function changesOf({ changes }: Row, language: string): Element {
  const words = wordsIn(language)
  return h('details', [
    h('summary', words.changed),
    ...changes.map(({ before, now }) =>
      h(
        'p',
        wordDiff(before, now).flatMap(({ kind, text }): ElementContent[] => {
          if (kind === 'same') return [{ type: 'text', value: text }]
          const change = h(kind === 'added' ? 'ins' : 'del', [
            h('span', { className: ['hide'] }, `${kind === 'added' ? words.added : words.removed}: `),
            text.trim(),
          ])
          return [change, { type: 'text', value: ' ' }]
        }),
      ),
    ),
  ])
}

function targetCell(row: Row, language: string): ElementContent[] {
  const block = row.target.every(({ missing }) => missing) ? missingBox() : cellBlock(row, { name: 'target', language })
  return row.state === 'stale' ? [block, h('p', { className: ['line'] }, wordsIn(language).changed)] : [block]
}

/** Number, bead, number: the permanent link. What is out of the ordinary stands under it in words. */
function spine(row: Row, { sourceLanguage, targetLanguage }: Edition): Element {
  const beside = (language: string): Element => {
    const words = [
      ...(row.state === 'reviewed' ? [wordsIn(language).states.reviewed] : []),
      ...(row.needsWork ? [wordsIn(language).needsWork] : []),
    ]
    return h(
      'span',
      { lang: language, dir: directionOf(language), className: [directionOf(language)] },
      words.join(', '),
    )
  }
  const named = row.state === 'reviewed' || row.needsWork
  return h('div', { className: ['spine'] }, [
    h('a', { className: ['no'], href: `#${row.id}` }, [
      h('span', { className: ['n-ltr'], ariaHidden: 'true' }, String(row.number)),
      h('span', { className: ['bead', row.state], ariaHidden: 'true' }),
      h('span', { className: ['n-rtl'], ariaHidden: 'true' }, toArabicIndic(row.number)),
      h(
        'span',
        { className: ['hide'] },
        `${wordsIn(targetLanguage).paragraph} ${row.number} ${stateWords(row, targetLanguage)}`,
      ),
    ]),
    ...row.aliases.map((alias) => h('span', { id: alias, className: ['alias'] })),
    ...(named ? [h('div', { className: ['word'] }, [beside(targetLanguage), beside(sourceLanguage)])] : []),
  ])
}
