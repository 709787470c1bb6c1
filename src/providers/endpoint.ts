/** Where a service is reached, and what may be sent there. */
import { MuqabilError } from '../errors.ts'

export interface Endpoint {
  readonly host: string
  readonly port: number
  /** http: a local server, without TLS and without credentials. */
  readonly plain: boolean
  /** The machine that this program runs on. */
  readonly loopback: boolean
  /** Scheme, host, port and the path that was given, without a slash at its end. */
  readonly url: string
}

/** @throws {MuqabilError} `endpoint` when it is no http or https address, or has a name, password or query in it. */
export function parseEndpoint(endpoint: string): Endpoint
export function parseEndpoint(endpoint: string | undefined): Endpoint | undefined
export function parseEndpoint(endpoint: string | undefined): Endpoint | undefined {
  if (endpoint === undefined) return undefined
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) throw new MuqabilError('endpoint', { endpoint })
  // What stands there may be a secret: it is not quoted.
  if (`${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw new MuqabilError('endpoint', { endpoint: `${url.protocol}//…${url.host}…` })
  const plain = url.protocol === 'http:'
  return {
    host: url.hostname,
    port: Number(url.port) || (plain ? 80 : 443),
    plain,
    loopback: LOOPBACK.test(url.hostname),
    url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
  }
}

/** 'localhost', '127.0.0.1', '[::1]'; RFC 6761, section 6.3, and RFC 1122, section 3.2.1.3. */
const LOOPBACK = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i
