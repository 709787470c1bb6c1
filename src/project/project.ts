/** A project as a run sees it: its root, its settings and its environment. */
import { hash } from 'node:crypto'
import { statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import process from 'node:process'
import { MuqabilError, quote } from '../errors.ts'
import { projectPath, realPath } from '../files/project-path.ts'
import { hashWith } from '../text/hash.ts'
import type { Config, ProviderSettings } from './config.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { loadConfig, parseConfig } from './load-config.ts'
import type { OnEvent } from './events.ts'
import type { ProjectOptions } from './options.ts'

export interface Project {
  /** Absolute path. */
  readonly root: string
  readonly config: Config
  /** Where the configuration came from, as shown in messages. */
  readonly configFile: string
  readonly environment: Environment
  /** For what is noticed on the way: the caller's `onEvent`. */
  readonly tell: OnEvent
}

/**
 * Reads configuration and environment, and lets the caller's options go before them.
 *
 * @throws {MuqabilError} for what is wrong in the configuration.
 */
export async function openProject(options: ProjectOptions): Promise<Project> {
  hashWith((text) => hash('sha256', text))
  const root = resolve(options.cwd ?? process.cwd())
  requireFolder(root, options.cwd)
  const loaded =
    typeof options.config === 'object'
      ? { config: parseConfig(options.config, 'configuration') }
      : await loadConfig(root, options.config)
  const configFile = 'file' in loaded && loaded.file !== undefined ? loaded.file : 'muqabil.config.json'
  if (loaded.config.memory.includes('://') && !isShared(loaded.config.memory))
    throw new MuqabilError('memory-unsupported', { memory: loaded.config.memory }, { file: configFile })
  const config = withFolders(root, withOptions(loaded.config, options), configFile)
  refuseOverlap(root, config, configFile)
  requireEncoding(config.encoding, options.encoding === undefined ? configFile : undefined)
  const environment = readEnvironment(root, options.environment ?? process.env)
  return { root, config, configFile, environment, tell: options.onEvent ?? (() => undefined) }
}

/** Whether a memory is a database that others use too, rather than a file. */
export function isShared(memory: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(memory)
}

function requireFolder(root: string, given: string | undefined): void {
  const stat = statSync(root, { throwIfNoEntry: false })
  if (stat === undefined) throw new MuqabilError('folder-missing', {}, { file: given ?? root })
  if (!stat.isDirectory())
    throw new MuqabilError('file-unreadable', { problem: 'file where a folder should be' }, { file: given ?? root })
}

/** A misspelt name is said at once, not when the first source needs it. */
function requireEncoding(encoding: string | undefined, file: string | undefined): void {
  if (encoding === undefined) return
  try {
    new TextDecoder(encoding)
  } catch (error) {
    throw new MuqabilError('encoding-unknown', { encoding }, file === undefined ? {} : { file }, { cause: error })
  }
}

/** The configured providers with their settings, in the order in which they are asked; none when none is named. */
export function configuredProviders(config: Config): readonly ProviderSettings[] {
  const all = config.provider === undefined ? [] : Array.isArray(config.provider) ? config.provider : [config.provider]
  return all.map((provider) => (typeof provider === 'string' ? { name: provider } : provider))
}

function withOptions(config: Config, options: ProjectOptions): Config {
  return {
    ...config,
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.wholePage === undefined ? {} : { wholePage: options.wholePage }),
    // A provider named on the command line keeps the settings that the configuration has for it.
    ...(options.provider === undefined
      ? {}
      : { provider: configuredProviders(config).find(({ name }) => name === options.provider) ?? options.provider }),
    budget: {
      maxCharacters: options.maxCharacters ?? config.budget.maxCharacters,
      maxCost: options.maxCost ?? config.budget.maxCost,
    },
  }
}

const FOLDERS = ['input', 'output', 'translations', 'memory'] as const

/** './input/' and the like as the paths they are; a build writes nothing outside the project. */
function withFolders(root: string, config: Config, file: string): Config {
  const settled = FOLDERS.map((key) => {
    try {
      return [key, key === 'memory' && isShared(config.memory) ? config.memory : projectPath(root, config[key])]
    } catch (error) {
      if (!(error instanceof MuqabilError)) throw error
      const problem = 'a path below the project'
      throw new MuqabilError('config-value', { key, value: quote(config[key]), problem }, { file }, { cause: error })
    }
  })
  return { ...config, ...Object.fromEntries(settled) }
}

/** A build that wrote into its own input would read its editions as sources next time. Links are followed. */
function refuseOverlap(root: string, config: Config, file: string): void {
  const folders = [config.input, config.output, config.translations]
  const real = folders.map((folder) => realPath(resolve(root, folder)))
  for (const [inner, first] of folders.entries()) {
    for (const [outer, second] of folders.entries()) {
      if (inner !== outer && `${real[inner]}${sep}`.startsWith(`${real[outer]}${sep}`))
        throw new MuqabilError('folders-overlap', { first: second, second: first }, { file })
    }
  }
}
