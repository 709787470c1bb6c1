/** Rows as a PO file, for Poedit and Weblate. */
import type { ExchangeFile, ExportedRow } from './exchange-row.ts'
import { toPlaceholders } from './placeholders.ts'

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\t': '\\t', '\r': '\\r' }

/** `msgctxt` names the row, codes are placeholders, what needs work is fuzzy; notes and base are extracted comments. */
export function writePo({ targetLanguage, rows }: ExchangeFile): string {
  const header = [
    'Project-Id-Version: muqabil',
    `Language: ${targetLanguage.replaceAll('-', '_')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
  ]
  const head = `msgid ""\nmsgstr ""\n${header.map((line) => `${quoted(`${line}\n`)}\n`).join('')}`
  return [head, ...rows.map(entryOf)].join('\n')
}

function entryOf({ document, id, source, target = [], needsWork, note = '', base }: ExportedRow): string {
  const comments = [...note.split(/[\r\n]+/).filter((line) => line.trim() !== ''), `muqabil ${base}`]
  return [
    ...comments.map((line) => `#. ${line}`),
    `#: ${document.replaceAll(' ', '%20')}`,
    ...(needsWork && target.length > 0 ? ['#, fuzzy'] : []),
    `msgctxt ${quoted(`${document}#${id}`)}`,
    `msgid ${quoted(toPlaceholders(source))}`,
    `msgstr ${quoted(toPlaceholders(target))}\n`,
  ].join('\n')
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"\n\t\r]/g, (character) => ESCAPES[character] ?? character)}"`
}
