/** Cloud Translation v2, by key or by credentials. */
import { faultOf } from '../faults.ts'
import { list, record } from '../http.ts'
import { ownSettings } from '../own-settings.ts'
import type { ProviderContext } from '../provider-context.ts'
import { settings as shape } from './about.ts'
import { findCredentials, noCredentials } from './credentials.ts'
import { parseEndpoint } from '../endpoint.ts'
import { faultBehind } from './faults.ts'
import { DEFAULT_MODEL } from './v3.ts'
import type { Way } from './way.ts'

const PATH = '/language/translate/v2'

/** Opens a client. The SDK's own retries are off: the engine does them, and knows a quota's 403. */
export async function openV2(context: ProviderContext, signal: AbortSignal): Promise<Way> {
  const { settings, environment } = context
  const { project } = ownSettings(shape, settings)
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
  /** The SDK reads the list of an answer without looking whether there is one, in a place where nobody can catch that. */
  class CheckedTranslate extends Translate {
    override request(...[options, callback]: Parameters<InstanceType<typeof Translate>['request']>): void {
      super.request(options, (error, body, response) => {
        const unreadable =
          !error && !hasTranslations(body) ? new Unreadable(typeof body === 'string' ? body : '') : null
        callback(error ?? unreadable, body, response)
      })
    }
  }
  const client = new CheckedTranslate({
    autoRetry: false,
    maxRetries: 0,
    ...(key ? { key } : {}),
    ...(credentials
      ? { authClient: credentials.authClient as never, projectId: credentials.projectId } // the auth library's types stand twice in the tree
      : { projectId: project ?? environment.GOOGLE_CLOUD_PROJECT ?? 'key' }),
  })
  if (endpoint) client.baseUrl = `${endpoint.plain ? 'http' : 'https'}://${endpoint.host}:${endpoint.port}${PATH}`
  const { model } = settings
  return {
    async translate({ texts, sourceLanguage, targetLanguage }) {
      try {
        const [answers] = await client.translate([...texts], {
          from: sourceLanguage,
          to: targetLanguage,
          format: 'html',
          ...(model === undefined ? {} : { model: model === DEFAULT_MODEL ? 'nmt' : model }),
        })
        return { texts: answers }
      } catch (error) {
        throw error instanceof Unreadable
          ? faultOf('garbled', error.message, { cause: error })
          : faultBehind(error, 'v2')
      }
    },
    close: () => Promise.resolve(),
  }
}

/** A body that is no answer of the service. */
class Unreadable extends Error {
  constructor(body: string) {
    super(/^\s*</.test(body) ? 'a page in place of an answer' : '')
  }
}

function hasTranslations(body: unknown): boolean {
  return (
    list(record(record(body).data).translations).every((each) => typeof record(each).translatedText === 'string') &&
    'data' in record(body)
  )
}
