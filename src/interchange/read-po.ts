/** A file of gettext (PO) as a bilingual text. */
import type { BilingualText, BilingualUnit } from './bilingual-text.ts'
import { MuqabilError } from '../errors.ts'

/** 'msgid "نص"', 'msgstr[1] "نص"'; a line of a text alone goes on with the one before. */
const LINE = /^(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d{1,2})\])?\s+)?"((?:[^"\\]|\\.)*)"$/
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** A message as it stands in the file. */
interface Entry {
  readonly line: number
  fuzzy: boolean
  /** By keyword; forms of a plural but the first as 'msgstr[1]'. */
  readonly texts: Map<string, string>
  /** Lines before it, with their '#'. */
  readonly comments: readonly string[]
}

/**
 * An entry is a unit, one with a plural two: the singular faces the first form, the plural the last.
 * Fuzzy translations need work; entries that are obsolete are passed over.
 *
 * @throws {MuqabilError} `source-damaged`, with the line.
 * @see GNU gettext manual, section 3, "The Format of PO Files".
 */
export function readPo(text: string, file: string): BilingualText {
  const entries = readPoEntries(text, file)
  const head = entries.find(isHead)
  const language = languageOf(head)
  return {
    ...(language === undefined ? {} : { targetLanguage: language }),
    units: entries.filter((entry) => entry !== head).flatMap(unitsOf),
  }
}

/** The header has an empty id and no context. */
export function isHead({ texts }: Entry): boolean {
  return texts.get('msgid') === '' && !texts.has('msgctxt')
}

/** 'pt-BR', as BCP 47 writes what the header names. */
export function languageOf(head: Entry | undefined): string | undefined {
  const said = /^Language:\s*([A-Za-z]{2,3}(?:[_-][A-Za-z0-9]+)*)/m.exec(head?.texts.get('msgstr') ?? '')?.[1]
  return said?.replaceAll('_', '-')
}

/** @throws {MuqabilError} `source-damaged`, with the line. */
export function readPoEntries(text: string, file: string): readonly Entry[] {
  const entries: Entry[] = []
  let [key, fuzzy] = ['', false]
  let comments: string[] = []
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const own = raw.replace(/^\uFEFF/, '').trim()
    if (own === '' || own.startsWith('#')) {
      if (own !== '') comments.push(own)
      if (own.startsWith('#,') && /\bfuzzy\b/.test(own)) fuzzy = true
      if (own.startsWith('#~')) key = ''
      continue
    }
    const [, keyword, form, value] = LINE.exec(own) ?? []
    if (value === undefined || (keyword === undefined && key === '')) throw damaged(file, index + 1)
    const last = entries.at(-1)
    // A context or an id begins an entry, unless it is the id of the context just read.
    const begins = keyword === 'msgctxt' || (keyword === 'msgid' && !(key === 'msgctxt' && last))
    if (begins) {
      entries.push({ line: index + 1, fuzzy, texts: new Map(), comments })
      comments = []
      fuzzy = false
    }
    if (keyword !== undefined) key = form === undefined || form === '0' ? keyword : `${keyword}[${form}]`
    const entry = entries.at(-1)
    if (entry === undefined) throw damaged(file, index + 1)
    entry.texts.set(key, (keyword === undefined ? (entry.texts.get(key) ?? '') : '') + unescaped(value))
  }
  return entries
}

function damaged(file: string, line: number): MuqabilError {
  return new MuqabilError('source-damaged', { problem: 'line that is none of a PO file' }, { file, line })
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character)
}

function unitsOf({ line, fuzzy, texts }: Entry): readonly BilingualUnit[] {
  const plural = texts.get('msgid_plural')
  const forms = [...texts].filter(([key]) => key.startsWith('msgstr')).map(([, value]) => value)
  const unit = (source: string, target = ''): BilingualUnit => ({
    source: source === '' ? [] : [source],
    ...(target === '' ? {} : { target: [target] }),
    codes: {},
    state: target === '' ? 'initial' : 'translated',
    needsWork: fuzzy && target !== '',
    line,
  })
  const single = unit(texts.get('msgid') ?? '', forms[0])
  return plural === undefined ? [single] : [single, unit(plural, forms.at(-1))]
}
