/** The AWS SDK's client, with region and credentials found before the first request. */
import type { TranslateClient } from '@aws-sdk/client-translate'
import { MuqabilError, quote } from '../../errors.ts'
import { parseEndpoint, type Endpoint } from '../endpoint.ts'
import { withoutSecrets } from '../faults.ts'
import { ownSettings } from '../own-settings.ts'
import type { ProviderContext } from '../provider-context.ts'
import { within } from '../within.ts'
import { settings as shape } from './about.ts'

export type Sdk = typeof import('@aws-sdk/client-translate')

export interface Opened {
  readonly sdk: Sdk
  readonly client: TranslateClient
  readonly region: string
}

const PACKAGE = '@aws-sdk/client-translate'
/** Off Amazon's own machines nobody answers for their roles; the search for one must not hold up the message. */
const SEARCH_MILLISECONDS = 10_000
/** What a server without TLS gets: nothing that is worth having. */
const NO_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' }
const LOCAL_REGION = 'us-east-1'

/**
 * Keys of the environment or `.env`; else what the SDK finds: profile, single sign-on, the role of the machine.
 * The SDK's own retries are off: the engine does them.
 *
 * @throws {MuqabilError} `peer-missing`, `endpoint`, `setting-missing`, `amazon-credentials`.
 */
export async function openClient(context: ProviderContext, signal: AbortSignal): Promise<Opened> {
  const { settings, environment } = context
  const endpoint = parseEndpoint(settings.endpoint)
  const sdk = await loadSdk()
  const keys = keysOf(context, endpoint)
  const named = ownSettings(shape, settings).region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION
  const profile = environment.AWS_PROFILE
  const client = new sdk.TranslateClient({
    maxAttempts: 1,
    // An address in the machine's own files is none that this project's settings named.
    ignoreConfiguredEndpointUrls: true,
    ...(profile ? { profile } : {}),
    ...(endpoint ? { endpoint: endpoint.url } : {}),
    ...(keys ? { credentials: keys } : {}),
    ...(named ? { region: named } : endpoint?.plain ? { region: LOCAL_REGION } : {}),
  })
  try {
    const limits = { milliseconds: SEARCH_MILLISECONDS, signal }
    const region = await within(client.config.region(), limits).catch((error: unknown) => {
      const expected = 'the region that translates, such as "eu-west-1", there or in AWS_REGION'
      throw new MuqabilError(
        'setting-missing',
        { provider: 'amazon', setting: 'region', expected },
        {},
        { cause: error },
      )
    })
    await within(client.config.credentials(), limits).catch((error: unknown) => {
      throw new MuqabilError(
        'amazon-credentials',
        {
          problem: problemOf(error, profile ? `none in the profile ${quote(profile)}` : 'no key, no profile, no role'),
        },
        {},
        { cause: error },
      )
    })
    return { sdk, client, region }
  } catch (error) {
    client.destroy()
    throw error
  }
}

/** An optional peer: those who do not use it need not have it. */
async function loadSdk(): Promise<Sdk> {
  try {
    return await import('@aws-sdk/client-translate')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    throw new MuqabilError('peer-missing', { provider: 'amazon', package: PACKAGE }, {}, { cause: error })
  }
}

/** Undefined: the SDK looks where it looks. Half a key is said, not passed over: the other half was meant. */
function keysOf({ environment }: ProviderContext, endpoint: Endpoint | undefined) {
  if (endpoint?.plain) return NO_CREDENTIALS
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment
  if (!AWS_ACCESS_KEY_ID && !AWS_SECRET_ACCESS_KEY) return undefined
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    const [there, missing] = AWS_ACCESS_KEY_ID
      ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
      : ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']
    throw new MuqabilError('amazon-credentials', { problem: `${there} without ${missing}` })
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  }
}

/** The SDK's own words say what it looked at: a profile that is not there, a session that has expired. */
function problemOf(error: unknown, none: string): string {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''
  return /any providers|none found/.test(message) ? none : withoutSecrets(message)
}
