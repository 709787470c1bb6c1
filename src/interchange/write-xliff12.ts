/** Rows as XLIFF 1.2, which OmegaT, Weblate and older tools read. */
import { codeOrder } from './code-order.ts'
import { renameCodes, type Code, type CodeFacts, type Content } from '../bitext/content.ts'
import { xmlAttribute, xmlText } from './escape-xml.ts'
import type { ExchangeFile, ExportedRow } from './exchange-row.ts'

/** XLIFF 1.2's names; what needs work is `needs-review-translation` whatever its state. */
const STATE_NAMES = { initial: 'new', translated: 'translated', reviewed: 'signed-off', final: 'final' } as const

/** A `file` for each document, a `trans-unit` for each segment; its base is a note from "muqabil". */
export function writeXliff12({ sourceLanguage, targetLanguage, rows }: ExchangeFile): string {
  const documents = Map.groupBy(rows, ({ document }) => document)
  const files = [...documents].map(([document, own]) => {
    const languages = `source-language="${xmlAttribute(sourceLanguage)}" target-language="${xmlAttribute(targetLanguage)}"`
    return `<file original="${xmlAttribute(document)}" ${languages} datatype="html" xml:space="preserve"><body>\n${own.map(unitOf).join('\n')}\n</body></file>\n`
  })
  const head =
    '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
  return `${head}${files.join('')}</xliff>\n`
}

function unitOf(row: ExportedRow): string {
  const numbers = codeOrder(row)
  const names = new Map([...numbers].map(([id, number]) => [number, id]))
  const side = (content: Content): string =>
    inlineOf(renameCodes(content, numbers), (id) => row.codes[names.get(id) ?? ''])
  const approved = row.state === 'reviewed' || row.state === 'final' ? ' approved="yes"' : ''
  const state = row.needsWork ? 'needs-review-translation' : STATE_NAMES[row.state]
  const target = row.target === undefined ? '' : `<target state="${state}">${side(row.target)}</target>`
  const note = row.note === undefined ? '' : `<note>${xmlText(row.note)}</note>`
  return `<trans-unit id="${xmlAttribute(row.id)}"${approved}><source>${side(row.source)}</source>${target}${note}<note from="muqabil">${row.base}</note></trans-unit>`
}

/** A pair round text that no other end parts is `g`; else its ends are `bx` and `ex`. */
function inlineOf(content: Content, factsOf: (id: string) => CodeFacts | undefined): string {
  const nested = nestedIn(content)
  return content
    .map((part) => (typeof part === 'string' ? xmlText(part) : tagOf(part, nested, factsOf(part.id))))
    .join('')
}

function tagOf({ kind, id }: Code, nested: ReadonlySet<string>, facts: CodeFacts | undefined): string {
  if (kind === 'standalone') {
    const shown = facts?.shown ?? facts?.open
    return `<x id="${xmlAttribute(id)}"${shown === undefined ? '' : ` equiv-text="${xmlAttribute(shown)}"`}/>`
  }
  if (nested.has(id)) return kind === 'open' ? `<g id="${xmlAttribute(id)}">` : '</g>'
  return kind === 'open'
    ? `<bx id="${xmlAttribute(id)}" rid="${xmlAttribute(id)}"/>`
    : `<ex id="${xmlAttribute(id)}" rid="${xmlAttribute(id)}"/>`
}

/** Pairs that open and close once, and cross no pair of these. */
function nestedIn(content: Content): ReadonlySet<string> {
  const codes = content.filter((part) => typeof part === 'object').filter(({ kind }) => kind !== 'standalone')
  const whole = new Set(
    [...Map.groupBy(codes, ({ id }) => id)].flatMap(([id, ends]) =>
      ends.map(({ kind }) => kind).join() === 'open,close' ? [id] : [],
    ),
  )
  const open: string[] = []
  for (const { kind, id } of codes) {
    if (!whole.has(id)) continue
    if (kind === 'open') open.push(id)
    else if (open.at(-1) === id) open.pop()
    else return new Set()
  }
  return whole
}
