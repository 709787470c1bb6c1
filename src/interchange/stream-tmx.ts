/** A translation memory of any tool (TMX 1.1 to 1.4b), read piece by piece: a unit takes room only until it has ended. */
import { SaxesParser } from 'saxes'
import { glue, type Code, type Content } from '../bitext/content.ts'
import { STATES } from '../bitext/states.ts'
import { MuqabilError } from '../errors.ts'
import type { ExchangeRow } from './exchange-row.ts'
import { baseLanguage, type Languages } from './require-languages.ts'

export interface TmxReader {
  /** @throws {MuqabilError} `exchange-damaged`, `xml-syntax`, `xml-refused`, with the line. */
  write(piece: string): void
  /** To be called at the end. @throws {MuqabilError} the same. */
  close(): void
}

export interface TmxOptions {
  /** As messages name it. */
  readonly file: string
  /** BCP 47; compared by their first part, in any case. Units without both of them are passed over. */
  readonly languages: Languages
  readonly onRow: (row: ExchangeRow) => void
}

/** Codes of native markup; their text is none of the sentence's. `hi` and `sub` are looked through. */
const CODES = new Set(['bpt', 'ept', 'it', 'ph', 'ut'])
/** Of a unit, in characters. */
const LONGEST_TEXT = 50_000_000
/** No real file nests so deep; each level of a hostile one would take room. */
const DEEPEST = 256

/** A code as its element says it. */
interface Mark {
  readonly local: string
  readonly i: string
  readonly x: string | undefined
  readonly pos: string | undefined
}

type Parts = readonly (string | Mark)[]

/** What is known of the unit that is being read. */
interface Unit {
  readonly line: number
  readonly sides: Map<string, Parts>
  readonly props: Map<string, string>
}

/** Nothing outside of the text is ever read: entities of its own are refused, a bare DOCTYPE is passed over. */
export function createTmxReader({ file, languages, onRow }: TmxOptions): TmxReader {
  const [from, into] = [baseLanguage(languages.source), baseLanguage(languages.target)]
  // Namespaces would take a third of the time, and TMX has none.
  const parser = new SaxesParser({ xmlns: false, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true })
  let [depth, skipped, length] = [0, 0, 0]
  let root: string | undefined
  let unit: Unit | undefined
  let language: string | undefined
  let parts: (string | Mark)[] | undefined
  let prop: string | undefined
  let text: string | undefined
  const refuse = (problem: string): never => {
    throw new MuqabilError('xml-refused', { problem }, { file, line: parser.line })
  }
  const add = (chunk: string): void => {
    if (skipped > 0 || (parts === undefined && text === undefined)) return
    length += chunk.length
    if (length > LONGEST_TEXT) refuse(`text of over ${LONGEST_TEXT} characters`)
    if (parts !== undefined) parts.push(chunk)
    else text = (text ?? '') + chunk
  }
  parser.on('error', (error) => {
    const problem = error.message.replace(/^(?:.*?:)?\d+:\d+:\s*/, '').replace(/\.$/, '')
    const place = { file, line: parser.line, column: parser.column + 1 }
    throw new MuqabilError('xml-syntax', { problem }, place, { cause: error })
  })
  parser.on('doctype', (doctype) => {
    if (/[[]|<!/.test(doctype)) refuse('a document type with declarations of its own')
  })
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('opentag', ({ name, attributes }) => {
    const local = localOf(name)
    if (++depth > DEEPEST) refuse(`elements nested over ${DEEPEST} deep`)
    root ??= local
    if (parts !== undefined) {
      // What a code stands for may have text and elements in it: none of it is the sentence's.
      if (skipped > 0 || CODES.has(local)) skipped++
      if (skipped === 1) parts.push({ local, i: attributes.i ?? '', x: attributes.x, pos: attributes.pos })
    } else if (local === 'tu') {
      unit = { line: parser.line, sides: new Map(), props: new Map() }
      length = 0
    } else if (local === 'tuv') {
      language = baseLanguage(attributes['xml:lang'] ?? attributes.lang ?? '')
    } else if (local === 'seg' && unit !== undefined && (language === from || language === into)) {
      if (!unit.sides.has(language)) parts = []
    } else if (local === 'prop' && unit !== undefined && language === undefined) {
      prop = attributes.type ?? ''
      text = ''
    }
  })
  parser.on('closetag', ({ name }) => {
    depth--
    if (skipped > 0) return void skipped--
    const local = localOf(name)
    if (local === 'seg' && parts !== undefined) {
      unit?.sides.set(language ?? '', parts)
      parts = undefined
    } else if (parts !== undefined) return
    else if (local === 'tuv') language = undefined
    else if (local === 'prop' && prop !== undefined) {
      unit?.props.set(prop, text ?? '')
      prop = undefined
      text = undefined
    } else if (local === 'tu' && unit !== undefined) {
      const row = rowOf(unit, from, into)
      unit = undefined
      if (row) onRow(row)
    }
  })
  return {
    write: (piece) => void parser.write(piece),
    close() {
      parser.close()
      if (root !== 'tmx') throw new MuqabilError('exchange-damaged', { problem: 'no TMX in it' }, { file, line: 1 })
    },
  }
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function rowOf({ line, sides, props }: Unit, from: string, into: string): ExchangeRow | undefined {
  const [source, target] = [sides.get(from), sides.get(into)]
  if (source === undefined || target === undefined) return undefined
  const ids = new Map<string, string>()
  const words = contentOf(source, ids)
  const own = contentOf(target, ids)
  const said = (name: 'document' | 'id' | 'base'): object => {
    const value = props.get(`x-muqabil-${name}`)
    return value === undefined ? {} : { [name]: value }
  }
  const state = STATES.find((each) => each === props.get('x-muqabil-state'))
  return {
    ...said('document'),
    ...said('id'),
    ...said('base'),
    source: words,
    ...(own.length === 0 ? {} : { target: own }),
    ...(state === undefined ? {} : { state }),
    line,
  }
}

/** Codes of both sides that share `x`, or without it the same element and place in the order, share an id. */
function contentOf(parts: Parts, ids: Map<string, string>): Content {
  const open = new Map<string, string>()
  const alone = new Map<string, number>()
  const placeOf = (local: string, i: string): string => {
    const count = (alone.get(local) ?? 0) + 1
    alone.set(local, count)
    return `${local} ${i === '' ? `#${count}` : i}`
  }
  const idFor = (key: string): string => {
    const id = ids.get(key) ?? String(ids.size + 1)
    ids.set(key, id)
    return id
  }
  const codeOf = ({ local, i, x, pos }: Mark): Code => {
    if (local === 'ept') return { kind: 'close', id: open.get(i) ?? idFor(`ept ${i}`) }
    const kind =
      local === 'bpt' ? 'open' : local !== 'it' || x === undefined ? 'standalone' : pos === 'end' ? 'close' : 'open'
    const id = idFor(x === undefined ? placeOf(local, i) : `x ${x}`)
    if (local === 'bpt') open.set(i, id)
    return { kind, id }
  }
  return glue(parts.map((part) => (typeof part === 'string' ? part : codeOf(part))))
}
