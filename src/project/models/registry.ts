/** The list of models that can be fetched: asked for, held within bounds, and read as far as it is needed. */
import { z } from 'zod'
import { MuqabilError } from '../../errors.ts'
import { parseEndpoint } from '../../providers/endpoint.ts'
import type { Role } from '../../providers/local/manifest.ts'
import { openAddress } from './open-address.ts'

/** Where Firefox has its translation models from. */
export const FIREFOX =
  'https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json'
/** Of the models themselves, as their publisher states it for the repository that they are made in. */
export const LICENCE = 'MPL-2.0'

/** The list of all languages has a quarter of a megabyte. */
const MOST_BYTES = 16 * 1024 * 1024
const SECONDS = 30

/** A file of a model that can be fetched. */
export interface RemoteFile {
  readonly role: Role
  /** http, https, or a file on disk. */
  readonly url: URL
  /** Unpacked; not every list says it of every file. */
  readonly bytes?: number | undefined
  readonly sha256?: string | undefined
}

export interface RemoteModel {
  readonly source: string
  readonly target: string
  readonly architecture: string
  /** 'Release', 'Release Desktop', 'Nightly' */
  readonly status?: string | undefined
  /** 'BLEU 38.9, COMET 0.862 (flores200)'; what the publisher measured. */
  readonly quality?: string | undefined
  readonly files: readonly RemoteFile[]
}

const remoteFile = z.object({
  path: z.string().min(1),
  uncompressedSize: z.number().int().positive().optional(),
  uncompressedHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .optional(),
})

const entry = z.object({
  // It becomes part of a folder's name.
  architecture: z.string().regex(/^[\w-]{1,40}$/),
  releaseStatus: z.string().optional(),
  sourceLanguage: z.string(),
  targetLanguage: z.string(),
  files: z.object({
    model: remoteFile.required({ uncompressedSize: true, uncompressedHash: true }),
    lexicalShortlist: remoteFile,
    vocab: remoteFile.optional(),
    srcVocab: remoteFile.optional(),
    trgVocab: remoteFile.optional(),
  }),
  metrics: z.unknown().optional(),
})

const registry = z.object({ baseUrl: z.string(), models: z.record(z.string(), z.array(z.unknown())) })

export interface Registry {
  /** 'ar-en', 'de-en', … */
  readonly pairs: readonly string[]
  /** Those of a pair, the best first: released ones, then the largest. */
  readonly of: (pair: string) => readonly RemoteModel[]
}

/** @throws {MuqabilError} `endpoint`; `model-registry` for everything that is no such list. */
export async function openRegistry(address: string, signal: AbortSignal): Promise<Registry> {
  const { url, plain, loopback } = parseEndpoint(address)
  if (plain && !loopback) throw refused(new URL(url).host, 'address without TLS', 'https')
  const text = await download(new URL(url), signal)
  return parseRegistry(text, new URL(url))
}

/**
 * @param at Where it came from: addresses in it may be relative to that.
 * @param folder Where the files are, whatever the list says.
 * @throws {MuqabilError} `model-registry`.
 */
export function parseRegistry(text: string, at: URL, folder?: string): Registry {
  const where = at.host || at.pathname
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw refused(where, /^\s*</.test(text) ? 'page' : 'text that is no JSON', LIST, error)
  }
  const parsed = registry.safeParse(json)
  const base = parsed.success ? baseOf(folder ?? parsed.data.baseUrl, at) : undefined
  if (!parsed.success || base === undefined) throw refused(where, 'JSON without "baseUrl" and "models"', LIST)
  const { models } = parsed.data
  return {
    pairs: Object.keys(models).toSorted(),
    of: (pair) =>
      (Object.hasOwn(models, pair) ? (models[pair] ?? []) : [])
        .flatMap((each) => remoteModel(each, base))
        .toSorted(better),
  }
}

const LIST = 'a list of models'

/** A folder, with its slash; on another host than the list only by https. */
function baseOf(baseUrl: string, at: URL): URL | undefined {
  const folder = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`
  if (!URL.canParse(folder, at)) return undefined
  const base = new URL(folder, at)
  return base.origin === at.origin || base.protocol === 'https:' ? base : undefined
}

/** None for an entry that is not understood: a newer kind of model, or one of another language that is broken. */
function remoteModel(value: unknown, base: URL): readonly RemoteModel[] {
  const parsed = entry.safeParse(value)
  if (!parsed.success) return []
  const { files, metrics, releaseStatus, ...rest } = parsed.data
  const { model, lexicalShortlist, vocab, srcVocab, trgVocab } = files
  const named: readonly (readonly [Role, z.output<typeof remoteFile> | undefined])[] = [
    ['model', model],
    ['shortlist', lexicalShortlist],
    ['vocabulary', vocab],
    ['sourceVocabulary', vocab === undefined ? srcVocab : undefined],
    ['targetVocabulary', vocab === undefined ? trgVocab : undefined],
  ]
  const remote = named.flatMap(([role, file]): RemoteFile[] =>
    file === undefined
      ? []
      : [
          {
            role,
            url: new URL(file.path, base),
            bytes: file.uncompressedSize,
            sha256: file.uncompressedHash?.toLowerCase(),
          },
        ],
  )
  const isWhole = vocab !== undefined || (srcVocab !== undefined && trgVocab !== undefined)
  // A path that is an address of its own could lead anywhere.
  if (!isWhole || !remote.every(({ url }) => url.href.startsWith(base.href))) return []
  return [
    {
      source: rest.sourceLanguage,
      target: rest.targetLanguage,
      architecture: rest.architecture,
      status: releaseStatus,
      quality: qualityOf(metrics),
      files: remote,
    },
  ]
}

function better(a: RemoteModel, b: RemoteModel): number {
  const released = ({ status = '' }: RemoteModel): number => (status.startsWith('Release') ? 1 : 0)
  return released(b) - released(a) || (b.files[0]?.bytes ?? 0) - (a.files[0]?.bytes ?? 0)
}

const METRICS: readonly (readonly [RegExp, string])[] = [
  [/^bleu$/i, 'BLEU'],
  [/^comet/i, 'COMET'],
]

/** Of the first test set that has them. */
function qualityOf(metrics: unknown): string | undefined {
  if (typeof metrics !== 'object' || metrics === null) return undefined
  for (const [set, values] of Object.entries({ '': metrics, ...metrics })) {
    if (typeof values !== 'object' || values === null) continue
    const found = METRICS.flatMap(([pattern, name]) => {
      const value: unknown = Object.entries(values).find(([key]) => pattern.test(key))?.[1]
      return typeof value === 'number' ? [`${name} ${value}`] : []
    })
    if (found.length > 0) return `${found.join(', ')}${set === '' ? '' : ` (${set})`}`
  }
  return undefined
}

async function download(url: URL, signal: AbortSignal): Promise<string> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(SECONDS * 1000)])
  const response = await openAddress(url, { signal: limit })
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > MOST_BYTES) throw refused(url.host, `answer of over ${MOST_BYTES / 1024 / 1024} MB`, LIST)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof MuqabilError) throw error
    throw refused(url.host, 'connection that broke', LIST, error)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

function refused(where: string, problem: string, expected: string, cause?: unknown): MuqabilError {
  return new MuqabilError('model-registry', { problem, expected }, { file: where }, { cause })
}
