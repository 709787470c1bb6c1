/** Google Cloud Translation. */
import { MuqabilError } from '../../errors.ts'
import { ownSettings } from '../own-settings.ts'
import type { Provider } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readinessOf } from '../readiness.ts'
import { variantOf } from '../variant.ts'
import { settings as shape } from './about.ts'
import { termsOf, V2_LIMITS, V3_LIMITS } from './limits.ts'
import { DEFAULT_MODEL } from './v3.ts'
import type { Way } from './way.ts'

export function create(context: ProviderContext): Provider {
  const { settings, environment } = context
  const { dataset, ...own } = ownSettings(shape, settings)
  const onlyKey = !environment.GOOGLE_APPLICATION_CREDENTIALS && Boolean(environment.GOOGLE_API_KEY)
  const api = own.api ?? (onlyKey && settings.endpoint === undefined ? 'v2' : 'grpc')
  const model = settings.model ?? DEFAULT_MODEL
  let way: Promise<Way> | undefined
  const open = (signal: AbortSignal): Promise<Way> =>
    (way ??=
      api === 'v2'
        ? import('./v2.ts').then(({ openV2 }) => openV2(context, signal))
        : import('./v3.ts').then(({ openV3 }) => openV3(context, api, signal)))
  const prepare = async (signal: AbortSignal): Promise<void> => {
    try {
      await open(signal)
    } catch (error) {
      way = undefined
      if (error instanceof MuqabilError) throw error
      throw new MuqabilError('google-credentials', { problem: 'the client could not be made' }, {}, { cause: error })
    }
  }
  return {
    name: 'google',
    model: dataset === undefined ? model : 'adaptive',
    ...variantOf({ glossary: settings.glossary, dataset }),
    limits: api === 'v2' ? V2_LIMITS : V3_LIMITS,
    markup: 'html',
    ...termsOf(model, dataset !== undefined),
    prepare,
    check: (signal) =>
      readinessOf(async () => {
        await prepare(signal)
        await (await open(signal)).askForLanguages(signal)
        return `credentials accepted, asked by ${api === 'v2' ? 'v2' : `v3 (${api})`}`
      }),
    translate: async (request) => (await open(request.signal)).translate(request),
    async close() {
      const last = await way?.catch(() => undefined)
      way = undefined
      await last?.close()
    },
  }
}
