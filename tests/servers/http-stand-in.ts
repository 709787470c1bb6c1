/** A stand-in for a service over HTTP on loopback: one protocol, and what can go wrong on the way. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createStandIn,
  type Fault,
  type Meter,
  type Outcome,
  type StandInCore,
  type StandInOptions,
} from './stand-in.ts'

export interface HttpCall {
  readonly method: string
  /** Without the query string. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** Parsed, where it is JSON. */
  readonly body: unknown
  readonly text: string
}

export interface HttpReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, or as it is when it is a string. */
  readonly body: unknown
}

type StatusFault = Extract<Fault, { readonly kind: 'status' }>

/** How one service is spoken to: its real paths, bodies, headers and errors. */
export interface HttpProtocol {
  /** The texts of a request to translate; a reply of its own for everything else the service offers, refusals by key or limit included. */
  read(call: HttpCall): readonly string[] | HttpReply
  answer(outcome: Outcome, call: HttpCall): HttpReply
  fault(fault: StatusFault, call: HttpCall): HttpReply
}

export interface HttpStandIn {
  readonly url: string
  readonly meter: Meter
  /** Every request as it came, for looking at what was sent. */
  readonly calls: readonly HttpCall[]
  close(): Promise<void>
}

/** @param core Shared with another transport of the same service; a new one by default. */
export async function startHttpStandIn(
  protocol: HttpProtocol,
  options: StandInOptions = {},
  core: StandInCore = createStandIn(options),
): Promise<HttpStandIn> {
  const calls: HttpCall[] = []
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request)
    calls.push(call)
    const read = protocol.read(call)
    if (!isTexts(read)) return send(response, read)
    const outcome = await core.decide(read)
    const { fault } = outcome
    switch (fault?.kind) {
      case 'hang':
        return
      case 'reset':
      case 'lost':
        return void request.socket.destroy()
      case 'html-page':
        response.writeHead(fault.http ?? 200, { 'content-type': 'text/html' })
        return void response.end('<!doctype html><html><body>Welcome to the hotel network</body></html>')
      case 'redirect':
        return void response.writeHead(302, { location: fault.to }).end()
      case 'no-json':
        return void response.writeHead(200, { 'content-type': 'application/json' }).end('OK')
      case 'status':
        return send(response, withDelay(protocol.fault(fault, call), fault))
      default:
        return answer(response, protocol.answer(outcome, call), fault)
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    meter: core.meter,
    calls,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function callOf(request: IncomingMessage): Promise<HttpCall> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  const url = new URL(request.url ?? '/', 'http://localhost')
  let body: unknown
  try {
    body = JSON.parse(text || '{}')
  } catch {
    body = undefined
  }
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
    text,
  }
}

function isTexts(read: readonly string[] | HttpReply): read is readonly string[] {
  return Array.isArray(read)
}

function withDelay(reply: HttpReply, { delaySeconds }: StatusFault): HttpReply {
  return delaySeconds === undefined
    ? reply
    : { ...reply, headers: { 'retry-after': String(delaySeconds), ...reply.headers } }
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: HttpReply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** The answer, whole or as the fault has it. */
function answer(response: ServerResponse, reply: HttpReply, fault: Fault | undefined): void {
  const bytes = Buffer.from(JSON.stringify(reply.body))
  if (fault?.kind !== 'truncated' && fault?.kind !== 'reset-inside' && fault?.kind !== 'drip')
    return send(response, reply)
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
  if (fault.kind === 'truncated') return void response.end(bytes.subarray(0, bytes.length >> 1))
  if (fault.kind === 'reset-inside') {
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
    return
  }
  let at = 0
  const drip = setInterval(() => {
    if (response.destroyed || at >= bytes.length) {
      clearInterval(drip)
      return void response.end()
    }
    response.write(bytes.subarray(at, ++at))
  }, fault.milliseconds)
}
