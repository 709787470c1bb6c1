/** A registry of models and its files on loopback, as their publisher serves them; it counts what it is asked, and can be told to fail. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { sha256, smallModel } from '../providers/local/small-model.ts'
import type { MadeModel } from '../providers/local/make-model.ts'

export interface ModelServerOptions {
  readonly made?: MadeModel
  /** In place of the list. */
  readonly list?: (server: ModelServer) => string
  /** Given the path of a request it may answer in place of the server. @returns Whether it did. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** So many bytes of the model are sent, then the connection is cut. */
  readonly cutAfter?: number
  /** The hash that the list says. */
  readonly hash?: string
  /** Packed bytes of the model in place of its own. */
  readonly packed?: Uint8Array
}

export interface ModelServer {
  readonly url: string
  readonly registry: string
  /** 'GET /models/ar-en/model.bin.gz bytes=100-' */
  readonly asked: readonly string[]
  /** Of bodies of files. */
  readonly sentBytes: () => number
  readonly packedBytes: number
  /** From now on nothing is cut. */
  mend(): void
  close(): Promise<void>
}

/** By gzip, and no smaller: most of a made model is zeros, of which nothing would be left to break off in. */
export function pack(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 0 })
}

const ETAG = '"v1"'

export async function startModels(options: ModelServerOptions = {}): Promise<ModelServer> {
  const made = options.made ?? smallModel()
  const files: Readonly<Record<string, Uint8Array>> = {
    '/files/models/ar-en/model.bin.gz': options.packed ?? pack(made.model),
    '/files/models/ar-en/lex.bin.gz': pack(made.shortlist),
    '/files/models/ar-en/vocab.spm.gz': pack(made.vocabulary),
  }
  const asked: string[] = []
  let [sent, cutAfter] = [0, options.cutAfter]
  const server = createServer((request, response) => {
    const { method = '', url: path = '' } = request
    asked.push([method, path, request.headers.range ?? ''].join(' ').trim())
    if (options.instead?.(request, response)) return
    if (path === '/db/models.json') {
      response.setHeader('content-type', 'application/json')
      return void response.end(options.list?.(self) ?? registryOf(self.url, made, options.hash))
    }
    const file = files[path]
    if (file === undefined) return void response.writeHead(404).end('not here')
    response.setHeader('etag', ETAG)
    response.setHeader('content-type', 'application/gzip')
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const isRanged = from > 0 && (request.headers['if-range'] ?? ETAG) === ETAG
    if (isRanged && from >= file.length)
      return void response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end()
    const body = isRanged ? file.subarray(from) : file
    response.setHeader('content-length', body.length)
    if (isRanged) {
      response.setHeader('content-range', `bytes ${from}-${file.length - 1}/${file.length}`)
      response.statusCode = 206
    }
    if (method === 'HEAD') return void response.end()
    if (cutAfter !== undefined && path.includes('model.bin')) {
      sent += cutAfter
      response.write(body.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 50))
      return
    }
    sent += body.length
    response.end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on a port
  const url = `http://127.0.0.1:${port}`
  const self: ModelServer = {
    url,
    registry: `${url}/db/models.json`,
    asked,
    sentBytes: () => sent,
    packedBytes: Object.values(files).reduce((sum, { length }) => sum + length, 0),
    mend: () => void (cutAfter = undefined),
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
  return self
}

/** As the publisher writes it; an older and a broken entry beside the good one. */
export function registryOf(url: string, { model, shortlist }: MadeModel = smallModel(), hash = sha256(model)): string {
  const entry = {
    architecture: 'tiny',
    releaseStatus: 'Release',
    sourceLanguage: 'ar',
    targetLanguage: 'en',
    files: {
      model: { path: 'models/ar-en/model.bin.gz', uncompressedSize: model.length, uncompressedHash: hash },
      lexicalShortlist: { path: 'models/ar-en/lex.bin.gz', uncompressedSize: shortlist.length },
      vocab: { path: 'models/ar-en/vocab.spm.gz' },
    },
    modelStatistics: { parameters: 12_345 },
    metrics: { 'flores200-plus': { bleu: 38.9, chrf: 60.1, comet22: 0.862 } },
  }
  const nightly = {
    ...entry,
    architecture: 'base',
    releaseStatus: 'Nightly',
    files: {
      ...entry.files,
      model: { path: 'models/ar-en/base.bin.gz', uncompressedSize: 99_999_999, uncompressedHash: 'a'.repeat(64) },
    },
  }
  const leadsOut = { ...entry, files: { ...entry.files, vocab: { path: 'https://elsewhere.example/vocab.spm.gz' } } }
  return JSON.stringify({
    generated: '2026-11-01T00:00:00Z',
    baseUrl: `${url}/files`,
    models: { 'ar-en': [nightly, { architecture: 7 }, leadsOut, entry], 'de-en': [{ ...entry, sourceLanguage: 'de' }] },
  })
}
