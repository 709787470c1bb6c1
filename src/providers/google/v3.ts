/** Cloud Translation v3, by gRPC or REST. */
import type { protos, v3 } from '@google-cloud/translate'
import type { TranslateRequest } from '../provider.ts'
import type { ProviderContext } from '../settings.ts'
import { findCredentials, noCredentials } from './credentials.ts'
import { parseEndpoint } from './endpoint.ts'
import { faultOf } from './faults.ts'

export interface Way {
  translate(request: TranslateRequest): Promise<readonly string[]>
  close(): Promise<void>
}

const DEFAULT_MODEL = 'general/nmt'
/** The engine keeps the time; this only ends what the engine has given up. */
const CALL_MILLISECONDS = 600_000

/** Opens a client. The SDK's own configuration retries no translateText: the engine does. */
export async function openV3(context: ProviderContext, signal: AbortSignal): Promise<Way> {
  const { settings } = context
  const endpoint = parseEndpoint(settings.endpoint)
  const rest = settings.api === 'rest'
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
  return {
    translate: (request) => ask(client, request, context, credentials.projectId),
    close: () => client.close(),
  }
}

async function ask(
  client: v3.TranslationServiceClient,
  { texts, sourceLanguage, targetLanguage }: TranslateRequest,
  { settings }: ProviderContext,
  project: string,
): Promise<readonly string[]> {
  const parent = `projects/${project}/locations/${settings.location ?? 'global'}`
  const glossary =
    settings.glossary === undefined
      ? undefined
      : settings.glossary.includes('/')
        ? settings.glossary
        : `${parent}/glossaries/${settings.glossary}`
  const model = modelName(settings.model, parent)
  const message: protos.google.cloud.translation.v3.ITranslateTextRequest = {
    parent,
    contents: [...texts],
    mimeType: 'text/html',
    sourceLanguageCode: sourceLanguage,
    targetLanguageCode: targetLanguage,
    ...(model ? { model } : {}),
    ...(settings.labels ? { labels: settings.labels } : {}),
    ...(glossary ? { glossaryConfig: { glossary } } : {}),
  }
  try {
    const [answer] = await client.translateText(message, { timeout: CALL_MILLISECONDS })
    const translations = (glossary ? answer.glossaryTranslations : answer.translations) ?? []
    return translations.map(({ translatedText }) => translatedText ?? '')
  } catch (error) {
    throw faultOf(error, 'v3')
  }
}

/** 'general/nmt' and custom ids below the location; a full resource name as it is. */
function modelName(model: string | undefined, parent: string): string | undefined {
  if (model === undefined || model === DEFAULT_MODEL) return undefined
  return model.startsWith('projects/') ? model : `${parent}/models/${model}`
}
