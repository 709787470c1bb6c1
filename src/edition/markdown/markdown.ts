/** An edition as Markdown that code hosts show side by side, or one language after the other. */
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import { ROW_STATES, type Edition, type Row, type RowState } from '../edition.ts'
import { anchorName } from '../present.ts'
import { wordsIn } from '../words.ts'
import { blockMarkdown, inlineMarkdown } from './inline.ts'

const BEADS: Readonly<Record<RowState, string>> = { draft: '○', reviewed: '●', stale: '◐', missing: '◇', pseudo: '□', carried: '–' }

/** A table with a row a unit: the sides' languages in their own direction. */
export function toMarkdown(edition: Edition): string {
  const lines = [...head(edition)]
  let open = false
  const close = (): void => {
    if (open) lines.push('</table>', '')
    open = false
  }
  for (const block of edition.blocks) {
    if (block.kind === 'carried') {
      close()
      lines.push(blockMarkdown(block.element), '')
      continue
    }
    if (!open) lines.push(`<table dir="${tableDirection(edition)}" width="100%">`)
    open = true
    lines.push(...tableRow(block, edition))
  }
  close()
  return lines.join('\n')
}

/** The source, then its translation, row after row. */
export function toInterleaved(edition: Edition): string {
  const lines = [...head(edition)]
  for (const block of edition.blocks) {
    if (block.kind === 'carried') {
      lines.push(blockMarkdown(block.element), '')
      continue
    }
    lines.push(`<p align="center" id="${block.id}"><a href="#${block.id}">${numbers(block)}</a></p>`, '')
    lines.push(`<div ${attributes(edition.sourceLanguage)}>`, '', cell(block, 'source', edition), '', '</div>')
    lines.push(`<div ${attributes(edition.targetLanguage)}>`, '', cell(block, 'target', edition), '', '</div>', '')
  }
  return lines.join('\n')
}

function tableRow(row: Row, edition: Edition): readonly string[] {
  return [
    `<tr id="${row.id}" valign="top">`,
    `<td ${attributes(edition.sourceLanguage)} width="46%">`, '', cell(row, 'source', edition), '', '</td>',
    `<td dir="${tableDirection(edition)}" align="center" width="8%"><a href="#${row.id}">${numbers(row)}</a></td>`,
    `<td ${attributes(edition.targetLanguage)} width="46%">`, '', cell(row, 'target', edition), '', '</td>',
    '</tr>',
  ]
}

function tableDirection({ sourceLanguage }: Edition): 'rtl' | 'ltr' {
  return directionOf(sourceLanguage)
}

function numbers({ number, state }: Row): string {
  return `${toArabicIndic(number)} ${BEADS[state]} ${number}`
}

function attributes(language: string): string {
  const dir = directionOf(language)
  return `dir="${dir}" lang="${language}" align="${dir === 'rtl' ? 'right' : 'left'}"`
}

function cell(row: Row, name: 'source' | 'target', { targetLanguage, sourceLanguage }: Edition): string {
  const sentences = row[name]
  if (name === 'target' && sentences.every(({ missing }) => missing)) return `**${wordsIn(targetLanguage).notTranslated}**`
  const text = sentences.map(({ children, missing }, index) =>
    missing ? `**${wordsIn(targetLanguage).notTranslated}**` : inlineMarkdown(children, index === 0)).join(' ')
  const language = name === 'source' ? sourceLanguage : targetLanguage
  const note = row.anchor === undefined ? '' : `<a id="${anchorName(row.anchor, name)}"></a>`
  const number = row.note === undefined ? '' : `${directionOf(language) === 'rtl' ? toArabicIndic(row.note) : row.note}\\. `
  const stale = name === 'target' && row.state === 'stale' ? `\n\n*${wordsIn(targetLanguage).changed}*` : ''
  return `${prefix(row)}${note}${number}${text}${stale}`
}

function prefix({ unit, depth, list, quoted }: Row): string {
  const quote = '> '.repeat(quoted)
  if (unit === 'heading') return `${quote}${'#'.repeat(Math.min(6, depth ?? 2))} `
  if (list === undefined || list.continued) return quote
  return `${quote}${list.ordered ? `${list.index}.` : '-'} `
}

function head(edition: Edition): readonly string[] {
  const { title, path, sourceLanguage, targetLanguage, counts } = edition
  const states = ROW_STATES.toReversed().filter((state) => counts.states[state] > 0)
  const names: Readonly<Record<RowState, string>> = { draft: 'draft', reviewed: 'reviewed', stale: 'source-changed', missing: 'not-translated', pseudo: 'placeholder', carried: 'as-it-stands' }
  const legend = (language: string): string => {
    const words = wordsIn(language)
    const isArabic = directionOf(language) === 'rtl'
    const entries = states.map((state) => `${BEADS[state]} ${isArabic ? `${words.states[state]}: ${toArabicIndic(counts.states[state])}` : `${counts.states[state]} ${words.states[state]}`}`)
    const rows = isArabic ? `${words.paragraphs}: ${toArabicIndic(counts.rows)}` : `${counts.rows} ${words.paragraphs}`
    const drafts = counts.states.draft > 0 ? ` ${words.machine}` : counts.states.pseudo > 0 ? ` ${words.pseudo}` : ''
    return `${[rows, ...entries].join(isArabic ? '، ' : ', ')}.${drafts}`
  }
  return [
    '---',
    `title: ${JSON.stringify(title.target)}`,
    `title_${sourceLanguage.split('-')[0]}: ${JSON.stringify(title.source)}`,
    `source: ${JSON.stringify(path)}`,
    `languages: [${sourceLanguage}, ${targetLanguage}]`,
    `paragraphs: ${counts.rows}`,
    `states: { ${states.map((state) => `${names[state]}: ${counts.states[state]}`).join(', ')} }`,
    '---',
    '',
    `<p ${attributes(targetLanguage)}>${legend(targetLanguage)}</p>`,
    `<p ${attributes(sourceLanguage)}>${legend(sourceLanguage)}</p>`,
    '',
  ]
}
