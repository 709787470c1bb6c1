/** Finds the configuration of a project and reads it. */
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MuqabilError } from '../errors.ts'
import { readText } from '../files/read-text.ts'
import { checkNames } from '../quality/checks.ts'
import { configSchema, type Config } from './config.ts'
import { explainConfig, unknownName, type Issue, type PlaceOf } from './explain-config.ts'
import { parseJson } from './parse-json.ts'

const JSON_ENDINGS = ['.json', '.jsonc']
const MODULE_ENDINGS = ['.ts', '.mts', '.js', '.mjs', '.cjs']
const NAMES = ['.ts', '.js', '.mjs', '.json'].map((ending) => `muqabil.config${ending}`)

/** A configuration and where it came from. */
export interface LoadedConfig {
  readonly config: Config
  /** Path shown in messages; absent when there is no file. */
  readonly file?: string
}

/**
 * Reads `muqabil.config.ts`, `.js`, `.mjs` or `.json` of `root`, or `path`; no file means all defaults.
 *
 * @throws {MuqabilError} `config-not-found`, `config-several`, `config-syntax`, `config-unknown-key`, `config-value`.
 */
export async function loadConfig(root: string, path?: string): Promise<LoadedConfig> {
  const name = path ?? findConfig(root)
  if (name === undefined) return { config: parseConfig({}, 'muqabil.config.json') }
  const found = resolve(root, name)
  const file = relative(root, found).replaceAll('\\', '/')
  const ending = extname(found)
  if (!existsSync(found)) throw new MuqabilError('config-not-found', {}, { file })
  if (JSON_ENDINGS.includes(ending)) {
    const { value, placeOf } = parseJson(readText(found, file), file)
    return { config: parseConfig(value, file, (keys) => ({ file, ...placeOf(keys) })), file }
  }
  if (!MODULE_ENDINGS.includes(ending)) {
    const endings = [...MODULE_ENDINGS, ...JSON_ENDINGS]
    throw new MuqabilError(
      'config-syntax',
      { problem: 'kind of file', expected: `one that ends in ${endings.join(', ')}` },
      { file },
    )
  }
  return { config: parseConfig(await importDefault(found, file), file), file }
}

/** Validates a configuration given as a value; `file` is named in errors. */
export function parseConfig(value: unknown, file: string, placeOf: PlaceOf = () => ({ file })): Config {
  const result = configSchema.safeParse(value)
  if (!result.success) throw explainConfig(value, result.error.issues as readonly Issue[], placeOf) // read by the members all share
  const unknown = Object.keys(result.data.checks).find((name) => !checkNames.includes(name))
  if (unknown !== undefined) throw unknownName(unknown, { path: ['checks'], known: checkNames, placeOf })
  return result.data
}

/** Name of the nearest folder above that has a configuration. */
export function projectAbove(root: string): string | undefined {
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder))
    if (NAMES.some((name) => existsSync(join(folder, name)))) return basename(folder)
  return undefined
}

/** Path of the configuration of a project, relative to it. @throws {MuqabilError} `config-several`. */
export function findConfig(root: string): string | undefined {
  const [first, second] = NAMES.filter((name) => existsSync(join(root, name)))
  if (second !== undefined) throw new MuqabilError('config-several', { first: first ?? '', second }, { file: second })
  return first
}

/** When each module was changed that this process has read. */
const read = new Map<string, number>()

/** A module that was changed since it was read is read again: a process that watches lives on. */
function freshUrl(path: string): string {
  const url = pathToFileURL(path).href
  const changed = statSync(path).mtimeMs
  const first = read.get(path) ?? changed
  read.set(path, first)
  return first === changed ? url : `${url}?${changed}`
}

async function importDefault(path: string, file: string): Promise<unknown> {
  const url = freshUrl(path)
  let loaded: unknown
  try {
    loaded = await import(url)
    const own: unknown =
      typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
    loaded = await own
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    const problem = `configuration that cannot be loaded (${message.replace(/ imported from .*$/, '')})`
    throw new MuqabilError('config-syntax', { problem }, { file, ...placeInStack(error, url, path) }, { cause: error })
  }
  if (typeof loaded === 'function')
    throw new MuqabilError(
      'config-syntax',
      { problem: 'function as the default export', expected: 'an object: export what it returns' },
      { file },
    )
  if (loaded === undefined)
    throw new MuqabilError('config-syntax', { problem: 'module without a default export' }, { file })
  return loaded
}

/** Where an error in the module itself happened, by its stack: 'file:///…/muqabil.config.ts:3:9'. */
function placeInStack(error: unknown, url: string, path: string): { readonly line?: number; readonly column?: number } {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  for (const name of [url, path]) {
    const start = stack.indexOf(`${name}:`)
    const [, line, column] = start === -1 ? [] : (/^:(\d+)(?::(\d+))?/.exec(stack.slice(start + name.length)) ?? [])
    if (line !== undefined) return { line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) }
  }
  return {}
}
