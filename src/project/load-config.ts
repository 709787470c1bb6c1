/** Finds the configuration of a project and reads it, with an error that names the key and the nearest right one. */
import { existsSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { distance } from 'fastest-levenshtein'
import { MuqabilError, quote } from '../errors.ts'
import { configSchema, type Config } from './config.ts'

const NAMES = ['muqabil.config.ts', 'muqabil.config.js', 'muqabil.config.mjs', 'muqabil.config.json']

/** A configuration and where it came from. */
export interface LoadedConfig {
  readonly config: Config
  /** Path shown in messages; absent when there is no file. */
  readonly file?: string
}

/**
 * Reads `muqabil.config.ts`, `.js`, `.mjs` or `.json` of `root`, or `path`; no file means all defaults.
 *
 * @throws {MuqabilError} `config-not-found`, `config-syntax`, `config-unknown-key`, `config-value`.
 */
export async function loadConfig(root: string, path?: string): Promise<LoadedConfig> {
  const found =
    path === undefined ? NAMES.map((name) => join(root, name)).find((file) => existsSync(file)) : resolve(root, path)
  if (found === undefined) return { config: parseConfig({}, 'muqabil.config.json') }
  const file = relative(root, found).replaceAll('\\', '/')
  if (!existsSync(found)) throw new MuqabilError('config-not-found', {}, { file })
  const value = found.endsWith('.json')
    ? parseJson(readFileSync(found, 'utf8'), file)
    : await importDefault(found, file)
  return { config: parseConfig(value, file), file }
}

/** Validates a configuration given as a value; `file` is named in errors. */
export function parseConfig(value: unknown, file: string): Config {
  const result = configSchema.safeParse(value)
  if (result.success) return result.data
  const issue = mostTelling(result.error.issues)
  if (issue === undefined) throw new MuqabilError('config-value', { key: '', problem: 'an unreadable value' }, { file })
  const key = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys[0] ?? ''
    const known = knownKeys(issue.path)
    const nearest = known.toSorted((a, b) => distance(a, unknown) - distance(b, unknown))[0]
    const close = nearest !== undefined && distance(nearest, unknown) <= Math.max(2, Math.ceil(unknown.length / 2))
    throw new MuqabilError(
      'config-unknown-key',
      { key: [...issue.path, unknown].join('.'), ...(close ? { nearest } : {}), known },
      { file },
    )
  }
  throw new MuqabilError(
    'config-value',
    { key, problem: issue.message, ...(key === '' ? {} : { value: showValue(value, issue.path) }) },
    { file },
  )
}

type Issue = {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys: readonly string[]
  readonly errors: readonly (readonly Issue[])[]
}

/** Inside a union the branch that got furthest says what the user meant. */
function mostTelling(issues: readonly unknown[]): Issue | undefined {
  const issue = issues[0] as Issue | undefined // zod's own type has one shape a code; only these members are read
  if (issue?.code !== 'invalid_union' || !Array.isArray(issue.errors)) return issue
  const branches = issue.errors.map((branch) => mostTelling(branch)).filter((branch) => branch !== undefined)
  const deepest = branches
    .toSorted((a, b) => b.path.length - a.path.length)
    .find((branch) => branch.path.length > 0 || branch.code === 'unrecognized_keys')
  return deepest ? { ...deepest, path: [...issue.path, ...deepest.path] } : issue
}

function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const shape =
    path[0] === 'budget'
      ? ['maxCharacters', 'maxCost']
      : path[0] === 'provider'
        ? PROVIDER_KEYS
        : Object.keys(configSchema.shape)
  return shape.filter((key) => key !== '$schema')
}

const PROVIDER_KEYS = [
  'name',
  'api',
  'project',
  'location',
  'model',
  'endpoint',
  'labels',
  'glossary',
  'charactersPerMinute',
  'requestsPerMinute',
  'concurrency',
  'timeoutSeconds',
]

function showValue(value: unknown, path: readonly PropertyKey[]): string {
  let inner = value
  for (const key of path)
    inner = typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined
  return inner === undefined
    ? 'nothing'
    : quote(typeof inner === 'string' ? inner : (JSON.stringify(inner) ?? typeof inner))
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN)
    const before = Number.isNaN(position) ? undefined : text.slice(0, position).split('\n')
    const place = before ? { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } : { file }
    throw new MuqabilError(
      'config-syntax',
      { problem: message.replace(/ in JSON at position.*$/s, '').replace(/\s+/g, ' ') },
      place,
    )
  }
}

async function importDefault(path: string, file: string): Promise<unknown> {
  let loaded: unknown
  try {
    loaded = await import(pathToFileURL(path).href)
  } catch (error) {
    throw new MuqabilError(
      'config-syntax',
      { problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) },
      { file },
      { cause: error },
    )
  }
  if (typeof loaded === 'object' && loaded !== null && 'default' in loaded) return loaded.default
  throw new MuqabilError('config-syntax', { problem: 'no default export' }, { file })
}
