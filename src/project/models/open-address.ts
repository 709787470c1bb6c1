/** One request for a list or a file: no redirect is followed, and what is no answer is said in words. */
import { MuqabilError } from '../../errors.ts'

/** @throws {MuqabilError} `model-registry` for a connection that fails, a redirect, and every status but 200, 206 and 416. */
export async function openAddress(
  url: URL,
  options: {
    readonly signal: AbortSignal
    readonly method?: 'GET' | 'HEAD'
    readonly headers?: Record<string, string>
  },
): Promise<Response> {
  const refused = (problem: string, cause?: unknown): MuqabilError =>
    new MuqabilError('model-registry', { problem, expected: 'an answer' }, { file: url.host }, { cause })
  let response: Response
  try {
    // What is unpacked on the way can neither be counted nor resumed.
    response = await fetch(url, {
      redirect: 'manual',
      ...options,
      headers: { 'accept-encoding': 'identity', ...options.headers },
    })
  } catch (error) {
    throw refused(causeOf(error), error)
  }
  const { status, headers } = response
  if (status >= 300 && status < 400) throw refused(`redirect to ${hostOf(headers.get('location'), url)}`)
  if (status === 200 || status === 206 || status === 416) return response
  await response.body?.cancel()
  throw refused(`status ${status}`)
}

/** A host alone: what stands behind it may be a secret. */
function hostOf(location: string | null, from: URL): string {
  return location !== null && URL.canParse(location, from) ? new URL(location, from).host : 'another place'
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'host whose name is not known',
  EAI_AGAIN: 'host whose name cannot be looked up',
  ECONNREFUSED: 'host that refuses connections',
  ECONNRESET: 'connection that broke',
  UND_ERR_SOCKET: 'connection that broke',
}

/** What is behind fetch's own "fetch failed", such that it fits after "Unexpected". */
function causeOf(error: unknown): string {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (each.name === 'TimeoutError') return 'silence for too long'
    if ('code' in each && typeof each.code === 'string') return WORDS[each.code] ?? `failure ${each.code}`
  }
  return 'connection that was not made'
}
