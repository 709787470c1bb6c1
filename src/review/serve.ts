/** The review server: on this machine, for whoever has its address. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { hostname, networkInterfaces } from 'node:os'
import { createAdaptorServer } from '@hono/node-server'
import { MuqabilError } from '../errors.ts'
import { systemProblem } from '../files/system-problem.ts'
import type { ReviewSession } from '../project/review/session.ts'
import { TOKEN } from './guard.ts'
import { LEAST_TOKEN, LIMITS, type ServeLimits } from './limits.ts'
import { pageOf, type Bundle } from './page.ts'
import { reviewApp } from './review-app.ts'

export interface ServeOptions {
  readonly session: ReviewSession
  readonly bundle: Bundle
  /** 0 or absent: one that is free. */
  readonly port?: number
  /** Absent: this machine alone. Another one only with a token. */
  readonly host?: string
  /** Absent: a new one. At least 16 characters. */
  readonly token?: string
  readonly limits?: Partial<ServeLimits>
  readonly onBug?: (error: unknown) => void
}

export interface Served {
  /** With the token. */
  readonly address: string
  /** With another one, which is good for one visit. */
  readonly addressOnce: string
  readonly port: number
  /** Resolves when what was asked for is answered and written; the session is the caller's. */
  close(): Promise<void>
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const SECRET_BYTES = 32
const HTTP_PORT = 80

/** @throws {MuqabilError} `host-open`, `token-short`, `port-taken`. */
export async function serveReview(options: ServeOptions): Promise<Served> {
  const { session, bundle, port = 0, host = '127.0.0.1', token = newSecret(), onBug = () => undefined } = options
  if (!isLoopback(host) && options.token === undefined) throw new MuqabilError('host-open', { host })
  if (token.length < LEAST_TOKEN) throw new MuqabilError('token-short', { least: LEAST_TOKEN })
  const limits = { ...LIMITS, ...options.limits }
  const ending = new AbortController()
  const hosts = new Set<string>()
  const [secret, tokenOnce] = [newSecret(), newSecret()]
  let app: ReturnType<typeof reviewApp> | undefined
  // Node's own server: asked for no other.
  const server = createAdaptorServer({
    fetch: (request, env) => app?.fetch(request, env) ?? new Response(null, { status: 503 }),
    overrideGlobalObjects: false,
    serverOptions: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMilliseconds,
      requestTimeout: limits.requestMilliseconds,
      connectionsCheckingInterval: limits.lookMilliseconds,
    },
  }) as Server
  server.maxConnections = limits.connections
  const own = await listen(server, host, port)
  // A browser leaves out the port that HTTP has anyway.
  for (const name of namesOf(host)) hosts.add(own === HTTP_PORT ? name : `${name}:${own}`)
  // A cookie is for all ports of a name: that of another server of the same kind stays its own.
  const cookie = `muqabil-${own}`
  app = reviewApp({
    session,
    page: pageOf(bundle),
    token,
    tokenOnce,
    hosts,
    cookie,
    secret,
    limits,
    ending: ending.signal,
    onBug,
  })
  const addressWith = (given: string): string =>
    `http://${shownHost(host)}:${own}/?${TOKEN}=${encodeURIComponent(given)}`
  return {
    address: addressWith(token),
    addressOnce: addressWith(tokenOnce),
    port: own,
    async close() {
      ending.abort()
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const force = setTimeout(() => server.closeAllConnections(), CLOSING_MILLISECONDS).unref()
      await closed
      clearTimeout(force)
    },
  }
}

/** How long an answer that is under way is waited for. */
const CLOSING_MILLISECONDS = 5_000

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    server.listen({ host, port })
    await once(server, 'listening')
  } catch (error) {
    const problem =
      error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
        ? 'port that another program has'
        : systemProblem(error)
    throw new MuqabilError('port-taken', { host, port, problem }, {}, { cause: error })
  }
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** What a browser may call this server. */
function namesOf(host: string): readonly string[] {
  const isAll = host === '0.0.0.0' || host === '::'
  const others = isAll
    ? [
        hostname(),
        ...Object.values(networkInterfaces()).flatMap((some) => (some ?? []).map(({ address }) => bracketed(address))),
      ]
    : [bracketed(host)]
  return [...(isAll || isLoopback(host) ? LOOPBACK : []), ...others].map((name) => name.toLowerCase())
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}

/** An address that can be opened on this machine. */
function shownHost(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : bracketed(host)
}
