/** A stand-in for Google Cloud Translation on loopback: v2 and v3 over HTTP, v3 over gRPC. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { grpc, protobuf } from 'google-gax'
import { startHttpStandIn, type HttpCall, type HttpProtocol } from './http-stand-in.ts'
import { createStandIn, type Fault, type Meter, type StandInCore, type StandInOptions } from './stand-in.ts'

export interface TranslationServer {
  /** For v2 and v3 by REST. */
  readonly url: string
  /** For v3 by gRPC. */
  readonly grpcUrl: string
  readonly meter: Meter
  readonly calls: readonly HttpCall[]
  /** Requests by gRPC, as they came. */
  readonly grpcCalls: readonly GrpcRequest[]
  close(): Promise<void>
}

const V2_PATH = '/language/translate/v2'
const V3_PATH = /^\/v3\/projects\/[^/]+\/locations\/[^/:]+(?::translateText|:adaptiveMtTranslate)$/
const V3_LANGUAGES = /^\/v3\/projects\/[^/]+\/locations\/[^/:]+\/supportedLanguages$/
const V2_MOST = { texts: 128, bytes: 100_000 }
const V3_MOST = { texts: 1024, characters: 30_720 }

export async function startTranslationServer(options: StandInOptions = {}): Promise<TranslationServer> {
  const core = createStandIn(options)
  const http = await startHttpStandIn(google, options, core)
  const rpc = await startGrpc(core)
  return {
    url: http.url,
    grpcUrl: `http://127.0.0.1:${rpc.port}`,
    meter: core.meter,
    calls: http.calls,
    grpcCalls: rpc.calls,
    async close() {
      rpc.server.forceShutdown()
      await http.close()
    },
  }
}

interface Body {
  readonly q?: string | readonly string[]
  readonly contents?: readonly string[]
  readonly content?: readonly string[]
  readonly glossaryConfig?: object
}

/** The client ends the path with a slash. */
const isV2 = ({ path }: HttpCall): boolean => path.replace(/\/$/, '') === V2_PATH

