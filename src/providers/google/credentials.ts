/** Credentials for Google Cloud, found before the first request. */
import { GoogleAuth, PassThroughClient, type AuthClient } from 'google-auth-library'
import { MuqabilError } from '../../errors.ts'
import { ownSettings } from '../own-settings.ts'
import type { ProviderContext } from '../provider-context.ts'
import { within } from '../within.ts'
import { settings as shape } from './about.ts'

const SCOPES = ['https://www.googleapis.com/auth/cloud-translation']
/** Off Google's own machines the metadata server answers nothing; the search for it must not hold up the message. */
const SEARCH_MILLISECONDS = 10_000

export interface Credentials {
  readonly authClient: AuthClient
  readonly projectId: string
}

/** What a server without TLS gets: nothing. */
export function noCredentials({ settings, environment }: ProviderContext): Credentials {
  return {
    authClient: new PassThroughClient(),
    projectId: ownSettings(shape, settings).project ?? environment.GOOGLE_CLOUD_PROJECT ?? 'local',
  }
}

/**
 * Key file, gcloud's login, or the machine's own account, in this order.
 *
 * @throws {MuqabilError} `google-credentials`, `google-project`.
 */
export async function findCredentials(
  { settings, environment }: ProviderContext,
  signal: AbortSignal,
): Promise<Credentials> {
  const limits = { milliseconds: SEARCH_MILLISECONDS, signal }
  const keyFilename = environment.GOOGLE_APPLICATION_CREDENTIALS
  const auth = new GoogleAuth({ scopes: SCOPES })
  // As an option it makes the library print a warning about who may have written the file; here it is the user's own.
  if (keyFilename) Object.assign(auth, { keyFilename })
  const authClient = await within(auth.getClient(), limits).catch((error: unknown) => {
    throw new MuqabilError('google-credentials', { problem: problemOf(error, keyFilename) }, {}, { cause: error })
  })
  const named = ownSettings(shape, settings).project ?? environment.GOOGLE_CLOUD_PROJECT
  const projectId =
    named ??
    (await within(auth.getProjectId(), limits).catch((error: unknown) => {
      throw new MuqabilError('google-project', {}, {}, { cause: error })
    }))
  return { authClient, projectId }
}

function problemOf(error: unknown, keyFilename: string | undefined): string {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''
  if (keyFilename)
    return /ENOENT|no such file|does not exist/i.test(message)
      ? 'the key file is not there'
      : 'the key file cannot be used'
  return 'no key file, no gcloud login'
}
