/** Fetches a text from an address: once, within limits, from the public network alone unless asked. */
import { lookup as systemLookup } from 'node:dns'
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { MuqabilError } from '../errors.ts'
import { isPrivateAddress } from './private-address.ts'
import { programVersion } from './version.ts'

export interface FetchOptions {
  /** Most that is taken, in millions of bytes. */
  readonly megabytes: number
  /** For all of it, redirects included. */
  readonly timeoutSeconds: number
  /** Whether addresses of this machine and of private networks may be asked. */
  readonly allowPrivate: boolean
  /** Finds the addresses of a name; the system's by default. */
  readonly lookup?: LookupFunction
}

export interface Fetched {
  /** Where it was in the end, after redirects. */
  readonly address: string
  /** Lower case, without parameters: 'text/html'; '' when the server says none. */
  readonly type: string
  /** As the server says. */
  readonly charset?: string
  readonly bytes: Uint8Array
}

const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * Every address that a name stands for is checked when the connection is made, and that one is
 * connected to: a name that is given another address a moment later leads nowhere else.
 *
 * @throws {MuqabilError} `address-unusable`, `address-private`, `fetch-failed`, `source-too-large`.
 */
export async function fetchSource(address: string, options: FetchOptions): Promise<Fetched> {
  const signal = AbortSignal.timeout(options.timeoutSeconds * 1_000)
  let url = parseAddress(address, address)
  for (let redirects = 0; ; redirects++) {
    const response = await ask(url, { ...options, signal })
    const { statusCode = 0, headers } = response
    if (!REDIRECTS.has(statusCode) || headers.location === undefined) {
      if (statusCode !== 200) {
        response.destroy()
        throw failed(url, `answer ${statusCode}`)
      }
      return { address: url.href, ...typeOf(headers['content-type']), bytes: await bytesOf(response, url, options) }
    }
    response.destroy()
    if (redirects === MOST_REDIRECTS) throw failed(url, `more than ${MOST_REDIRECTS} redirects`)
    const next = parseAddress(headers.location, address, url)
    if (url.protocol === 'https:' && next.protocol === 'http:') throw failed(url, 'redirect to an address without TLS')
    url = next
  }
}

function parseAddress(text: string, asked: string, base?: URL): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new MuqabilError('address-unusable', { address: base === undefined ? asked : text })
  return url
}

function ask(
  url: URL,
  { allowPrivate, lookup = systemLookup, signal }: FetchOptions & { readonly signal: AbortSignal },
): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(host) !== 0 && isPrivateAddress(host))
    throw new MuqabilError('address-private', { host, address: host })
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const settings: RequestOptions = {
    agent: false,
    signal,
    lookup: allowPrivate ? lookup : checkedLookup(lookup),
    headers: { 'user-agent': `muqabil/${programVersion()}`, accept: '*/*', 'accept-encoding': 'gzip, deflate, br' },
  }
  return new Promise((resolve, reject) => {
    request(url, settings, resolve)
      .on('error', (error) =>
        reject(error instanceof MuqabilError ? error : failed(url, problemOf(error, signal), error)),
      )
      .end()
  })
}

/** Gives the addresses on only if all of them are of the public network. */
function checkedLookup(lookup: LookupFunction): LookupFunction {
  return (host, settings, done) => {
    lookup(host, settings, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
      const hidden = error ? undefined : addresses.find(isPrivateAddress)
      done(hidden === undefined ? error : new MuqabilError('address-private', { host, address: hidden }), found, family)
    })
  }
}

async function bytesOf(response: IncomingMessage, url: URL, { megabytes }: FetchOptions): Promise<Uint8Array> {
  const limit = Math.floor(megabytes * 1e6)
  const tooLarge = (bytes: number): MuqabilError =>
    new MuqabilError('source-too-large', { bytes, megabytes }, { file: url.href })
  const announced = Number(response.headers['content-length'] ?? 0)
  const parts: Buffer[] = []
  let total = 0
  try {
    if (announced > limit) throw tooLarge(announced)
    for await (const part of response as AsyncIterable<Buffer>) {
      total += part.length
      if (total > limit) throw tooLarge(total)
      parts.push(part)
    }
  } catch (error) {
    response.destroy()
    if (error instanceof MuqabilError) throw error
    throw failed(url, problemOf(error), error)
  }
  const packed = Buffer.concat(parts)
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return packed
  const unpack = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync }[encoding]
  if (unpack === undefined) throw failed(url, `answer packed as ${encoding}`)
  try {
    return unpack(packed, { maxOutputLength: limit })
  } catch (error) {
    throw error instanceof RangeError ? tooLarge(limit + 1) : failed(url, 'packed answer that is damaged', error)
  }
}

function typeOf(header: string | undefined): { readonly type: string; readonly charset?: string } {
  const [type = '', ...parameters] = (header ?? '').toLowerCase().split(';')
  const charset = parameters
    .map((each) => /^\s*charset\s*=\s*"?([\w.:-]+)/.exec(each)?.[1])
    .find((each) => each !== undefined)
  return { type: type.trim(), ...(charset === undefined ? {} : { charset }) }
}

function problemOf(error: unknown, signal?: AbortSignal): string {
  const { name, code } = error as { readonly name?: string; readonly code?: string } // what the system throws has them, or nothing is known
  if (signal?.aborted || name === 'TimeoutError' || name === 'AbortError' || code === 'ABORT_ERR')
    return 'silence until the time was up'
  return `connection that failed${code === undefined ? '' : ` (${code})`}`
}

function failed(url: URL, problem: string, cause?: unknown): MuqabilError {
  return new MuqabilError('fetch-failed', { problem }, { file: url.href }, { cause })
}
