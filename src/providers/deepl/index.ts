/** DeepL. */
import { ProviderFault } from '../../errors.ts'
import { parseEndpoint } from '../endpoint.ts'
import { faultOf } from '../faults.ts'
import { askJson, list, record, type HttpAnswer, type HttpRequest } from '../http.ts'
import { neededKey } from '../key.ts'
import { ownSettings } from '../own-settings.ts'
import type { Answer, Provider, TranslateRequest } from '../provider.ts'
import { override } from '../override.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readinessOf } from '../readiness.ts'
import { variantOf } from '../variant.ts'
import { settings as shape } from './about.ts'
import { bodyOf } from './body.ts'
import { errorText, faults } from './faults.ts'
import { LIMITS, priceOf, sizeOf } from './limits.ts'
import { ownGlossary } from './own-glossary.ts'

const VARIABLE = 'DEEPL_AUTH_KEY'

export function create(context: ProviderContext): Provider {
  const { settings, environment } = context
  const { formality, context: withContext = true, projectGlossary = true } = ownSettings(shape, settings)
  // Keys of the free API are told by their end, and are good for its host alone.
  const isFree = environment[VARIABLE]?.trim().endsWith(':fx') ?? false
  const endpoint = parseEndpoint(settings.endpoint ?? `https://${isFree ? 'api-free' : 'api'}.deepl.com`)

  const ask = (
    path: string,
    signal: AbortSignal,
    body?: string,
    more: Pick<Partial<HttpRequest>, 'method' | 'faults'> = {},
  ): Promise<HttpAnswer> => {
    const key = neededKey(context, VARIABLE, endpoint)
    return askJson({
      url: `${endpoint.url}${path}`,
      method: body === undefined ? 'GET' : 'POST',
      headers: key === undefined ? {} : { authorization: `DeepL-Auth-Key ${key}` },
      ...(body === undefined ? {} : { body }),
      signal,
      key,
      faults: faults.deepl,
      readError: errorText,
      ...more,
    })
  }
  const own =
    settings.glossary !== undefined || !projectGlossary
      ? undefined
      : ownGlossary(context, async (path, signal, { body, ...how } = {}) => {
          const answer = await ask(path, signal, body, { ...how, faults: [...faults.glossaries, ...faults.deepl] })
          return answer.body
        })

  const translateWith = async (glossary: string | undefined, request: TranslateRequest): Promise<Answer> => {
    const asked = glossary === undefined ? context : { ...context, settings: { ...settings, glossary } }
    return answerOf((await ask('/v2/translate', request.signal, bodyOf(request, asked, formality))).body)
  }

  const provider: Provider = {
    name: 'deepl',
    ...(settings.model === undefined ? {} : { model: settings.model }),
    ...variantOf({ glossary: settings.glossary, formality }),
    limits: LIMITS,
    markup: 'xml',
    price: priceOf(isFree),
    context: withContext ? 'neighbours' : false,
    sizeOf,
    async prepare() {
      neededKey(context, VARIABLE, endpoint)
    },
    check: (signal) => readinessOf(async () => usageWords((await ask('/v2/usage', signal)).body)),
    async translate(request: TranslateRequest) {
      // Before the first text and not sooner: who only plans makes none.
      const glossary = await own?.idOf(request.signal)
      try {
        return await translateWith(glossary, request)
      } catch (error) {
        if (glossary === undefined || !(error instanceof ProviderFault) || error.code !== 'settings') throw error
        const now = await own?.idOf(request.signal, glossary)
        if (now === glossary) throw error
        return translateWith(now, request)
      }
    },
  }
  if (own === undefined) return provider
  return override(provider, {
    get variant() {
      return Object.values(variantOf({ glossary: own.version, formality })).join('')
    },
  })
}

/** @throws {ProviderFault} `garbled` for what is no answer of the service. */
function answerOf(body: unknown): Answer {
  const { translations } = record(body)
  const texts = list(translations).map((each) => record(each).text)
  if (!Array.isArray(translations) || !texts.every((text) => typeof text === 'string'))
    throw faultOf('garbled', 'no translations in it')
  const billed = list(translations).map((each) => record(each).billed_characters)
  return billed.every((count) => typeof count === 'number')
    ? { texts, usage: { sent: billed.reduce((sum, count) => sum + count, 0) } }
    : { texts }
}

/** @throws {ProviderFault} `quota-day` when nothing is left of the billing period. */
function usageWords(body: unknown): string {
  const { character_count: count, character_limit: limit } = record(body)
  if (typeof count !== 'number' || typeof limit !== 'number') throw faultOf('garbled', 'no usage in it')
  const words = `${grouped(count)} of ${grouped(limit)} characters of the billing period are used`
  if (count >= limit) throw faultOf('quota-day', words)
  return words
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}
