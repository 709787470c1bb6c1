/** Cloud Translation v2, by key or by credentials. */
import type { AuthClient } from 'google-auth-library'
import { parseEndpoint } from '../endpoint.ts'
import { faultOf } from '../faults.ts'
import { askJson, connectionFault, list, record } from '../http.ts'
import type { ProviderContext } from '../provider-context.ts'
import { untilAborted } from '../within.ts'
import { findCredentials } from './credentials.ts'
import { faults } from './faults.ts'
import { DEFAULT_MODEL } from './v3.ts'
import type { Way } from './way.ts'

const HOST = 'https://translation.googleapis.com'
const PATH = '/language/translate/v2'

/**
 * Asked by our own client: the SDK's repeats what failed, three times, when it has credentials, whatever it is told,
 * and cannot be cut off. Without TLS neither key nor credentials are sent.
 */
export async function openV2(context: ProviderContext, signal: AbortSignal): Promise<Way> {
  const { settings, environment } = context
  const endpoint = parseEndpoint(settings.endpoint)
  const key = environment.GOOGLE_API_KEY
  const auth = endpoint?.plain || key ? undefined : (await findCredentials(context, signal)).authClient
  const base = `${endpoint?.url ?? HOST}${PATH}`
  const ask = async (url: string, asker: AbortSignal, body?: object): Promise<Readonly<Record<string, unknown>>> => {
    const headers = auth ? await headersOf(auth, url, asker) : key && !endpoint?.plain ? { 'x-goog-api-key': key } : {}
    const answer = await askJson({
      url,
      headers,
      method: body === undefined ? 'GET' : 'POST',
      body,
      signal: asker,
      faults: faults.v2,
    })
    return record(record(answer.body).data)
  }
  const { model } = settings
  return {
    async askForLanguages(asker) {
      await ask(`${base}/languages`, asker)
    },
    async translate({ texts: q, sourceLanguage: source, targetLanguage: target, signal: asker }) {
      const named = model === undefined ? {} : { model: model === DEFAULT_MODEL ? 'nmt' : model }
      const { translations } = await ask(base, asker, { q, source, target, format: 'html', ...named })
      const texts = list(translations).map((each) => record(each).translatedText)
      if (!Array.isArray(translations) || !texts.every((text) => typeof text === 'string'))
        throw faultOf('garbled', 'no translations in it')
      return { texts }
    },
    close: () => Promise.resolve(),
  }
}

/** A token, fetched anew when it is about to expire. @throws {ProviderFault} `key` when none is given. */
async function headersOf(auth: AuthClient, url: string, signal: AbortSignal): Promise<Record<string, string>> {
  try {
    return Object.fromEntries(await untilAborted(auth.getRequestHeaders(url), signal))
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const status = Number(record(error).status ?? record(record(error).response).status ?? Number.NaN)
    const message = error instanceof Error ? error.message : ''
    throw status >= 400 && status < 500
      ? faultOf('key', message, { cause: error, billed: 'no' })
      : connectionFault(error, signal, 'unavailable')
  }
}
