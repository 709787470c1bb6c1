/** LibreTranslate. */
import { MuqabilError } from '../../errors.ts'
import { parseEndpoint, type Endpoint } from '../endpoint.ts'
import { faultOf } from '../faults.ts'
import { askJson, list, record, type HttpAnswer } from '../http.ts'
import { keyFor } from '../key.ts'
import { ownSettings } from '../own-settings.ts'
import type { Provider } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readinessOf } from '../readiness.ts'
import { settings as shape } from './about.ts'
import { escapeAgain } from './escape-again.ts'
import { faults } from './faults.ts'
import { languageOf } from './languages.ts'
import { limitsOf, PACE } from './limits.ts'

const VARIABLE = 'LIBRETRANSLATE_API_KEY'
/** Where a server listens that was started without options. */
const HOME = 'http://127.0.0.1:5000'
/** A server that is asked what it allows must not hold up a build. */
const SETTINGS_MILLISECONDS = 5_000

/**
 * Texts go as HTML, those without markup too: what the server does for plain text is made for
 * Latin letters. It takes the question mark off an answer to a text that ends in '؟', and writes
 * an answer in capitals or without any where the text's few Latin letters are (NATO, css).
 */
export function create(context: ProviderContext): Provider {
  const { settings } = context
  const allowed = { ...ownSettings(shape, settings), requestsPerMinute: settings.requestsPerMinute }
  const endpoint = parseEndpoint(settings.endpoint ?? HOME)
  let limits = limitsOf(allowed)

  const ask = (path: string, signal: AbortSignal, body?: object): Promise<HttpAnswer> => {
    const key = keyFor(context, VARIABLE, endpoint)
    return askJson({
      url: `${endpoint.url}${path}`,
      method: body === undefined ? 'GET' : 'POST',
      // Its words are translated too, and are read here.
      headers: { 'accept-language': 'en' },
      ...(body === undefined ? {} : { body: { ...body, ...(key === undefined ? {} : { api_key: key }) } }),
      signal,
      key,
      faults: faults.libretranslate,
    })
  }
  /** What the server says of itself, without a text. */
  const askSettings = async (signal: AbortSignal): Promise<ServerSettings> =>
    serverSettings((await ask('/frontend/settings', signal)).body)

  return {
    name: 'libretranslate',
    // The server does not say which models it has: what the user calls them by.
    ...(settings.model === undefined ? {} : { model: settings.model }),
    get limits() {
      return limits
    },
    markup: 'html',
    ...PACE,
    textsAreRequests: true,
    repeatable: settings.pricePerMillion === undefined,
    async prepare(signal) {
      const within = AbortSignal.any([signal, AbortSignal.timeout(SETTINGS_MILLISECONDS)])
      // A server that cannot be asked is an outage, and that is for the first text to find.
      const served = await askSettings(within).catch((error: unknown): ServerSettings => {
        if (error instanceof MuqabilError) throw error
        return { charLimit: undefined, keyRequired: false }
      })
      signal.throwIfAborted()
      if (served.keyRequired) requireKey(context, endpoint)
      limits = limitsOf(allowed, served.charLimit)
    },
    check: (signal) =>
      readinessOf(async () => {
        const { charLimit, keyRequired } = await askSettings(signal)
        if (keyRequired) requireKey(context, endpoint)
        const most = charLimit === undefined || charLimit < 0 ? 'any length' : `up to ${charLimit} characters`
        return `texts of ${most}; ${keyRequired ? 'the key that it wants is there, and is tried with the first text' : 'it wants no key'}`
      }),
    async translate({ texts, sourceLanguage, targetLanguage, signal }) {
      const { body } = await ask('/translate', signal, {
        q: texts,
        source: languageOf(sourceLanguage),
        target: languageOf(targetLanguage),
        format: 'html',
      })
      const answers = list(record(body).translatedText)
      if (!Array.isArray(record(body).translatedText) || !answers.every((answer) => typeof answer === 'string'))
        throw faultOf('garbled', 'no translations in it')
      return answers.map((answer, index) => escapeAgain(answer, texts[index] ?? ''))
    },
  }
}

interface ServerSettings {
  /** Characters a text; -1 for no limit. */
  readonly charLimit: number | undefined
  readonly keyRequired: boolean
}

/** @throws {ProviderFault} `garbled` for what is no answer of such a server. */
function serverSettings(body: unknown): ServerSettings {
  const { charLimit, keyRequired } = record(body)
  if (typeof charLimit !== 'number') throw faultOf('garbled', 'no settings of a LibreTranslate server in it')
  return { charLimit, keyRequired: keyRequired === true }
}

/** @throws {MuqabilError} `key-missing`; `key-without-tls` for one that is there and must not be sent. */
function requireKey(context: ProviderContext, endpoint: Endpoint): void {
  if (keyFor(context, VARIABLE, endpoint) !== undefined) return
  const provider = context.settings.name
  if ((context.environment[VARIABLE] ?? '').trim() === '')
    throw new MuqabilError('key-missing', { provider, variable: VARIABLE })
  throw new MuqabilError('key-without-tls', { provider, host: endpoint.host })
}
