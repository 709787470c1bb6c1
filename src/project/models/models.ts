/** What `muqabil model` does: which models there are, here and to be had; getting one, and removing it. */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { MuqabilError } from '../../errors.ts'
import { chooseModel, findModels, modelsFolder, sizeOf, type LocalModel } from '../../providers/local/find-models.ts'
import { languagePair } from '../../providers/language-tag.ts'
import { nearest } from '../../text/nearest.ts'
import type { ProjectOptions } from '../options.ts'
import { configuredProviders, openProject } from '../project.ts'
import { folderName, getModel, type FetchProgress } from './get-model.ts'
import { modelsInFolder } from './model-folder.ts'
import { openAddress } from './open-address.ts'
import { FIREFOX, LICENCE, openRegistry, type RemoteModel } from './registry.ts'
import { writing } from './writing.ts'

export interface ModelOptions extends ProjectOptions {
  /** 'ar-en'; the project's own by default. */
  readonly pair?: string | undefined
  /** Folder of the models. */
  readonly folder?: string | undefined
  /** Address of a list, where it is not Firefox's own. */
  readonly registry?: string | undefined
  readonly signal?: AbortSignal
}

/** A model that is here, or that can be had. */
export interface ModelLine {
  readonly event: 'model'
  readonly name: string
  readonly pair: string
  readonly architecture: string
  readonly here: boolean
  /** It is the one that a build of this project would use. */
  readonly used: boolean
  /** Unpacked. */
  readonly bytes?: number | undefined
  readonly status?: string | undefined
  readonly quality?: string | undefined
  readonly licence?: string | undefined
}

/** Where the models are, and what a pair's are. @throws {MuqabilError} for what is wrong in the configuration. */
export async function modelPlace(
  options: ModelOptions,
): Promise<{ readonly folder: string; readonly pair: string; readonly used?: LocalModel }> {
  const { pair, place, wanted } = await open(options)
  const used = chooseModel(findModels(place), pair, wanted)
  return { folder: place, pair, ...(used === undefined ? {} : { used }) }
}

/** Those that are here; then, where a list is asked for, those of the pair that can be had. */
export async function listModels(
  options: ModelOptions & { readonly onlyHere?: boolean },
): Promise<readonly ModelLine[]> {
  const { pair, place, registry, wanted } = await open(options)
  const models = findModels(place)
  const used = chooseModel(models, pair, wanted)
  const here = models.map((model): ModelLine => ({ ...lineOf(model), used: model.name === used?.name }))
  if (options.onlyHere) return here
  const names = new Set(models.map(({ name }) => name))
  const { of } = await openRegistry(registry, options.signal ?? never())
  const remote = of(pair)
    .map(remoteLine)
    .filter(({ name }) => !names.has(name))
  return [...here, ...remote]
}

export interface Offer {
  readonly name: string
  /** What is fetched, as far as it is known beforehand. */
  readonly bytes: number
  readonly licence: string
  readonly quality?: string | undefined
  readonly from: string
  readonly folder: string
}

export interface GetModelOptions extends ModelOptions {
  readonly architecture?: string | undefined
  /** A folder with the files: nothing is fetched then. */
  readonly from?: string | undefined
  /** Asked before anything is fetched. @throws or gives false to go no further. */
  readonly confirm: (offer: Offer) => Promise<boolean>
  readonly onBytes: (progress: FetchProgress) => void
}

export interface Got {
  readonly name: string
  readonly folder: string
  readonly kind: 'fetched' | 'there' | 'declined'
}

/** @throws {MuqabilError} for all that `getModel` throws; `model-unknown` for a pair or architecture that nobody offers. */
export async function fetchModel(options: GetModelOptions): Promise<Got> {
  const { pair, place, registry } = await open(options)
  const { from, architecture, confirm, onBytes, signal = never() } = options
  const remote =
    from === undefined ? await remoteFor(registry, { pair, architecture, signal }) : localFor(from, pair, architecture)
  const name = folderName(remote, remote.files[0]?.sha256 ?? '')
  if (findModels(place).some((model) => model.name === name)) return { name, folder: place, kind: 'there' }
  const host = from === undefined ? (remote.files[0]?.url.host ?? '') : 'files'
  if (from === undefined) {
    const bytes = await bytesToFetch(remote, signal)
    const offer = { name, bytes, licence: LICENCE, quality: remote.quality, from: host, folder: place }
    if (!(await confirm(offer))) return { name, folder: place, kind: 'declined' }
  }
  return {
    name: await getModel({ models: place, remote, from: host, signal, onBytes }),
    folder: place,
    kind: 'fetched',
  }
}

