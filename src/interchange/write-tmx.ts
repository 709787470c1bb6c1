/** Rows as TMX 1.4b, the form in which translation memories are exchanged. */
import { codeOrder } from './code-order.ts'
import { renameCodes, type Code, type CodeFacts, type Content } from '../bitext/content.ts'
import type { ExchangeFile, ExportedRow } from './exchange-row.ts'
import { xmlAttribute, xmlText } from './escape-xml.ts'

/**
 * Rows without a translation are left out: a memory has pairs. What tools of other makers need not know stands in `prop`.
 *
 * @see TMX 1.4b, https://www.gala-global.org/tmx-14b
 */
export function writeTmx({ sourceLanguage, targetLanguage, rows }: ExchangeFile): string {
  const units = rows
    .filter(({ target }) => target !== undefined)
    .map((row) => unitOf(row, sourceLanguage, targetLanguage))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
    '<tmx version="1.4">',
    `<header creationtool="muqabil" creationtoolversion="1" segtype="sentence" o-tmf="XLIFF" adminlang="en" srclang="${xmlAttribute(sourceLanguage)}" datatype="html"/>`,
    '<body>',
    ...units,
    '</body>',
    '</tmx>\n',
  ].join('\n')
}

function unitOf(row: ExportedRow, sourceLanguage: string, targetLanguage: string): string {
  const numbers = codeOrder(row)
  const side = (language: string, content: Content): string =>
    `<tuv xml:lang="${xmlAttribute(language)}"><seg>${segOf(renameCodes(content, numbers), row.codes, numbers)}</seg></tuv>`
  const props = { document: row.document, id: row.id, state: row.state, base: row.base }
  return [
    `<tu tuid="${xmlAttribute(`${row.document}#${row.id}`)}">`,
    ...(row.note === undefined ? [] : [`<note>${xmlText(row.note)}</note>`]),
    ...Object.entries(props).map(([name, value]) => `<prop type="x-muqabil-${name}">${xmlText(value)}</prop>`),
    side(sourceLanguage, row.source),
    side(targetLanguage, row.target ?? []),
    '</tu>',
  ].join('')
}

/** A pair is `bpt` and `ept` where it begins and ends here, else `it`. */
function segOf(
  content: Content,
  codes: Readonly<Record<string, CodeFacts>>,
  numbers: ReadonlyMap<string, string>,
): string {
  const names = new Map([...numbers].map(([id, number]) => [number, id]))
  const paired = pairsIn(content)
  return content
    .map((part) => {
      if (typeof part === 'string') return xmlText(part)
      const facts = codes[names.get(part.id) ?? '']
      return elementOf(part, xmlText((part.kind === 'close' ? facts?.close : facts?.open) ?? ''), paired.has(part.id))
    })
    .join('')
}

function elementOf({ kind, id }: Code, markup: string, paired: boolean): string {
  if (kind === 'standalone') return `<ph x="${id}">${markup}</ph>`
  if (!paired) return `<it pos="${kind === 'open' ? 'begin' : 'end'}" x="${id}">${markup}</it>`
  return kind === 'open' ? `<bpt i="${id}" x="${id}">${markup}</bpt>` : `<ept i="${id}">${markup}</ept>`
}

/** Codes that open once and close once after it. */
function pairsIn(content: Content): ReadonlySet<string> {
  const kinds = Map.groupBy(
    content.filter((part) => typeof part === 'object'),
    ({ id }) => id,
  )
  return new Set(
    [...kinds].flatMap(([id, codes]) => (codes.map(({ kind }) => kind).join() === 'open,close' ? [id] : [])),
  )
}