const google: HttpProtocol = {
  read(call) {
    const body = (call.body ?? {}) as Body // as our own client sends it
    if (call.path === '/meter') return { body: {} }
    if (call.path === `${V2_PATH}/languages`) return { body: { data: { languages: [{ language: 'ar' }] } } }
    if (V3_LANGUAGES.test(call.path)) return { body: { languages: [{ languageCode: 'ar' }] } }
    if (!isV2(call) && !V3_PATH.test(call.path))
      return { status: 404, body: error(404, 'Method not found.', 'notFound') }
    const texts = isV2(call) ? [body.q ?? []].flat() : (body.contents ?? body.content ?? [])
    const refusal = tooLarge(texts, isV2(call) ? 'v2' : 'v3')
    return refusal === undefined ? texts : { status: 400, body: error(400, refusal, 'invalid', 'INVALID_ARGUMENT') }
  },
  answer({ answers }, call) {
    const translations = answers.map((translatedText) => ({ translatedText }))
    if (isV2(call)) return { body: { data: { translations } } }
    const { glossaryConfig } = call.body as Body
    return { body: { translations, ...(glossaryConfig ? { glossaryTranslations: translations } : {}) } }
  },
  fault({ http, grpc: code = 2, message, reason = 'unknown', delaySeconds }, call) {
    const retry =
      delaySeconds === undefined || isV2(call)
        ? []
        : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${delaySeconds}s` }]
    return { status: http, body: error(http, message, reason, STATUS_NAMES[code], retry) }
  },
}

function tooLarge(texts: readonly string[], way: 'v2' | 'v3'): string | undefined {
  const characters = texts.reduce((sum, text) => sum + [...text].length, 0)
  if (way === 'v3') {
    if (texts.length > V3_MOST.texts) return 'Too many contents'
    return characters >= V3_MOST.characters
      ? `Text is too long. The total codepoints in the request must be less than 30720, actual: ${characters}`
      : undefined
  }
  if (texts.length > V2_MOST.texts) return 'Too many text segments'
  return Buffer.byteLength(texts.join('')) > V2_MOST.bytes ? 'Request payload size exceeds the limit' : undefined
}

function error(
  code: number,
  message: string,
  reason: string,
  status = 'UNKNOWN',
  details: readonly object[] = [],
): object {
  return {
    error: {
      code,
      message,
      status,
      errors: [{ message, domain: 'global', reason }],
      ...(details.length > 0 ? { details } : {}),
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

export interface GrpcRequest {
  readonly parent: string
  readonly model?: string
  readonly contents?: readonly string[]
  readonly content?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly glossaryConfig?: { readonly glossary?: string } | null
  readonly dataset?: string
}

interface Grpc {
  readonly server: grpc.Server
  readonly port: number
  readonly calls: readonly GrpcRequest[]
}

async function startGrpc(core: StandInCore): Promise<Grpc> {
  const server = new grpc.Server()
  const calls: GrpcRequest[] = []
  const methods = { translateText: 'TranslateText', adaptiveMtTranslate: 'AdaptiveMtTranslate' }
  const service = [
    ...Object.entries(methods).map(([name, method]) => [name, definition(method)] as const),
    ['getSupportedLanguages', definition('GetSupportedLanguages', 'SupportedLanguages')] as const,
  ]
  const languages = (_: object, done: (error: object | null, value?: object) => void): void =>
    done(null, { languages: [{ languageCode: 'ar' }] })
  const answer = (call: { request: GrpcRequest }, done: (error: object | null, value?: object) => void): void => {
    calls.push(call.request)
    const texts = [...(call.request.contents ?? []), ...(call.request.content ?? [])]
    const refusal = tooLarge(texts, 'v3')
    if (refusal !== undefined) return done({ code: 3, details: refusal })
    void core.decide(texts).then(({ fault, answers }) => {
      if (fault?.kind === 'hang') return
      const failure = grpcError(fault)
      if (failure) return done(failure)
      const translations = answers.map((translatedText) => ({ translatedText }))
      done(null, { translations, ...(call.request.glossaryConfig ? { glossaryTranslations: translations } : {}) })
    })
  }
  server.addService(
    Object.fromEntries(service) as never,
    { translateText: answer, adaptiveMtTranslate: answer, getSupportedLanguages: languages } as never,
  ) // grpc-js types services by generated code
  const port = await new Promise<number>((done, fail) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (problem, bound) =>
      problem ? fail(problem) : done(bound),
    ),
  )
  return { server, port, calls }
}

/** What the fault is on this way; whatever breaks a connection is one of two codes. */
function grpcError(fault: Fault | undefined): object | undefined {
  if (fault === undefined || fault.kind === 'answers' || fault.kind === 'drip') return undefined
  if (fault.kind !== 'status')
    return fault.kind === 'reset-inside' || fault.kind === 'truncated'
      ? { code: 13, details: 'Received RST_STREAM with code 2' }
      : { code: 14, details: 'connection lost' }
  const metadata = new grpc.Metadata()
  if (fault.delaySeconds !== undefined)
    metadata.set('grpc-status-details-bin', retryInfo(fault.grpc ?? 2, fault.message, fault.delaySeconds))
  return { code: fault.grpc ?? 2, details: fault.message, metadata }
}

const require = createRequire(import.meta.url)
const protos = join(dirname(require.resolve('@google-cloud/translate')), '../protos')
const root = protobuf.Root.fromJSON(require(join(protos, 'protos.json')) as protobuf.INamespace)

function definition(method: string, answer = `${method}Response`): object {
  const name = 'google.cloud.translation.v3'
  const [request, response] = [root.lookupType(`${name}.${method}Request`), root.lookupType(`${name}.${answer}`)]
  return {
    path: `/${name}.TranslationService/${method}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: (value: object) => Buffer.from(request.encode(value).finish()),
    requestDeserialize: (bytes: Buffer) => request.decode(bytes),
    responseSerialize: (value: object) => Buffer.from(response.encode(value).finish()),
    responseDeserialize: (bytes: Buffer) => response.decode(bytes),
  }
}

/** google.rpc.Status with a RetryInfo, as the trailer carries it. */
function retryInfo(code: number, message: string, seconds: number): Buffer {
  const rpc = protobuf.parse(`syntax = "proto3"; package rpc;
    message Any { string type_url = 1; bytes value = 2; }
    message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
    message Duration { int64 seconds = 1; int32 nanos = 2; }
    message RetryInfo { Duration retry_delay = 1; }`).root
  const type = (name: string): protobuf.Type => rpc.lookupType(`rpc.${name}`)
  const retryDelay = { seconds: Math.floor(seconds), nanos: Math.round((seconds % 1) * 1e9) }
  const value = type('RetryInfo').encode({ retryDelay }).finish()
  const details = [{ typeUrl: 'type.googleapis.com/google.rpc.RetryInfo', value }]
  return Buffer.from(type('Status').encode({ code, message, details }).finish())
}