/** @param wanted A model's name, or a pair: then all of its models. @throws {MuqabilError} `model-absent`, `file-unwritable`. */
export async function removeModel(wanted: string, options: ModelOptions): Promise<readonly LocalModel[]> {
  const { place } = await open(options)
  const models = findModels(place)
  const chosen = models.filter((model) => model.name === wanted || languagePair(model) === wanted)
  const near = nearest(
    wanted,
    models.map(({ name }) => name),
  )
  if (chosen.length === 0)
    throw new MuqabilError('model-absent', {
      name: wanted,
      known: models.map(({ name }) => name),
      ...(near === undefined ? {} : { nearest: near }),
    })
  for (const { folder, name } of chosen) await writing(name, () => rmSync(folder, { recursive: true }))
  return chosen
}

const PAIR = /^[a-z]{2,3}-[a-z]{2,3}$/

interface Opened {
  readonly pair: string
  /** Absolute path of the folder of models. */
  readonly place: string
  readonly registry: string
  /** The one that the configuration names. */
  readonly wanted: string | undefined
}

async function open(options: ModelOptions): Promise<Opened> {
  const { config, environment, root } = await openProject(options)
  const own = configuredProviders(config).find(({ name }) => name === 'local')
  const set = typeof own?.models === 'string' ? own.models : undefined
  const folder = options.folder === undefined ? set : resolve(options.folder)
  const pair = options.pair ?? languagePair({ source: config.sourceLanguage, target: config.targetLanguage })
  if (!PAIR.test(pair)) throw new MuqabilError('model-unknown', { wanted: pair, known: ['ar-en'] })
  const registry = options.registry ?? environment.MUQABIL_MODEL_REGISTRY ?? FIREFOX
  return { pair, place: modelsFolder({ environment, root, folder }), registry, wanted: own?.model }
}

async function remoteFor(
  address: string,
  {
    pair,
    architecture,
    signal,
  }: { readonly pair: string; readonly architecture: string | undefined; readonly signal: AbortSignal },
): Promise<RemoteModel> {
  const registry = await openRegistry(address, signal)
  const offered = registry.of(pair)
  if (offered.length === 0) throw unknown(pair, registry.pairs)
  return ofArchitecture(offered, architecture)
}

function localFor(folder: string, pair: string, architecture: string | undefined): RemoteModel {
  const offered = modelsInFolder(resolve(folder), pair)
  if (offered.length === 0) throw unknown(pair, [])
  return ofArchitecture(offered, architecture)
}

function ofArchitecture(offered: readonly RemoteModel[], wanted: string | undefined): RemoteModel {
  const found = offered.find(({ architecture }) => wanted === undefined || architecture === wanted)
  if (found === undefined) throw unknown(wanted ?? '', [...new Set(offered.map(({ architecture }) => architecture))])
  return found
}

function unknown(wanted: string, known: readonly string[]): MuqabilError {
  const near = nearest(wanted, known)
  return new MuqabilError('model-unknown', { wanted, known, ...(near === undefined ? {} : { nearest: near }) })
}

/** As the server says it of each file; else what the list says of it unpacked. */
async function bytesToFetch({ files }: RemoteModel, signal: AbortSignal): Promise<number> {
  const sizes = await Promise.all(
    files.map(async ({ url, bytes = 0 }) => {
      try {
        const length = (await openAddress(url, { method: 'HEAD', signal })).headers.get('content-length')
        return length === null ? bytes : Number(length)
      } catch {
        return bytes // what is wrong there is said when it is fetched
      }
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

function lineOf(model: LocalModel): Omit<ModelLine, 'used'> {
  const { name, architecture } = model
  return { event: 'model', name, pair: languagePair(model), architecture, here: true, bytes: sizeOf(model) }
}

function remoteLine(remote: RemoteModel): ModelLine {
  const { architecture, files, quality, status } = remote
  const bytes = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0)
  const name = folderName(remote, files[0]?.sha256 ?? '')
  return {
    event: 'model',
    name,
    pair: languagePair(remote),
    architecture,
    here: false,
    used: false,
    bytes,
    status,
    quality,
    licence: LICENCE,
  }
}

function never(): AbortSignal {
  return new AbortController().signal
}
