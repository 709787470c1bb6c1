/** Azure Translator. */
import { parseEndpoint, type Endpoint } from '../endpoint.ts'
import { faultOf } from '../faults.ts'
import { askJson, list, record, type HttpAnswer } from '../http.ts'
import { neededKey } from '../key.ts'
import { ownSettings } from '../own-settings.ts'
import type { Answer, Provider } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readinessOf } from '../readiness.ts'
import { settings as shape } from './about.ts'
import { errorText, faults } from './faults.ts'
import { languageOf } from './languages.ts'
import { sizeOf, termsOf } from './limits.ts'

const VARIABLE = 'AZURE_TRANSLATOR_KEY'
const HOST = 'https://api.cognitive.microsofttranslator.com'
const VERSION = '3.0'

export function create(context: ProviderContext): Provider {
  const { settings } = context
  const { region, tier = 'S1' } = ownSettings(shape, settings)
  const endpoint = parseEndpoint(settings.endpoint ?? HOST)
  const category = settings.model

  const ask = (
    path: string,
    query: Readonly<Record<string, string>>,
    request: { readonly signal: AbortSignal; readonly key?: string | undefined; readonly body?: unknown },
  ): Promise<HttpAnswer> => {
    const { key, body, signal } = request
    return askJson({
      url: `${baseOf(endpoint)}${path}?${new URLSearchParams({ 'api-version': VERSION, ...query }).toString()}`,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(key === undefined ? {} : { 'ocp-apim-subscription-key': key }),
        ...(region === undefined ? {} : { 'ocp-apim-subscription-region': region }),
      },
      ...(body === undefined ? {} : { body }),
      signal,
      key,
      faults: faults.azure,
      readError: errorText,
    })
  }

  return {
    name: 'azure',
    ...(category === undefined ? {} : { model: category }),
    markup: 'html',
    ...termsOf(tier, category !== undefined),
    sizeOf,
    async prepare() {
      neededKey(context, VARIABLE, endpoint)
    },
    check: (signal) =>
      readinessOf(async () => {
        // The list of languages is given to anyone: that the key is accepted shows with the first text.
        const key = neededKey(context, VARIABLE, endpoint)
        const { body } = await ask('/languages', { scope: 'translation' }, { signal })
        const languages = Object.keys(record(record(body).translation)).length
        if (languages === 0) throw faultOf('garbled', 'no languages in it')
        return `${languages} languages; ${key === undefined ? 'asked without a key' : 'the key is there, and is tried with the first text'}`
      }),
    async translate({ texts, sourceLanguage, targetLanguage, signal }) {
      const query = {
        from: languageOf(sourceLanguage),
        to: languageOf(targetLanguage),
        textType: 'html',
        // Without its own model a text would be translated by the general one, unsaid.
        ...(category === undefined ? {} : { category, allowFallback: 'false' }),
      }
      const body = texts.map((Text) => ({ Text }))
      return answerOf(await ask('/translate', query, { signal, key: neededKey(context, VARIABLE, endpoint), body }))
    },
  }
}

/** A resource's own host serves several services, each under a path; the others serve this one alone. */
function baseOf({ host, url }: Endpoint): string {
  const isShared = /(?:^|\.)cognitiveservices\.azure\.(?:com|us|cn)$/i.test(host)
  return isShared && new URL(url).pathname === '/' ? `${url}/translator/text/v${VERSION}` : url
}

/** @throws {ProviderFault} `garbled` for what is no answer of the service. */
function answerOf({ body, headers }: HttpAnswer): Answer {
  const texts = list(body).map((each) => record(list(record(each).translations)[0]).text)
  if (!Array.isArray(body) || !texts.every((text) => typeof text === 'string'))
    throw faultOf('garbled', 'no translations in it')
  const metered = headers.get('x-metered-usage')
  return metered === null || !/^\d+$/.test(metered) ? { texts } : { texts, usage: { sent: Number(metered) } }
}
