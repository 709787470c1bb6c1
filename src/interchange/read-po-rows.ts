/** A PO file of any tool as rows. */
import type { ExchangeRow } from './exchange-row.ts'
import { fromPlaceholders } from './placeholders.ts'
import { isHead, languageOf, readPoEntries } from './read-po.ts'
import { requireLanguages, type Languages } from './require-languages.ts'

/** 'input/a.md#p-1a2b3c4d/s1' */
const CONTEXT = /^(.*)#([^#]+\/[^#/]+)$/s
/** '#. muqabil 0123456789abcdef:translated' */
const BASE = /^#\.\s*muqabil ([0-9a-f]{16}:[\w:-]+)$/

/** @throws {MuqabilError} `source-damaged`, with the line; `exchange-languages`. */
export function readPoRows(text: string, file: string, languages: Languages): readonly ExchangeRow[] {
  const entries = readPoEntries(text, file)
  const target = languageOf(entries.find(isHead))
  requireLanguages(target === undefined ? {} : { target }, languages, { file })
  return entries.flatMap(({ line, fuzzy, texts, comments }): readonly ExchangeRow[] => {
    const context = texts.get('msgctxt')
    const source = texts.get('msgid') ?? ''
    if (source === '' && context === undefined) return []
    const target = texts.get('msgstr') ?? ''
    const base = comments.map((comment) => BASE.exec(comment)?.[1]).find((each) => each !== undefined)
    const [, document, id] = (base === undefined ? undefined : CONTEXT.exec(context ?? '')) ?? []
    return [
      {
        ...(document === undefined ? {} : { document }),
        ...(id === undefined ? {} : { id }),
        ...(base === undefined ? {} : { base }),
        source: fromPlaceholders(source),
        ...(target === '' ? {} : { target: fromPlaceholders(target) }),
        needsWork: fuzzy && target !== '',
        line,
      },
    ]
  })
}
