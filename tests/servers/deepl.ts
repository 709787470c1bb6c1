/** A stand-in for DeepL on loopback: /v2/translate, /v2/usage and the glossaries of v2, as strict as its documents say. */
import { SaxesParser } from 'saxes'
import {
  startHttpStandIn,
  type HttpCall,
  type HttpProtocol,
  type HttpReply,
  type HttpStandIn,
} from './http-stand-in.ts'
import { createStandIn, type StandInOptions } from './stand-in.ts'

export interface DeeplOptions extends StandInOptions {
  /** The one key that is accepted; without it any, and none. */
  readonly key?: string
  /** The host it stands for: keys of one are refused by the other. */
  readonly host?: 'api.deepl.com' | 'api-free.deepl.com'
  /** Characters of the billing period, tags not counted. */
  readonly characterLimit?: number
  readonly glossaries?: readonly string[]
  /** Glossaries that lie there from the start, as its list has them. */
  readonly stored?: readonly StoredGlossary[]
  /** Languages that it has glossaries for, all in any pair. */
  readonly glossaryLanguages?: readonly string[]
  /** How often a new glossary is said not to be ready. */
  readonly unreadyTimes?: number
  /** An answer in place of its own to what is asked of glossaries. */
  readonly onGlossaries?: (call: HttpCall) => HttpReply | undefined
}

export interface StoredGlossary {
  readonly glossary_id: string
  readonly name: string
  readonly source_lang: string
  readonly target_lang: string
  readonly creation_time: string
}

const MOST_TEXTS = 50
const MOST_BYTES = 131_072
const SOURCES = ['AR', 'DE', 'EN', 'ES', 'FA', 'FR', 'HE', 'NB', 'PT', 'RU', 'TR', 'UR', 'ZH']
const TARGETS = [
  'AR',
  'DE',
  'EN-GB',
  'EN-US',
  'ES',
  'ES-419',
  'FA',
  'FR',
  'HE',
  'NB',
  'PT-BR',
  'PT-PT',
  'RU',
  'TR',
  'UR',
  'ZH',
  'ZH-HANS',
  'ZH-HANT',
]
const GLOSSARY_LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he', 'nb', 'pt', 'ru', 'tr', 'zh']
const FORMAL = ['DE', 'ES', 'ES-419', 'FR', 'PT-BR', 'PT-PT', 'RU']
const is = {
  string: (value: unknown): boolean => typeof value === 'string',
  boolean: (value: unknown): boolean => typeof value === 'boolean',
  oneOf:
    (...values: readonly string[]) =>
    (value: unknown): boolean =>
      values.includes(value as string),
}
const PARAMETERS: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: Array.isArray,
  source_lang: is.oneOf(...SOURCES),
  target_lang: is.oneOf(...TARGETS),
  context: is.string,
  show_billed_characters: is.boolean,
  split_sentences: is.oneOf('0', '1', 'nonewlines'),
  preserve_formatting: is.boolean,
  formality: is.oneOf('default', 'more', 'less', 'prefer_more', 'prefer_less'),
  model_type: is.oneOf('quality_optimized', 'prefer_quality_optimized', 'latency_optimized'),
  glossary_id: is.string,
  tag_handling: is.oneOf('xml', 'html'),
  tag_handling_version: is.oneOf('v1', 'v2'),
  outline_detection: is.boolean,
  non_splitting_tags: Array.isArray,
  splitting_tags: Array.isArray,
  ignore_tags: Array.isArray,
}

interface Body {
  readonly text: readonly string[]
  readonly source_lang?: string
  readonly target_lang: string
  readonly formality?: string
  readonly glossary_id?: string
  readonly tag_handling?: string
  readonly show_billed_characters?: boolean
  readonly model_type?: string
}

