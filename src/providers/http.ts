/** Asking a service over HTTP: JSON there and back, within bounds, with its faults as faults. */
import { ProviderFault } from '../errors.ts'
import { COMMON_HTTP, faultFrom, faultOf, type FaultRow } from './faults.ts'
import type { AnnouncedLimit } from './provider.ts'

export interface HttpRequest {
  readonly url: string
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, or as it is when it is a string. */
  readonly body?: unknown
  readonly signal: AbortSignal
  /** The service's own table; the rows that are true of all follow it. */
  readonly faults: readonly FaultRow[]
  /** The key that is sent: in no message, even if the service or the system quotes it. */
  readonly key?: string | undefined
  /** The words and reasons in an error's body. By default those of `error.message`, `message`, `error` and `detail`. */
  readonly readError?: (body: unknown) => string
}

export interface HttpAnswer {
  readonly body: unknown
  readonly headers: Headers
}

/** An answer is text of a page or two; whatever is larger is none. */
const MOST_BYTES = 64 * 1024 * 1024

/**
 * One request. Redirects are not followed: a key belongs to the host that it was given for.
 *
 * @throws {ProviderFault} of the table; `garbled` for a body that is no JSON or breaks off,
 *   `unavailable` for a connection that fails, `redirected`.
 */
export async function askJson({
  url,
  method = 'POST',
  headers = {},
  body,
  signal,
  faults,
  key,
  readError = errorText,
}: HttpRequest): Promise<HttpAnswer> {
  let response: Response
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
      signal,
    })
  } catch (error) {
    throw connectionFault(error, signal, 'unavailable', key)
  }
  const text = await readText(response, signal, key)
  // Nothing is said of what is no longer there.
  if (response.ok) return { body: method === 'DELETE' ? undefined : parse(text), headers: response.headers }
  const { words, reasons } = wordsOf(without(key, text), readError)
  throw faultFrom([...faults, ...COMMON_HTTP], {
    http: response.status,
    text: `${words} ${reasons}`,
    message: `${response.status}${words === '' ? '' : `: ${words}`}`,
    delaySeconds: retryAfter(response.headers) ?? saidDelay(reasons) ?? exhausted(response.headers),
  })
}

function without(key: string | undefined, text: string): string {
  return key === undefined ? text : text.replaceAll(key, '…')
}

async function readText(response: Response, signal: AbortSignal, key: string | undefined): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > MOST_BYTES) throw faultOf('garbled', `an answer of over ${MOST_BYTES} bytes`)
      chunks.push(chunk)
    }
  } catch (error) {
    throw connectionFault(error, signal, 'garbled', key)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

/**
 * The fault of a connection that was not made or broke; the signal's reason when it was cut off from here.
 *
 * @param key What the message must not quote.
 */
export function connectionFault(
  error: unknown,
  signal: AbortSignal,
  code: 'unavailable' | 'garbled',
  key?: string,
): unknown {
  if (error instanceof ProviderFault) return error
  if (signal.aborted) return signal.reason
  const system = systemCode(error)
  const message = system === undefined ? innermost(error) : (WORDS[system] ?? system)
  return faultOf(code, without(key, message), {
    cause: error,
    billed: system !== undefined && NEVER_LEFT.has(system) ? 'no' : 'maybe',
  })
}

/** What is behind fetch's own "fetch failed". */
function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? innermost(error.cause) : error.message
}

/** The code of the system's error behind fetch's own "fetch failed". */
function systemCode(error: unknown): string | undefined {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return each.code
  }
  return undefined
}

/** No connection was made: nothing can have been billed. */
const NEVER_LEFT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
])

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known: is there a connection?',
  EAI_AGAIN: 'its name cannot be looked up: is there a connection?',
  ECONNREFUSED: 'nothing answers at its address',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  ETIMEDOUT: 'the connection took too long',
  UND_ERR_CONNECT_TIMEOUT: 'the connection took too long',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw faultOf('garbled', /^\s*</.test(text) ? 'a page in place of an answer' : 'no JSON', { cause: error })
  }
}

function wordsOf(
  text: string,
  readError: (body: unknown) => string,
): { readonly words: string; readonly reasons: string } {
  try {
    return { words: readError(JSON.parse(text)), reasons: text.slice(0, 4000) }
  } catch {
    return { words: /^\s*</.test(text) ? '' : text.slice(0, 200), reasons: text.slice(0, 4000) }
  }
}

function errorText(body: unknown): string {
  const own = record(body)
  const inner = record(own.error)
  return [inner.message, own.message, own.error, own.detail].find((each) => typeof each === 'string') ?? ''
}

/** The header Retry-After, or the milliseconds that some services give; in seconds. */
function retryAfter(headers: Headers): number | undefined {
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN)
  if (milliseconds >= 0) return milliseconds / 1000
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  // A date counts from the service's own clock where it gives one: ours may be wrong.
  const [at, now] = [Date.parse(value), Date.parse(headers.get('date') ?? '')]
  return Number.isNaN(at) || Number.isNaN(now) ? undefined : Math.max(0, (at - now) / 1000)
}

/** Without Retry-After: 'Please try again in 1m2.5s', or `"retryDelay": "34s"` as Google's RetryInfo has it. */
function saidDelay(text: string): number | undefined {
  const said = /(?:\b(?:try|retry) again in |"retryDelay":\s*")((?:\d{1,6}(?:\.\d{1,9})?(?:ms|[smh]))+)/i.exec(
    text,
  )?.[1]
  return said === undefined ? undefined : durationSeconds(said, null)
}

/** Without either: until the limit that is used up begins anew. */
function exhausted(headers: Headers): number | undefined {
  return announcedLimits(headers).find(({ remaining }) => remaining === 0)?.resetSeconds
}

/** The headers `x-ratelimit-{limit,remaining,reset}-{requests,tokens}`, with a service's own prefix before them. */
export function announcedLimits(headers: Headers, prefix = 'x-ratelimit-'): readonly AnnouncedLimit[] {
  return (['requests', 'tokens'] as const).flatMap((of): AnnouncedLimit[] => {
    const number = (name: string): number | undefined => {
      const value = Number(headers.get(`${prefix}${name}-${of}`) ?? headers.get(`${prefix}${of}-${name}`) ?? Number.NaN)
      return Number.isFinite(value) && value >= 0 ? value : undefined
    }
    const [limit, remaining] = [number('limit'), number('remaining')]
    // Some hosts answer 0 and -1 where they have no limit.
    if (limit === undefined || limit === 0) return []
    const resetSeconds = durationSeconds(
      headers.get(`${prefix}reset-${of}`) ?? headers.get(`${prefix}${of}-reset`),
      headers.get('date'),
    )
    return [
      {
        of,
        limit,
        ...(remaining === undefined ? {} : { remaining }),
        ...(resetSeconds === undefined ? {} : { resetSeconds }),
      },
    ]
  })
}

/** '1m30s', '250ms', '12', or a point in time beside the service's own date. */
function durationSeconds(value: string | null, date: string | null): number | undefined {
  if (value === null || value === '') return undefined
  const parts = [...value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)]
  const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }
  if (parts.length > 0)
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? 's'] ?? 1), 0)
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value)
  const [at, now] = [Date.parse(value), Date.parse(date ?? '')]
  return Number.isNaN(at) || Number.isNaN(now) ? undefined : Math.max(0, (at - now) / 1000)
}

/** An object's members, or none. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}

/** A list, or none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
