/** An edition as Markdown that code hosts show side by side, or one language after the other. */
import { arabicLabel } from '../arabic-label.ts'
import { toArabicIndic } from '../../text/digits.ts'
import { directionOf } from '../../text/letters.ts'
import { BEADS } from '../beads.ts'
import type { Carried, Edition, Row, Sentence } from '../edition.ts'
import { ROW_STATES, type RowState } from '../kinds.ts'
import { anchorName } from '../own-marks.ts'
import { counted, countWords, wordsIn } from '../words.ts'
import { carriedSides } from '../carried-sides.ts'
import { safeInline } from '../safe-element.ts'
import { anchorId, blockMarkdown, escapeMarkdown, inlineMarkdown, strong } from './inline.ts'

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
      lines.push(...carried(block, edition))
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
      lines.push(...carried(block, edition))
      continue
    }
    lines.push(`<p align="center" id="${block.id}">${numberLink(block)}</p>`, '')
    lines.push(`<div ${attributes(edition.sourceLanguage)}>`, '', cell(block, 'source', edition), '', '</div>')
    lines.push(`<div ${attributes(edition.targetLanguage)}>`, '', cell(block, 'target', edition), '', '</div>', '')
  }
  return lines.join('\n')
}

function tableRow(row: Row, edition: Edition): readonly string[] {
  return [
    `<tr id="${row.id}" valign="top">`,
    `<td ${attributes(edition.sourceLanguage)} width="46%">`,
    '',
    cell(row, 'source', edition),
    '',
    '</td>',
    `<td dir="${tableDirection(edition)}" align="center" width="8%">${numberLink(row)}</td>`,
    `<td ${attributes(edition.targetLanguage)} width="46%">`,
    '',
    cell(row, 'target', edition),
    '',
    '</td>',
    '</tr>',
  ]
}

function tableDirection({ sourceLanguage }: Edition): 'rtl' | 'ltr' {
  return directionOf(sourceLanguage)
}

/** Both numbers, and the anchors of rows that became this one. */
function numberLink({ id, aliases, label, state }: Row): string {
  return `<a href="#${id}">${arabicLabel(label)} ${BEADS[state]} ${label}</a>${aliases.map((alias) => `<a id="${alias}"></a>`).join('')}`
}

/** Code, a rule, a picture, text that is kept: once, between the tables. */
function carried(block: Carried, edition: Edition): readonly string[] {
  const { element } = block
  const { sourceLanguage, targetLanguage } = edition
  const { source, target } = carriedSides(block, edition)
  const blocks = source.flatMap((each) => [blockMarkdown(each), ''])
  if (target) {
    const words = target.flatMap((each) => [blockMarkdown(each), ''])
    const side = (language: string, lines: readonly string[]): readonly string[] => [
      `<div ${attributes(language)}>`,
      '',
      ...lines,
      '</div>',
      '',
    ]
    return [...side(sourceLanguage, blocks), ...side(targetLanguage, words)]
  }
  const isText = element.properties.translate === 'no' && element.tagName !== 'pre'
  return isText ? [`<div ${attributes(sourceLanguage)}>`, '', ...blocks, '</div>', ''] : blocks
}

function attributes(language: string): string {
  const dir = directionOf(language)
  return `dir="${dir}" lang="${language}" align="${dir === 'rtl' ? 'right' : 'left'}"`
}

function cell(row: Row, name: 'source' | 'target', { targetLanguage, sourceLanguage, words: own }: Edition): string {
  const words = wordsIn(targetLanguage, own)
  const missing = `**${escapeMarkdown(words.notTranslated)}**`
  const anchors = row.anchors.map((anchor) => `<a id="${anchorId(anchorName(anchor, name))}"></a>`).join('')
  const language = name === 'source' ? sourceLanguage : targetLanguage
  const rtl = directionOf(language) === 'rtl'
  const wordsOf = ({ children }: Sentence, atStart: boolean): string =>
    inlineMarkdown(safeInline(children, language), { atStart, rtl })
  if (name === 'target' && row.target.every((sentence) => sentence.missing))
    return `${anchors}${row.target.map((sentence) => wordsOf(sentence, false)).join('')}${missing}`
  const text = row[name]
    .map((sentence, index) => `${wordsOf(sentence, index === 0)}${sentence.missing ? missing : ''}`)
    .join(' ')
  const number = row.note === undefined || row.noteContinued ? '' : `${rtl ? toArabicIndic(row.note) : row.note}\\. `
  const shown = row.unit === 'header-cell' ? strong(text) : text
  const remarks = [...(row.state === 'stale' ? [words.changed] : []), ...(row.needsWork ? [words.needsWork] : [])]
  const under = name === 'target' ? remarks.map((remark) => `\n\n*${escapeMarkdown(remark)}*`).join('') : ''
  const alert = row.frame?.alert
  const kind = alert === undefined ? '' : `*${escapeMarkdown(wordsIn(language, own).alerts[alert])}*\n\n`
  return nested(`${kind}${prefix(row, text)}${anchors}${number}${shown}${under}`, row)
}

/** A task has its box for a marker. */
function prefix({ unit, depth, list, quoted }: Row, text: string): string {
  const quote = '> '.repeat(quoted)
  if (unit === 'heading') return `${quote}${'#'.repeat(Math.min(6, depth ?? 2))} `
  if (list === undefined || list.continued || /^[\u2610\u2611]/.test(text)) return quote
  return `${quote}${list.ordered ? `${list.index}.` : '-'} `
}

/** Each item is a row of its own, so the lists that it is in are said round it. */
function nested(markdown: string, { list }: Row): string {
  const outer = Math.max(0, (list?.depth ?? 1) - 1)
  return outer === 0 ? markdown : `${'<ul>'.repeat(outer)}\n\n${markdown}\n\n${'</ul>'.repeat(outer)}`
}

/** Inside an element no Markdown is read. */
function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

function head(edition: Edition): readonly string[] {
  const { title, path, sourceLanguage, targetLanguage, counts } = edition
  const states = ROW_STATES.toReversed().filter((state) => counts.states[state] > 0)
  const names: Readonly<Record<RowState, string>> = {
    draft: 'draft',
    reviewed: 'reviewed',
    stale: 'source-changed',
    missing: 'not-translated',
    pseudo: 'placeholder',
    carried: 'as-it-stands',
  }
  const legend = (language: string): string => {
    const words = wordsIn(language, edition.words)
    const entries = states.map(
      (state) =>
        `${BEADS[state]} ${counted(countWords(state, counts, language, edition.words), counts.states[state], language)}`,
    )
    const warnings = [
      ...(counts.machineDrafts > 0 ? [words.machine] : []),
      ...(counts.states.pseudo > 0 ? [words.pseudo] : []),
      ...(counts.beside && counts.beside.missing > 0
        ? [counted(words.besideMissing, counts.beside.missing, language)]
        : []),
    ]
    const account = [counted(words.paragraphs, counts.rows, language), ...entries].join(
      directionOf(language) === 'rtl' ? '، ' : ', ',
    )
    return escapeMarkup([`${account}.`, ...warnings].join(' '))
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
