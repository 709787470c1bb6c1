/** The models of this machine: where they are, which there are, and which one translates. */
import { readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import type { Environment } from '../about.ts'
import { languagePair } from '../language-tag.ts'
import { MANIFEST, manifestSchema, type Manifest } from './manifest.ts'

/** A model in its folder. */
export interface LocalModel extends Manifest {
  /** 'ar-en.base.f3888b9d': the name of its folder. */
  readonly name: string
  readonly folder: string
}

export interface ModelsPlace {
  readonly environment: Environment
  /** Root of the project: a folder that is set is relative to it. */
  readonly root?: string | undefined
  /** As the configuration or the command line sets it. */
  readonly folder?: string | undefined
}

/**
 * The folder that is set, else `MUQABIL_MODELS`, else one where the platform keeps what can be fetched again:
 * `$XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`.
 */
export function modelsFolder({ environment, root = '.', folder }: ModelsPlace): string {
  const set = folder ?? environment.MUQABIL_MODELS
  return set === undefined || set === '' ? join(cacheFolder(environment), 'muqabil', 'models') : resolve(root, set)
}

/** All of a folder, by name. What is no model of ours is passed over; a folder that is not there has none. */
export function findModels(folder: string): readonly LocalModel[] {
  return namesIn(folder).flatMap((name) => {
    const manifest = readManifest(join(folder, name))
    return manifest === undefined ? [] : [{ ...manifest, name, folder: join(folder, name) }]
  })
}

/**
 * The model that translates a pair: the one that is wanted, else the largest one.
 *
 * @param wanted An architecture ('base'), or the name of a model's folder.
 */
export function chooseModel(models: readonly LocalModel[], pair: string, wanted?: string): LocalModel | undefined {
  return models
    .filter(
      (model) =>
        languagePair(model) === pair && (wanted === undefined || [model.architecture, model.name].includes(wanted)),
    )
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))[0]
}

/** Bytes of all of its files. */
export function sizeOf({ files }: Pick<Manifest, 'files'>): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

function cacheFolder(environment: Environment): string {
  const home = homedir()
  switch (process.platform) {
    case 'darwin':
      return join(home, 'Library', 'Caches')
    case 'win32':
      return environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local')
    default:
      return environment.XDG_CACHE_HOME ?? join(home, '.cache')
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .toSorted()
  } catch {
    return []
  }
}

/** What is damaged there is said when the model is asked for, by its name. */
function readManifest(folder: string): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')))
  } catch {
    return undefined
  }
}
