/** A row of the page: its number, the source, the translation. */
import { arabicLabel } from '../arabic-label.ts'
import type { Element, ElementContent } from 'hast'
import { h } from '../h.ts'
import { directionOf } from '../../text/letters.ts'
import type { EditionText, Row, Voices } from '../edition.ts'
import { isolateText } from '../isolate-foreign.ts'
import { wordDiff } from '../word-diff.ts'
import { stateWords, wordsIn, type OwnWords } from '../words.ts'
import { cellBlock, missingBox } from './cells.ts'
import { originLine } from './origin.ts'

/** `classes` say where it stands, for the style. */
export function rowElement(row: Row, edition: EditionText, classes: readonly string[]): Element {
  const { sourceLanguage, targetLanguage } = edition
  const kind = kindOf(row)
  const lang = row.machine ? `${targetLanguage}-x-mtfrom-${sourceLanguage.split('-')[0]}` : targetLanguage
  // What a translation is called in a table of its own, where its number is drawn again.
  const number = row.cell ? { dataN: directionOf(targetLanguage) === 'rtl' ? arabicLabel(row.label) : row.label } : {}
  const role = row.cell === undefined ? {} : { role: row.unit === 'header-cell' ? 'columnheader' : 'cell' }
  return h('div', { id: row.id, className: ['row', row.state, ...kind, ...classes], dataState: row.state }, [
    spine(row, edition),
    h(
      'div',
      {
        className: ['source', 'cell', directionOf(sourceLanguage)],
        lang: sourceLanguage,
        dir: directionOf(sourceLanguage),
        ...role,
      },
      sourceCell(row, edition),
    ),
    h(
      'div',
      {
        className: ['target', 'cell', directionOf(targetLanguage)],
        lang,
        dir: directionOf(targetLanguage),
        // A finger that taps it gives it focus, which uncovers it in the learners' view.
        tabIndex: -1,
        ...role,
        ...number,
      },
      targetCell(row, edition),
    ),
  ])
}

/** What the row is, as far as it has a look of its own. */
function kindOf({ unit, list, note }: Row): readonly string[] {
  if (note !== undefined) return ['note-row']
  if (list && unit !== 'heading') return ['item']
  return unit === 'heading' || unit === 'header-cell' || unit === 'caption' ? [unit] : []
}

function sourceCell(row: Row, edition: Voices): ElementContent[] {
  const language = edition.sourceLanguage
  const block = cellBlock(row, { name: 'source', edition, on: 'page' })
  return row.changes.length === 0 ? [block] : [block, changesOf(row, language, edition.words)]
}

function changesOf({ changes }: Row, language: string, own: OwnWords): Element {
  const words = wordsIn(language, own)
  return h('details', [
    h('summary', words.changed),
    ...changes.map(({ before, now }) =>
      h(
        'p',
        wordDiff(before, now).flatMap(({ kind, text }): ElementContent[] => {
          if (kind === 'same') return isolateText(text, language)
          const change = h(kind === 'added' ? 'ins' : 'del', [
            h('span', { className: ['hide'] }, `${kind === 'added' ? words.added : words.removed}: `),
            ...isolateText(text.trim(), language),
          ])
          return [change, { type: 'text', value: ' ' }]
        }),
      ),
    ),
  ])
}

function targetCell(row: Row, edition: Voices): ElementContent[] {
  const { targetLanguage: language, words } = edition
  const block = row.target.every(({ missing }) => missing)
    ? missingBox(row, edition)
    : cellBlock(row, { name: 'target', edition, on: 'page' })
  const stale = row.state === 'stale' ? [h('p', { className: ['line'] }, wordsIn(language, words).changed)] : []
  return [block, ...stale, ...originLine(row, language, words)]
}

/** Number, bead, number: the permanent link. What is out of the ordinary stands under it in words. */
function spine(row: Row, { sourceLanguage, targetLanguage, words: own }: Voices): Element {
  const beside = (language: string): Element => {
    const words = [
      ...(row.frame?.alert ? [wordsIn(language, own).alerts[row.frame.alert]] : []),
      ...(row.state === 'reviewed' ? [wordsIn(language, own).states.reviewed] : []),
      ...(row.needsWork ? [wordsIn(language, own).needsWork] : []),
    ]
    return h(
      'span',
      { lang: language, dir: directionOf(language), className: [directionOf(language)] },
      words.join(', '),
    )
  }
  const named = row.state === 'reviewed' || row.needsWork || row.frame?.alert !== undefined
  return h('div', { className: ['spine'], ...(row.cell ? { role: 'cell' } : {}) }, [
    h('a', { className: ['no'], href: `#${row.id}` }, [
      h('span', { className: ['n-ltr'], ariaHidden: 'true' }, row.label),
      h('span', { className: ['bead', row.state], ariaHidden: 'true' }),
      h('span', { className: ['n-rtl'], ariaHidden: 'true' }, arabicLabel(row.label)),
      h(
        'span',
        { className: ['hide'] },
        `${wordsIn(targetLanguage, own).paragraph} ${row.label} ${stateWords(row, targetLanguage, own)}`,
      ),
    ]),
    ...row.aliases.map((alias) => h('span', { id: alias, className: ['alias'] })),
    ...(named ? [h('div', { className: ['word'] }, [beside(targetLanguage), beside(sourceLanguage)])] : []),
  ])
}