export async function startDeepl(options: DeeplOptions = {}): Promise<HttpStandIn> {
  let used = 0
  let unready = options.unreadyTimes ?? 0
  const stored = new Map((options.stored ?? []).map((each) => [each.glossary_id, each]))
  const refuse = (status: number, message: string, more: object = {}): HttpReply => ({
    status,
    body: { message, ...more },
  })

  function unauthorized({ headers }: HttpCall): HttpReply | undefined {
    const given = /^DeepL-Auth-Key (\S+)$/.exec(headers.authorization ?? '')?.[1]
    if (!headers['user-agent']) return refuse(400, 'User-Agent header missing.')
    if (options.host !== undefined && given !== undefined) {
      const right = given.endsWith(':fx') ? 'api-free.deepl.com' : 'api.deepl.com'
      if (right !== options.host) return refuse(403, `Wrong endpoint. Use https://${right}`)
    }
    return options.key !== undefined && given !== options.key ? refuse(403, 'Forbidden') : undefined
  }

  function wrong(call: HttpCall): HttpReply | undefined {
    if (call.headers['content-type']?.split(';')[0] !== 'application/json')
      return refuse(400, 'Invalid Content-Type', { detail: 'Content-Type required.', code: 'invalid_content_type' })
    if (Buffer.byteLength(call.text) > MOST_BYTES) return refuse(413, 'Payload Too Large')
    const body = call.body as Readonly<Record<string, unknown>>
    for (const [name, value] of Object.entries(body)) {
      if (!Object.hasOwn(PARAMETERS, name)) return refuse(400, `Unknown parameter '${name}'`)
      if (!PARAMETERS[name]?.(value)) return refuse(400, `Value for '${name}' not supported.`)
    }
    const { text, source_lang, target_lang, formality, glossary_id, tag_handling } = call.body as Body // checked above
    if (text === undefined || text.length === 0) return refuse(400, "Parameter 'text' not specified")
    if (target_lang === undefined) return refuse(400, "Value for 'target_lang' not supported.")
    if (text.length > MOST_TEXTS) return refuse(400, 'Too many texts in the request')
    if (['more', 'less'].includes(formality ?? '') && !FORMAL.includes(target_lang))
      return refuse(400, "'formality' is not supported for given 'target_lang'.")
    if (glossary_id !== undefined) {
      if (source_lang === undefined)
        return refuse(400, 'Use of a glossary requires the source_lang parameter to be specified')
      const one = stored.get(glossary_id)
      if (
        one !== undefined &&
        (one.source_lang !== source_lang.toLowerCase() || !target_lang.toLowerCase().startsWith(one.target_lang))
      )
        return refuse(400, 'Glossary language pair does not match the request')
      if (one === undefined && !options.glossaries?.includes(glossary_id)) return refuse(404, 'Glossary not found')
    }
    if (tag_handling === 'xml' && !text.every(isWellFormed))
      return refuse(400, 'Tag handling parsing failed, please check input.')
    const more = text.reduce((sum, each) => sum + billed(each, tag_handling), 0)
    if (used + more > (options.characterLimit ?? Infinity)) return refuse(456, 'Quota Exceeded')
    return undefined
  }

  const pairs = (options.glossaryLanguages ?? GLOSSARY_LANGUAGES).flatMap((source_lang, _, all) =>
    all.filter((each) => each !== source_lang).map((target_lang) => ({ source_lang, target_lang })),
  )
  const told = (each: StoredGlossary): object => ({ ...each, ready: unready-- <= 0, entry_count: 1 })

  function glossaries(call: HttpCall): HttpReply | undefined {
    const { method, path } = call
    if (!/^\/v2\/glossar(?:ies|y-language-pairs)\b/.test(path)) return undefined
    const own = unauthorized(call) ?? options.onGlossaries?.(call)
    if (own !== undefined) return own
    if (path === '/v2/glossary-language-pairs' && method === 'GET') return { body: { supported_languages: pairs } }
    if (path === '/v2/glossaries' && method === 'GET') return { body: { glossaries: [...stored.values()].map(told) } }
    if (path === '/v2/glossaries' && method === 'POST') return make(call)
    const id = decodeURIComponent(path.slice('/v2/glossaries/'.length))
    if (method !== 'DELETE' || !stored.delete(id)) return refuse(404, 'Glossary not found')
    return { status: 204, body: '' }
  }

  function make({ body }: HttpCall): HttpReply {
    const { name, source_lang, target_lang, entries, entries_format } = body as Readonly<Record<string, string>>
    if (!name || !entries || entries_format !== 'tsv') return refuse(400, 'Bad request')
    if (!pairs.some((pair) => pair.source_lang === source_lang && pair.target_lang === target_lang))
      return refuse(400, 'Unsupported glossary source and target language pair')
    const rows = entries.split('\n').map((line) => line.split('\t'))
    const isSound = (cell: string): boolean => cell !== '' && cell === cell.trim() && Buffer.byteLength(cell) <= 1024
    if (!rows.every((row) => row.length === 2 && row.every(isSound)) || /[^\P{Cc}\t\n]/u.test(entries))
      return refuse(400, 'Invalid glossary entries provided')
    if (new Set(rows.map(([source]) => source)).size !== rows.length)
      return refuse(400, 'Invalid glossary entries provided', { detail: 'Duplicate key' })
    const made = {
      glossary_id: `00000000-0000-4000-8000-${String(stored.size).padStart(12, '0')}`,
      name,
      source_lang: source_lang ?? '',
      target_lang: target_lang ?? '',
      creation_time: new Date().toISOString(),
    }
    stored.set(made.glossary_id, made)
    return { status: 201, body: told(made) }
  }

  const protocol: HttpProtocol = {
    read(call) {
      const ofGlossaries = glossaries(call)
      if (ofGlossaries !== undefined) return ofGlossaries
      const isUsage = call.path === '/v2/usage' && call.method === 'GET'
      if (!isUsage && !(call.path === '/v2/translate' && call.method === 'POST')) return refuse(404, 'Not found')
      const refusal = unauthorized(call)
      if (refusal !== undefined) return refusal
      if (isUsage)
        return { body: { character_count: used, character_limit: options.characterLimit ?? 1_000_000_000_000 } }
      return wrong(call) ?? (call.body as Body).text
    },
    answer({ answers }, call) {
      const { text, source_lang, tag_handling, show_billed_characters, model_type } = call.body as Body
      used += text.reduce((sum, each) => sum + billed(each, tag_handling), 0)
      const translations = answers.map((answer, index) => ({
        detected_source_language: source_lang ?? 'AR',
        // An XML processor may write an empty element as a pair of tags.
        text: answer.replace(/<(x\d+)\/>/g, '<$1></$1>'),
        ...(show_billed_characters ? { billed_characters: billed(text[index] ?? '', tag_handling) } : {}),
        ...(model_type === undefined ? {} : { model_type_used: model_type }),
        ...(tag_handling === undefined ? {} : { tag_handling_version: 'v2' }),
      }))
      return { headers: { 'x-trace-id': '501C3D93CC0C4F11AE2F60A226C2F0F0' }, body: { translations } }
    },
    // Its own errors of the 5xx kind have no body.
    fault: ({ http, message, reason }) =>
      http >= 500 && http !== 529 ? { status: http, body: '' } : refuse(http, message, reason ? { code: reason } : {}),
  }
  return startHttpStandIn(protocol, options, createStandIn(options))
}

/** Code points outside tags, an entity as the one character that it is. */
function billed(text: string, tagHandling: string | undefined): number {
  return [...(tagHandling === undefined ? text : text.replace(/<[^>]*>/g, '').replace(/&\w+;/g, '&'))].length
}

/** Version 2 of the tag handling parses strictly. */
function isWellFormed(text: string): boolean {
  let failed = false
  const parser = new SaxesParser()
  parser.on('error', () => void (failed = true))
  parser.write(`<root>${text}</root>`).close()
  return !failed
}
