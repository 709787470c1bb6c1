/** Cloud Translation v2, by key or by credentials. */
import type { TranslateRequest } from '../provider.ts'
import type { ProviderContext } from '../settings.ts'
import { findCredentials, noCredentials } from './credentials.ts'
import { parseEndpoint } from './endpoint.ts'
import { faultOf } from './faults.ts'
import type { Way } from './v3.ts'

const PATH = '/language/translate/v2'

/** Opens a client. The SDK's own retries are off: the engine does them, and knows a quota's 403. */
export async function openV2(context: ProviderContext, signal: AbortSignal): Promise<Way> {
  const { settings, environment } = context
  const endpoint = parseEndpoint(settings.endpoint)
  const key = environment.GOOGLE_API_KEY
  const credentials = endpoint?.plain
    ? noCredentials(context)
    : key
      ? undefined
      : await findCredentials(context, signal)
  const {
    v2: { Translate },
  } = await import('@google-cloud/translate')
  const client = new Translate({
    autoRetry: false,
    maxRetries: 0,
    ...(key ? { key } : {}),
    ...(credentials
      ? { authClient: credentials.authClient as never, projectId: credentials.projectId }
      : { projectId: settings.project ?? environment.GOOGLE_CLOUD_PROJECT ?? 'key' }),
  })
  if (endpoint) client.baseUrl = `${endpoint.plain ? 'http' : 'https'}://${endpoint.host}:${endpoint.port}${PATH}`
  return {
    async translate({ texts, sourceLanguage, targetLanguage }: TranslateRequest) {
      try {
        const [answers] = await client.translate([...texts], {
          from: sourceLanguage,
          to: targetLanguage,
          format: 'html',
          ...(settings.model === undefined ? {} : { model: settings.model === 'general/nmt' ? 'nmt' : settings.model }),
        })
        return answers
      } catch (error) {
        throw faultOf(error, 'v2')
      }
    },
    close: () => Promise.resolve(),
  }
}
