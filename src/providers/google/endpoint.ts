/** Where the service is reached. */
import { MuqabilError } from '../../errors.ts'

export interface Endpoint {
  readonly host: string
  readonly port: number
  /** http: a local server, without TLS and without credentials. */
  readonly plain: boolean
}

/** @throws {MuqabilError} `endpoint` when it is no http or https address. */
export function parseEndpoint(endpoint: string | undefined): Endpoint | undefined {
  if (endpoint === undefined) return undefined
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) throw new MuqabilError('endpoint', { endpoint })
  const plain = url.protocol === 'http:'
  return { host: url.hostname, port: Number(url.port) || (plain ? 80 : 443), plain }
}
