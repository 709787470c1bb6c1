/** Google Cloud Translation. */
import { MuqabilError } from '../../errors.ts'
import type { Provider } from '../provider.ts'
import type { ProviderContext } from '../settings.ts'
import { PRICE, QUOTA, V2_LIMITS, V3_LIMITS } from './limits.ts'
import type { Way } from './v3.ts'

export function create(context: ProviderContext): Provider {
  const { settings, environment } = context
  const onlyKey = !environment.GOOGLE_APPLICATION_CREDENTIALS && Boolean(environment.GOOGLE_API_KEY)
  const api = settings.api ?? (onlyKey && settings.endpoint === undefined ? 'v2' : 'grpc')
  const own = { ...context, settings: { ...settings, api } }
  let way: Promise<Way> | undefined
  const open = (signal: AbortSignal): Promise<Way> =>
    (way ??=
      api === 'v2'
        ? import('./v2.ts').then(({ openV2 }) => openV2(own, signal))
        : import('./v3.ts').then(({ openV3 }) => openV3(own, signal)))
  return {
    name: 'google',
    model: [settings.model ?? 'general/nmt', ...(settings.glossary ? [`glossary:${settings.glossary}`] : [])].join(' '),
    limits: api === 'v2' ? V2_LIMITS : V3_LIMITS,
    markup: 'html',
    quota: QUOTA,
    price: PRICE,
    async prepare(signal) {
      try {
        await open(signal)
      } catch (error) {
        if (error instanceof MuqabilError) throw error
        throw new MuqabilError('google-credentials', { problem: 'the client could not be made' }, {}, { cause: error })
      }
    },
    translate: async (request) => (await open(request.signal)).translate(request),
    close: async () => (await way)?.close(),
  }
}
