/** A project as a run sees it: its root, its settings and its environment. */
import { resolve } from 'node:path'
import process from 'node:process'
import { MuqabilError } from '../errors.ts'
import type { Config, ProviderSettings } from './config.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { loadConfig, parseConfig } from './load-config.ts'
import type { ProjectOptions } from './options.ts'

export interface Project {
  /** Absolute path. */
  readonly root: string
  readonly config: Config
  /** Where the configuration came from, as shown in messages. */
  readonly configFile: string
  readonly environment: Environment
}

/**
 * Reads configuration and environment, and lets the caller's options go before them.
 *
 * @throws {MuqabilError} for what is wrong in the configuration.
 */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const root = resolve(options.cwd ?? process.cwd())
  const loaded =
    typeof options.config === 'object'
      ? { config: parseConfig(options.config, 'configuration') }
      : await loadConfig(root, options.config)
  const config = withOptions(loaded.config, options)
  const configFile = 'file' in loaded && loaded.file !== undefined ? loaded.file : 'muqabil.config.json'
  refuseOverlap(config, configFile)
  if (config.memory.includes('://'))
    throw new MuqabilError('memory-unsupported', { memory: config.memory }, { file: configFile })
  return { root, config, configFile, environment: readEnvironment(root, options.environment ?? process.env) }
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

/** A build that wrote into its own input would read its editions as sources next time. */
function refuseOverlap(config: Config, file: string): void {
  const folders = [config.input, config.output, config.translations]
  for (const first of folders) {
    for (const second of folders) {
      if (first === second && folders.indexOf(first) === folders.lastIndexOf(second)) continue
      if (`${normal(second)}/`.startsWith(`${normal(first)}/`))
        throw new MuqabilError('folders-overlap', { first, second }, { file })
    }
  }
}

function normal(folder: string): string {
  return resolve('/', folder.replaceAll('\\', '/')).replaceAll('\\', '/')
}
