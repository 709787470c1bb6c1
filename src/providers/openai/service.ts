/** Which service the settings mean: where it is, how it is told who asks, and what it is known to take. */
import { MuqabilError } from '../../errors.ts'
import { parseEndpoint, type Endpoint } from '../endpoint.ts'
import { keyFor } from '../key.ts'
import { ownSettings } from '../own-settings.ts'
import type { ProviderContext } from '../provider-context.ts'
import { settings as shape } from './about.ts'
import { DEFAULT_MODEL } from './limits.ts'

export interface Service {
  readonly endpoint: Endpoint
  readonly model: string
  /** Addresses of its calls. */
  readonly completions: string
  readonly models: string
  /** OpenAI itself. */
  readonly isOpenAI: boolean
  /** Name of the variable that holds the key. */
  readonly variable: string
  /** With the key, where there is one. Throws MuqabilError `key-malformed`. */
  headers(): Readonly<Record<string, string>>
}

const OPENAI = 'https://api.openai.com'

/** @throws {MuqabilError} `endpoint`; `setting-missing` where another endpoint needs a model, or a dated API its endpoint. */
export function serviceOf(context: ProviderContext): Service {
  const { name, model: named, endpoint: given } = context.settings
  const { apiVersion, keyVariable: variable = 'OPENAI_API_KEY' } = ownSettings(shape, context.settings)
  if (apiVersion !== undefined && given === undefined)
    throw missing(name, 'endpoint', 'the address of the resource, such as "https://my-resource.openai.azure.com"')
  const endpoint = parseEndpoint(given ?? OPENAI)
  const isOpenAI = endpoint.host === new URL(OPENAI).hostname
  const model = named ?? (isOpenAI ? DEFAULT_MODEL : undefined)
  if (model === undefined) throw missing(name, 'model', 'the name of a model that the server at the endpoint has')
  const headers = (scheme: (key: string) => Readonly<Record<string, string>>) => () => {
    const key = keyFor(context, variable, endpoint)
    return key === undefined ? {} : scheme(key)
  }
  const same = { endpoint, model, isOpenAI, variable }
  if (apiVersion !== undefined) {
    const version = `api-version=${apiVersion}`
    return {
      ...same,
      completions: `${endpoint.url}/openai/deployments/${encodeURIComponent(model)}/chat/completions?${version}`,
      models: `${endpoint.url}/openai/models?${version}`,
      headers: headers((key) => ({ 'api-key': key })),
    }
  }
  const base = new URL(endpoint.url).pathname === '/' ? `${endpoint.url}/v1` : endpoint.url
  return {
    ...same,
    completions: `${base}/chat/completions`,
    models: `${base}/models`,
    headers: headers((key) => ({ authorization: `Bearer ${key}` })),
  }
}

function missing(provider: string, setting: string, expected: string): MuqabilError {
  return new MuqabilError('setting-missing', { provider, setting, expected })
}
