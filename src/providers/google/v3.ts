/** Cloud Translation v3, by gRPC or REST. */
import type { v3 } from '@google-cloud/translate'
import { ownSettings } from '../own-settings.ts'
import type { TranslateRequest } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { settings as shape } from './about.ts'
import { findCredentials, noCredentials } from './credentials.ts'
import { parseEndpoint } from '../endpoint.ts'
import { untilAborted } from '../within.ts'
import { faultBehind } from './faults.ts'
import type { Way } from './way.ts'

export const DEFAULT_MODEL = 'general/nmt'
/** The engine keeps the time; this only ends what the engine has given up. */
const CALL_MILLISECONDS = 600_000

/** Opens a client. The SDK's own configuration retries no translateText: the engine does. */
export async function openV3(context: ProviderContext, api: 'grpc' | 'rest', signal: AbortSignal): Promise<Way> {
  const endpoint = parseEndpoint(context.settings.endpoint)
  const rest = api === 'rest'
  const credentials = endpoint?.plain ? noCredentials(context) : await findCredentials(context, signal)
  const {
    v3: { TranslationServiceClient },
  } = await import('@google-cloud/translate')
  const client = new TranslationServiceClient({
    authClient: credentials.authClient as never, // google-gax bundles its own copy of the auth library's types
    projectId: credentials.projectId,
    ...(endpoint ? { apiEndpoint: endpoint.host, port: endpoint.port } : {}),
    ...(rest ? { fallback: true as const } : {}),
    ...(endpoint?.plain && rest ? { protocol: 'http' } : {}),
    ...(endpoint?.plain && !rest ? { sslCreds: (await import('google-gax')).grpc.credentials.createInsecure() } : {}),
  })
  const call = callOf(client, context, credentials.projectId)
  const asked = async <Value>(answer: Promise<Value>, asker: AbortSignal): Promise<Value> => {
    try {
      return await answer
    } catch (error) {
      throw asker.aborted ? asker.reason : faultBehind(error)
    }
  }
  const { location = 'global' } = ownSettings(shape, context.settings)
  return {
    async askForLanguages(asker) {
      const parent = `projects/${credentials.projectId}/locations/${location}`
      const options = { timeout: CALL_MILLISECONDS, retry: null } // the SDK's own would go on for ten minutes
      await asked(cancelled(client.getSupportedLanguages({ parent }, options), asker), asker)
    },
    async translate(request) {
      return { texts: await asked(call(request), request.signal) }
    },
    close: () => client.close(),
  }
}

interface Translation {
  readonly translatedText?: string | null
}

/** translateText, or adaptiveMtTranslate for the sentences of a data set. */
function callOf(
  client: v3.TranslationServiceClient,
  context: ProviderContext,
  project: string,
): (request: TranslateRequest) => Promise<readonly string[]> {
  const { location = 'global', labels, dataset } = ownSettings(shape, context.settings)
  const { model, glossary } = context.settings
  const parent = `projects/${project}/locations/${location}`
  const named = (kind: string, id: string): string => (id.includes('/') ? id : `${parent}/${kind}/${id}`)
  const glossaryConfig = glossary === undefined ? {} : { glossaryConfig: { glossary: named('glossaries', glossary) } }
  const texts = (
    translations: readonly Translation[] | null | undefined,
    byGlossary: readonly Translation[] | null | undefined,
  ): readonly string[] =>
    ((glossary === undefined ? translations : byGlossary) ?? []).map(({ translatedText }) => translatedText ?? '')
  const mimeType = 'text/html'
  if (dataset !== undefined) {
    return async ({ texts: content, signal }) => {
      const message = {
        parent,
        dataset: named('adaptiveMtDatasets', dataset),
        content: [...content],
        mimeType,
        ...glossaryConfig,
      }
      const [answer] = await cancelled(client.adaptiveMtTranslate(message, { timeout: CALL_MILLISECONDS }), signal)
      return texts(answer.translations, answer.glossaryTranslations)
    }
  }
  return async ({ texts: contents, sourceLanguage, targetLanguage, signal }) => {
    const message = {
      parent,
      contents: [...contents],
      mimeType,
      sourceLanguageCode: sourceLanguage,
      targetLanguageCode: targetLanguage,
      ...(model === undefined || model === DEFAULT_MODEL
        ? {}
        : { model: model.startsWith('projects/') ? model : `${parent}/models/${model}` }),
      ...(labels ? { labels } : {}),
      ...glossaryConfig,
    }
    const [answer] = await cancelled(client.translateText(message, { timeout: CALL_MILLISECONDS }), signal)
    return texts(answer.translations, answer.glossaryTranslations)
  }
}

/** Cuts the call off when the engine has given it up: gax's own promises can be cancelled, and promises made of them cannot. */
async function cancelled<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const cancel = (): void => {
    if ('cancel' in promise && typeof promise.cancel === 'function') promise.cancel()
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await untilAborted(promise, signal)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
