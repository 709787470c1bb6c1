/** A stand-in for Google Cloud Translation on loopback: v2 and v3 over HTTP, v3 over gRPC, with a meter and scripted faults. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import { grpc, protobuf } from 'google-gax'

/** What the server did with a request instead of answering it well. */
export type Fault =
  | {
      readonly kind: 'status'
      readonly http: number
      readonly grpc: number
      readonly message: string
      readonly reason?: string
      readonly delaySeconds?: number
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'html-page' }
  | { readonly kind: 'answers'; readonly change: (answers: string[]) => string[] }
  /** The answer is billed and then lost. */
  | { readonly kind: 'lost' }

export interface ServerOptions {
  /** Milliseconds before an answer. */
  readonly latency?: number
  /** A fault for the n-th request, counted from 0. */
  readonly faults?: (request: number, texts: readonly string[]) => Fault | undefined
}

/** What was billed. */
export interface Meter {
  requests: number
  /** Code points of all texts that were accepted. */
  characters: number
  /** How often each text was billed. */
  texts: Map<string, number>
}

export interface TranslationServer {
  readonly url: string
  readonly grpcUrl: string
  readonly meter: Meter
  close(): Promise<void>
}

/** Every Arabic word as a Latin one of its own; everything else, tags included, stays. */
function serverTranslation(text: string): string {
  return text
    .replace(
      /[\u0620-\u065F\u0670-\u06D3]+/g,
      (word) => `w${[...word].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 46_655, 7).toString(36)}`,
    )
    .replaceAll('\u060C', ',')
    .replaceAll('\u061F', '?')
    .replaceAll('\u061B', ';')
}

export async function startTranslationServer({
  latency = 0,
  faults = () => undefined,
}: ServerOptions = {}): Promise<TranslationServer> {
  const meter: Meter = { requests: 0, characters: 0, texts: new Map() }
  let count = 0

  async function answer(texts: readonly string[]): Promise<{ readonly fault?: Fault; readonly answers: string[] }> {
    const fault = faults(count++, texts)
    meter.requests++
    if (latency > 0) await wait(latency)
    if (fault === undefined || fault.kind === 'answers' || fault.kind === 'lost') {
      for (const text of texts) {
        meter.characters += [...text].length
        meter.texts.set(text, (meter.texts.get(text) ?? 0) + 1)
      }
    }
    const answers = texts.map(serverTranslation)
    return { ...(fault ? { fault } : {}), answers: fault?.kind === 'answers' ? fault.change(answers) : answers }
  }

  const http = createServer((request, response) => void serve(request, response))
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/meter') return void response.end(JSON.stringify({ ...meter, texts: [...meter.texts] }))
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as {
      q?: string | string[]
      contents?: string[]
    }
    const v2 = path.startsWith('/language/translate/v2')
    const { fault, answers } = await answer(v2 ? [body.q ?? []].flat() : (body.contents ?? []))
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'reset' || fault?.kind === 'lost') return void request.socket.destroy()
    if (fault?.kind === 'html-page')
      return void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><body>Welcome to the hotel network</body></html>')
    if (fault?.kind === 'status') {
      response.writeHead(fault.http, {
        'content-type': 'application/json',
        ...(fault.delaySeconds === undefined ? {} : { 'retry-after': String(fault.delaySeconds) }),
      })
      return void response.end(
        JSON.stringify({
          error: {
            code: fault.http,
            message: fault.message,
            status: STATUS_NAMES[fault.grpc],
            errors: [{ message: fault.message, domain: 'usageLimits', reason: fault.reason ?? 'unknown' }],
            ...(fault.delaySeconds === undefined || v2
              ? {}
              : {
                  details: [
                    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${fault.delaySeconds}s` },
                  ],
                }),
          },
        }),
      )
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify(
        v2
          ? { data: { translations: answers.map((translatedText) => ({ translatedText })) } }
          : { translations: answers.map((translatedText) => ({ translatedText })) },
      ),
    )
  }

  const rpc = new grpc.Server()
  const { request: Request, response: Response } = messageTypes()
  rpc.addService(
    {
      translateText: {
        path: '/google.cloud.translation.v3.TranslationService/TranslateText',
        requestStream: false,
        responseStream: false,
        requestSerialize: (value: object) => Buffer.from(Request.encode(value).finish()),
        requestDeserialize: (bytes: Buffer) => Request.decode(bytes),
        responseSerialize: (value: object) => Buffer.from(Response.encode(value).finish()),
        responseDeserialize: (bytes: Buffer) => Response.decode(bytes),
      },
    },
    {
      translateText: (
        call: { request: { contents: string[] } },
        done: (error: object | null, value?: object) => void,
      ) => {
        void answer(call.request.contents).then(({ fault, answers }) => {
          if (fault?.kind === 'hang') return
          if (fault?.kind === 'status') return done({ code: fault.grpc, details: fault.message })
          if (fault !== undefined && fault.kind !== 'answers') return done({ code: 14, details: 'connection lost' })
          done(null, { translations: answers.map((translatedText) => ({ translatedText })) })
        })
      },
    } as never,
  )

  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const port = await new Promise<number>((done, fail) =>
    rpc.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? fail(error) : done(bound),
    ),
  )
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    grpcUrl: `http://127.0.0.1:${port}`,
    meter,
    async close() {
      rpc.forceShutdown()
      http.closeAllConnections()
      await new Promise((done) => http.close(done))
    },
  }
}

const STATUS_NAMES: Readonly<Record<number, string>> = {
  3: 'INVALID_ARGUMENT',
  7: 'PERMISSION_DENIED',
  8: 'RESOURCE_EXHAUSTED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
  16: 'UNAUTHENTICATED',
}

function messageTypes(): { readonly request: protobuf.Type; readonly response: protobuf.Type } {
  const protos = join(dirname(createRequire(import.meta.url).resolve('@google-cloud/translate')), '../protos')
  const root = protobuf.Root.fromJSON(
    createRequire(import.meta.url)(join(protos, 'protos.json')) as protobuf.INamespace,
  )
  return {
    request: root.lookupType('google.cloud.translation.v3.TranslateTextRequest'),
    response: root.lookupType('google.cloud.translation.v3.TranslateTextResponse'),
  }
}
