/** A stand-in for LibreTranslate on loopback: its paths, limits, words and ways with HTML, as its source has them. */
import {
  startHttpStandIn,
  type HttpCall,
  type HttpProtocol,
  type HttpReply,
  type HttpStandIn,
} from './http-stand-in.ts'
import { createStandIn, standInTranslation, type StandInOptions } from './stand-in.ts'

export interface LibreTranslateOptions extends StandInOptions {
  /** --char-limit: code points a text. */
  readonly charLimit?: number
  /** --batch-limit: texts a request. */
  readonly batchLimit?: number
  /** --req-limit: texts in any window of so many milliseconds. */
  readonly reqLimit?: { readonly texts: number; readonly windowMilliseconds: number }
  /** --api-keys: those that are known. */
  readonly keys?: readonly string[]
  /** --require-api-key-origin */
  readonly keyRequired?: boolean
  /** --req-flood-threshold: refusals for haste after which the address is banned. */
  readonly floodThreshold?: number
}

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fa', 'fr', 'he', 'nb', 'pb', 'pt', 'ru', 'tr', 'ur', 'zh', 'zt']
/** Codes from outside to those of models. */
const ALIASES: Readonly<Record<string, string>> = { 'pt-br': 'pb', 'zh-hans': 'zh', 'zh-hant': 'zt' }

interface Body {
  readonly q?: string | readonly string[]
  readonly source?: string
  readonly target?: string
  readonly format?: string
  readonly alternatives?: number
  readonly api_key?: string
}

export async function startLibreTranslate(options: LibreTranslateOptions = {}): Promise<HttpStandIn> {
  const {
    charLimit = -1,
    batchLimit = -1,
    reqLimit,
    keys,
    keyRequired = false,
    floodThreshold = Infinity,
    translate = standInTranslation,
  } = options
  const taken: { readonly at: number; readonly texts: number }[] = []
  let violations = 0

  function refuse({ headers }: HttpCall, status: number, english: string): HttpReply {
    // Without a language that it knows it answers in one that it finds first.
    const error =
      headers['accept-language'] === 'en' ? english : '\u0637\u0644\u0628 \u063A\u064A\u0631 \u0635\u0627\u0644\u062D'
    return { status, body: { error } }
  }

  function slowDown(call: HttpCall, texts: number): HttpReply | undefined {
    if (reqLimit === undefined) return undefined
    const now = performance.now()
    while (taken[0] && taken[0].at <= now - reqLimit.windowMilliseconds) taken.shift()
    const sum = taken.reduce((total, each) => total + each.texts, 0)
    taken.push({ at: now, texts })
    if (sum + texts <= reqLimit.texts) return undefined
    taken.pop()
    violations++
    return refuse(call, 429, `Slowdown: ${reqLimit.texts} per 1 minute`)
  }

  function wrong(call: HttpCall, body: Body): HttpReply | undefined {
    for (const name of ['q', 'source', 'target'] as const)
      if (!body[name]?.length) return refuse(call, 400, `Invalid request: missing ${name} parameter`)
    const texts = [body.q ?? []].flat()
    const over = (size: number, limit: number): HttpReply =>
      refuse(call, 400, `Invalid request: request (${size}) exceeds text limit (${limit})`)
    if (Array.isArray(body.q) && batchLimit !== -1 && texts.length > batchLimit) return over(texts.length, batchLimit)
    const long = charLimit === -1 ? undefined : texts.map((text) => [...text].length).find((size) => size > charLimit)
    if (long !== undefined) return over(long, charLimit)
    for (const code of [body.source ?? '', body.target ?? '']) {
      const own = code.toLowerCase()
      if (!LANGUAGES.includes(ALIASES[own] ?? own)) return refuse(call, 400, `${ALIASES[own] ?? own} is not supported`)
    }
    return ['text', 'html'].includes(body.format ?? 'text')
      ? undefined
      : refuse(call, 400, `${body.format} format is not supported`)
  }

  const protocol: HttpProtocol = {
    read(call) {
      if (call.method === 'GET' && call.path === '/frontend/settings') {
        const language = { source: { code: 'auto', name: 'Auto Detect' }, target: { code: 'en', name: 'English' } }
        return {
          body: {
            charLimit,
            frontendTimeout: 500,
            apiKeys: keys !== undefined,
            keyRequired,
            suggestions: false,
            filesTranslation: true,
            supportedFilesFormat: ['.txt'],
            language,
          },
        }
      }
      if (call.method !== 'POST' || call.path !== '/translate')
        return {
          status: 404,
          headers: { 'content-type': 'text/html' },
          body: '<!doctype html><title>404 Not Found</title>',
        }
      const body = (call.body ?? {}) as Body // its own server is as trusting
      const texts = [body.q ?? []].flat()
      if (violations >= floodThreshold) return refuse(call, 403, 'Too many request limits violations')
      if (keys !== undefined && body.api_key !== undefined && !keys.includes(body.api_key))
        return refuse(call, 403, 'Invalid API key')
      if (keyRequired && body.api_key === undefined)
        return refuse(call, 400, 'Please contact the server operator to get an API key')
      return wrong(call, body) ?? slowDown(call, texts.length) ?? texts
    },
    answer: ({ answers }, call) => ({
      body: { translatedText: Array.isArray((call.body as Body).q) ? answers : answers[0] },
    }),
    fault: ({ http, message }, call) => refuse(call, http, http === 429 ? `Slowdown: ${message}` : message),
  }
  return startHttpStandIn(
    protocol,
    options,
    createStandIn({ ...options, translate: (text) => throughHtml(text, translate) }),
  )
}

/** Parsed, translated, written again with empty elements closed, and then unescaped as a whole. */
function throughHtml(text: string, translate: (text: string) => string): string {
  return text
    .split(/(<[^>]*>)/)
    .map((piece, index) =>
      index % 2 === 1 ? piece.replace(/^(<(?:img|br)\b[^>]*[^/])>$/, '$1/>') : translate(unescape(piece)),
    )
    .join('')
}

/** As its parser reads entities; that it escapes and unescapes them again changes nothing. */
function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
